package nightdesk.ingest.wechat;

import java.util.LinkedHashMap;
import java.util.Map;
import nightdesk.ingest.Ids;

/**
 * Stands in for the id that a row lacks: what it says, and the how-manieth of its like it is in this file. The same file
 * gives the same keys again. Remembers the last rows only, so that memory stays bounded: equal rows have the same
 * second, and exports are in order of time.
 */
final class Occurrences {
    private static final int REMEMBERED = 65_536;

    private final Map<String, Integer> seen = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    String key(Entry.Row row) {
        String content = Ids.hash(
                row.peer(),
                row.speaker().code(),
                row.speakerId() == null ? "" : row.speakerId(),
                row.speakerName() == null ? "" : row.speakerName(),
                String.valueOf(row.sentAt().getEpochSecond()),
                row.type(),
                row.text());
        return "content\n" + content + "\n" + seen.merge(content, 1, Integer::sum);
    }
}
