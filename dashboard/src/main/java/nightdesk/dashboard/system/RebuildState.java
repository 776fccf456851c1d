package nightdesk.dashboard.system;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import nightdesk.nlp.IndexRebuild;
import org.jspecify.annotations.Nullable;

/**
 * How far a rebuild of the index is.
 *
 * @param phase idle, waiting (for the store), reading, done, failed or interrupted
 * @param read messages read from the store so far
 * @param total messages in the store when it began
 * @param behind records the store still had to take in, while waiting
 * @param messagesBefore messages in the old index when it was replaced
 * @param messagesAfter messages in the new one
 * @param startedAt null = none since the process started
 * @param finishedAt null = not over
 * @param failure why it was given up
 */
record RebuildState(
        IndexRebuild.Phase phase,
        long read,
        long total,
        long behind,
        long messagesBefore,
        long messagesAfter,
        @Nullable OffsetDateTime startedAt,
        @Nullable OffsetDateTime finishedAt,
        @Nullable String failure) {

    static RebuildState of(IndexRebuild.State state, ZoneId zone) {
        return new RebuildState(
                state.phase(),
                state.read(),
                state.total(),
                state.behind(),
                state.messagesBefore(),
                state.messagesAfter(),
                at(state.startedAt(), zone),
                at(state.finishedAt(), zone),
                state.failure());
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? null : instant.atZone(zone).toOffsetDateTime();
    }
}
