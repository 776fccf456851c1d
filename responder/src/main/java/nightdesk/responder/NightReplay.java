package nightdesk.responder;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Runs one conversation through today's rules on a virtual clock. Nothing is stored, nothing is sent. */
public interface NightReplay {

    Mono<Outcome> replay(Script script);

    /**
     * @param branch the site that answers; null = the one of the settings
     * @param turns what happened, in order
     */
    record Script(@Nullable String branch, List<ScriptedTurn> turns) {}

    /**
     * @param at {@code 22:14:03} (earlier than the one before = next day) or an ISO date-time with offset
     * @param from {@code patient}, {@code staff} or {@code event}
     * @param type {@code text}, {@code voice} (words only with a transcript as text), {@code image} or {@code event};
     *     null = text
     * @param text what was said
     */
    record ScriptedTurn(
            String at,
            String from,
            @Nullable String type,
            @Nullable String text) {}

    /**
     * @param messages what the patient would have got
     * @param lead who left a usable contact and a wish; null otherwise
     * @param escalation the worst danger of the night
     * @param humanRequested whether a person was asked for at once
     */
    record Outcome(
            List<Message> messages, @Nullable ReplayedLead lead, Escalation escalation, boolean humanRequested) {}

    /**
     * @param knowledge ids of the approved items the text rests on
     * @param decision {@code answer}, {@code promise} or {@code emergency}
     */
    record Message(OffsetDateTime at, String text, List<String> knowledge, ReplyKind decision) {}

    /**
     * @param level {@code none}, {@code urgent} or {@code emergency}
     * @param signals the dangers named
     */
    record Escalation(String level, List<String> signals) {}

    /** What the morning would find; fields that nobody stated are left out. The phone is written 3-4-4, unmasked. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReplayedLead(
            @Nullable String phone,
            @Nullable String wechat,
            @Nullable String name,
            @Nullable String treatment,
            @JsonProperty("callback_time") @Nullable String callbackTime,
            @JsonProperty("contact_preference") @Nullable String contactPreference,
            List<String> treatments,
            @Nullable String wantedTime,
            @Nullable String wantedWay,
            Lead.PromisedHours promise,
            int score,
            List<String> reasons,
            boolean emergency) {}
}
