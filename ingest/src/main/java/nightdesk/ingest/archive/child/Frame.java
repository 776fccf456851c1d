package nightdesk.ingest.archive.child;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One request to the child, or its answer (docs/archive-protocol.md).
 *
 * @param id chosen by the asker; the answer repeats it
 * @param code of a request one of the operations; of an answer 0, the library's return code, or one of ours below zero
 * @param fields the operation's arguments or results
 */
public record Frame(int id, int code, List<byte[]> fields) {
    /** Load the library and open the archive: library path, corp id, secret. Answer: what was loaded. */
    public static final int OPEN = 1;
    /** Records after a seq: seq, limit, proxy, proxy password, seconds. Answer: the library's JSON. */
    public static final int PULL = 2;
    /** One record: random key (after RSA), ciphertext. Answer: the record's JSON. */
    public static final int DECRYPT = 3;
    /** One part of a file: index, file id, proxy, proxy password, seconds. Answer: last part?, next index, bytes. */
    public static final int MEDIA = 4;

    /** The library is not there or cannot be loaded; the field says why. */
    public static final int NO_LIBRARY = -1;
    /** The request is not one of ours, or came before {@link #OPEN}. */
    public static final int BAD_REQUEST = -2;

    /** Returns a frame of texts. */
    public static Frame of(int id, int code, String... texts) {
        List<byte[]> fields = new ArrayList<>();
        for (String text : texts) {
            fields.add(text.getBytes(StandardCharsets.UTF_8));
        }
        return new Frame(id, code, List.copyOf(fields));
    }

    /** Returns a field as text; empty text where there is none. */
    public String text(int field) {
        return field < fields.size() ? new String(fields.get(field), StandardCharsets.UTF_8) : "";
    }
}
