package nightdesk.ingest.wechat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import nightdesk.ingest.Ids;

/**
 * What is remembered of the last rows. First, how often each content was met: with it, it stands in for the id that a row
 * lacks; the same file gives the same keys again. Second, how many messages of a conversation had the same second (or
 * minute, where a tool writes no more): they get milliseconds, so that they stay in the order of the file. Only the last
 * rows are remembered, as exports are in order of time; the memory is kept with the position of a job.
 */
final class Occurrences {
    private static final int CONTENTS = 16_384;
    private static final int CONVERSATIONS = 1_024;
    private static final int MOST_MILLIS = 999;

    private final Map<String, Integer> contents = new Recent<>(CONTENTS);
    private final Map<String, Second> seconds = new Recent<>(CONVERSATIONS);

    /** How many messages a second has had. */
    record Second(long epochSecond, int messages) {}

    /** As it is kept with a position. */
    record Memory(Map<String, Integer> contents, Map<String, Second> seconds) {}

    static Occurrences of(Memory memory) {
        Occurrences occurrences = new Occurrences();
        occurrences.contents.putAll(memory.contents());
        occurrences.seconds.putAll(memory.seconds());
        return occurrences;
    }

    Memory memory() {
        return new Memory(new LinkedHashMap<>(contents), new LinkedHashMap<>(seconds));
    }

    /** Who was found to have spoken does not count, as that may be decided later. */
    String key(Entry.Row row) {
        String content = Ids.hash(
                row.talk().peer(),
                row.speakerId() == null ? "" : row.speakerId(),
                row.speakerName() == null ? "" : row.speakerName(),
                String.valueOf(row.sentAt().getEpochSecond()),
                row.type(),
                row.text());
        return "content\n" + content + "\n" + contents.merge(content, 1, Integer::sum);
    }

    /** Returns the time with the milliseconds that keep the order within a conversation. */
    Instant inOrder(String conversation, Instant sentAt) {
        long epochSecond = sentAt.getEpochSecond();
        Second before = seconds.get(conversation);
        int messages = before != null && before.epochSecond == epochSecond ? before.messages + 1 : 0;
        seconds.put(conversation, new Second(epochSecond, messages));
        return sentAt.getNano() > 0 || messages == 0 ? sentAt : sentAt.plusMillis(Math.min(MOST_MILLIS, messages));
    }

    private static final class Recent<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1L;
        private final int most;

        Recent(int most) {
            super(1024, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
        }
    }
}
