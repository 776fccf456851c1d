package nightdesk.ingest.archive;

import java.nio.ByteBuffer;
import nightdesk.ingest.TransientFailure;
import reactor.core.publisher.Mono;

/** The archive of one corp. Every call may be repeated: reading changes nothing. */
interface ChatArchive {

    /**
     * Returns the records after a seq as JSON ({@code errcode}, {@code chatdata}), each still encrypted.
     *
     * @param limit up to 1000
     * @throws ArchiveFailure (signalled) when a person must do something
     * @throws TransientFailure (signalled) when the same call may succeed later
     */
    Mono<String> pull(long seq, int limit);

    /**
     * Returns the JSON of one record.
     *
     * @param randomKey the record's key after RSA
     * @throws ArchiveFailure (signalled) when it cannot be opened with this key
     */
    Mono<String> decrypt(String randomKey, String encrypted);

    /**
     * Returns one part of a file.
     *
     * @param index empty for the first part, then {@link Part#next} of the one before
     */
    Mono<Part> media(String index, String fileId);

    /**
     * @param last whether the file ends with this part
     * @param next the index of the next part
     * @param bytes to append
     */
    record Part(boolean last, String next, ByteBuffer bytes) {}
}
