package nightdesk.ingest.wechat;

import java.util.List;
import java.util.Map;

/**
 * Where a job goes on after a crash; kept as JSON, in one transaction with what was counted up to there.
 *
 * @param batch the number of the last batch that is on the log
 * @param position where the next one begins
 * @param tally what was counted
 * @param notes what was decided by rule, counted
 * @param sentences what was decided by rule, told
 * @param memory what is remembered of the last rows
 */
record Checkpoint(
        long batch,
        Position position,
        Tally tally,
        Map<Notes.Note, Long> notes,
        List<String> sentences,
        Occurrences.Memory memory) {

    Checkpoint with(Tally counted) {
        return new Checkpoint(batch, position, counted, notes, sentences, memory);
    }
}
