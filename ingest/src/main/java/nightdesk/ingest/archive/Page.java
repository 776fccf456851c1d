package nightdesk.ingest.archive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nightdesk.ingest.Json;
import nightdesk.ingest.TransientFailure;
import nightdesk.ingest.archive.ArchiveStore.Sealed;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One answer of the archive.
 *
 * @param errcode 0, or why there are no records
 * @param records each as it came, in order of seq
 */
record Page(int errcode, List<Sealed> records) {

    /**
     * Reads an answer.
     *
     * @throws TransientFailure when it is not JSON: it may have been cut
     */
    static Page of(String json) {
        try {
            JsonNode answer = Json.MAPPER.readTree(json);
            List<Sealed> records = new ArrayList<>();
            answer.path("chatdata").forEach(entry -> records.add(sealed(entry)));
            records.sort(Comparator.comparingLong(Sealed::seq));
            return new Page(answer.path("errcode").asInt(0), List.copyOf(records));
        } catch (JacksonException e) {
            throw new TransientFailure(
                    "expected JSON of the archive, met " + json.length() + " characters that are not");
        }
    }

    private static Sealed sealed(JsonNode entry) {
        return new Sealed(
                entry.path("seq").asLong(0), entry.path("publickey_ver").asInt(0), entry.toString(), SealReason.NO_KEY);
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** Returns where the next page begins: the greatest seq, not the first plus their number. */
    long lastSeq() {
        return records.getLast().seq();
    }
}
