package nightdesk.ingest.media;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Gets the media of one source from where they are. */
public interface MediaFetcher {

    /** Returns the source that {@link nightdesk.ingest.Media#expect} names. */
    String source();

    /**
     * Writes a medium to a file.
     *
     * @param reference as it was expected
     * @param target a new file
     * @param limit most bytes that will be taken
     * @throws MediaUnavailable (signalled) when it can never be had
     * @throws nightdesk.ingest.TransientFailure (signalled) when it may be had later
     */
    Mono<Fetched> fetch(String reference, Path target, long limit);

    /** @param fileName as the source names it; null when it does not */
    record Fetched(@Nullable String fileName) {}
}
