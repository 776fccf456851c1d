package nightdesk.responder.night;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import nightdesk.ingest.ChatMessage;
import nightdesk.responder.ReplyKind;
import org.jspecify.annotations.Nullable;

/**
 * One line or event of a night, as the policies see it.
 *
 * @param id the message's id
 * @param at when it was said
 * @param from by whom
 * @param type the message's type
 * @param text the words, or a placeholder such as {@code [图片]}
 * @param said what kind of reply it was, if it is ours
 * @param rule the policy that spoke, if it is ours
 * @param knowledge the items it rests on, if it is ours
 */
public record Turn(
        String id,
        Instant at,
        From from,
        String type,
        String text,
        @Nullable ReplyKind said,
        String rule,
        List<String> knowledge) {
    /** The type of the event by which a person gives a conversation back to the AI. */
    static final String HANDED_BACK = "handed-back";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\s*[\\[【].*[]】]\\s*", Pattern.DOTALL);

    /** Who is behind a turn. */
    public enum From {
        PATIENT,
        STAFF,
        AI,
        EVENT
    }

    public static Turn of(From from, String id, Instant at, String type, String text) {
        return new Turn(id, at, from, type, text, null, "", List.of());
    }

    public static Turn ours(String id, Instant at, ReplyKind said, String rule, String text, List<String> knowledge) {
        return new Turn(id, at, From.AI, ChatMessage.TEXT, text, said, rule, knowledge);
    }

    boolean isPatients() {
        return from == From.PATIENT;
    }

    /** Returns whether the text is what was said: a text, or a voice message with a transcript. */
    public boolean isWords() {
        return ChatMessage.TEXT.equals(type) || (isVoice() && !text.isBlank() && !isPlaceholder());
    }

    private boolean isPlaceholder() {
        return PLACEHOLDER.matcher(text).matches();
    }

    boolean isVoice() {
        return "voice".equals(type);
    }

    boolean isPicture() {
        return "image".equals(type) || "video".equals(type);
    }
}
