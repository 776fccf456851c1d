package nightdesk.responder.night;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be decided: the patient's latest burst, after all that was said this night. Recalled lines are not in it.
 *
 * @param conversationId the conversation
 * @param branch the site that answers; null = any
 * @param now the clock of this decision
 * @param before everything of this night before the burst, in order, ours included
 * @param burst the patient's lines not decided yet, in order; events may be among them
 * @param late whether the burst is older than an answer may be
 */
public record NightCase(
        String conversationId,
        @Nullable String branch,
        Instant now,
        List<Turn> before,
        List<Turn> burst,
        boolean late) {}
