package nightdesk.ingest;

import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** Records that a stage could not handle; kept until a person replays them. */
public interface DeadLetters {

    Mono<Page> list(int page, int size);

    Mono<Long> waiting();

    /** Puts the record back on its topic for every stage to read again; empty when there is no such id. */
    Mono<DeadLetter> replay(String id);

    /**
     * @param total how many there are
     * @param items newest first
     */
    record Page(long total, List<DeadLetter> items) {}

    /**
     * @param id stable
     * @param topic where the record stood
     * @param key its key
     * @param stage who failed
     * @param cause why, without chat text
     * @param at when
     * @param state {@code waiting} or {@code replayed}
     */
    record DeadLetter(String id, String topic, String key, String stage, String cause, Instant at, String state) {}
}
