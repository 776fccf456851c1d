package nightdesk.responder;

import java.time.OffsetDateTime;
import java.util.List;
import nightdesk.nlp.Triage;
import org.jspecify.annotations.Nullable;

/**
 * A decision of the night and what became of it: enough to explain afterwards why a patient got these words.
 *
 * @param id stable
 * @param conversationId the conversation
 * @param decidedAt when
 * @param kind what was done
 * @param question the burst it is about, its lines joined by line breaks
 * @param text what was to be sent; empty when silent
 * @param knowledge the items it rests on
 * @param triage the danger found
 * @param gate what the compliance gate said
 * @param model the language model that worded it; null = approved words only
 * @param knowledgeVersion the state of the knowledge at that time
 * @param delivery what became of the text; null when silent
 * @param trace the policies asked, in order, and what each said
 */
public record Reply(
        String id,
        String conversationId,
        OffsetDateTime decidedAt,
        ReplyKind kind,
        String question,
        String text,
        List<Source> knowledge,
        Danger triage,
        Gate gate,
        @Nullable String model,
        String knowledgeVersion,
        @Nullable Delivery delivery,
        List<Step> trace) {

    /** A knowledge item used, and how alike its question is. */
    public record Source(String id, String question, double score) {}

    /** The triage as shown. */
    public record Danger(Triage.Level level, List<String> signals, List<String> because) {}

    /** The gate's verdict on the text that was meant to go out. */
    public record Gate(ComplianceGate.Verdict verdict, String rulePack) {}

    /**
     * @param state {@code pending}, {@code sent}, {@code draft} (held, a person must send it) or {@code failed}
     * @param msgid ours, of the first part
     * @param errcode WeCom's, when it refused
     * @param attempts sends tried
     * @param sentAt when WeCom took it
     */
    public record Delivery(
            String state,
            String msgid,
            @Nullable Integer errcode,
            int attempts,
            @Nullable OffsetDateTime sentAt) {}

    /** One policy's word. */
    public record Step(String step, String result, String detail) {}
}
