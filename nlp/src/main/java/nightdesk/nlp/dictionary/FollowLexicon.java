package nightdesk.nlp.dictionary;

import java.time.Duration;
import nightdesk.ingest.Stage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stage {@code lexicon}: brings in what the release ships, and puts in use what any process publishes. */
final class FollowLexicon implements Stage {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DictionaryStore store;
    private final Dictionary dictionary;

    FollowLexicon(DictionaryStore store, Dictionary dictionary) {
        this.store = store;
        this.dictionary = dictionary;
    }

    @Override
    public String name() {
        return "lexicon";
    }

    @Override
    public String role() {
        return EVERY;
    }

    @Override
    public Mono<Void> run() {
        return dictionary
                .seed()
                .thenMany(Flux.interval(Duration.ZERO, PAUSE).onBackpressureDrop())
                .concatMap(tick -> store.number(), 1)
                .distinctUntilChanged()
                .concatMap(number -> dictionary.reload(), 1)
                .then();
    }
}
