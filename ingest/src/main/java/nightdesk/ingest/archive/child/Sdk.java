package nightdesk.ingest.archive.child;

import java.util.List;

/** What the vendor's library can do, as the child needs it. Every answer begins with the library's return code. */
public interface Sdk {

    /**
     * Loads the library and opens the archive of a corp.
     *
     * @throws LibraryMissing when it is not there or cannot be loaded
     */
    Answer open(String library, String corpId, String secret);

    Answer pull(long seq, int limit, Network network);

    Answer decrypt(String randomKey, String encrypted);

    Answer media(String index, String fileId, Network network);

    /**
     * @param proxy {@code socks5://…} or {@code http://…}; empty = none
     * @param password {@code user:password}; empty = none
     * @param seconds how long one call may take
     */
    record Network(String proxy, String password, int seconds) {}

    /**
     * @param code 0 = done
     * @param fields what the operation returns
     */
    record Answer(int code, List<byte[]> fields) {
        public static Answer failed(int code) {
            return new Answer(code, List.of());
        }
    }

    /** The library cannot be used; the message says why. */
    final class LibraryMissing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public LibraryMissing(String message) {
            super(message);
        }
    }
}
