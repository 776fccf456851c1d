package nightdesk.ingest.archive;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Hints that an archive has something new; a hint that is lost is made up for by the next poll. */
final class ArchiveSignals {
    private final Sinks.Many<String> accounts = Sinks.many().multicast().directBestEffort();

    void hint(String account) {
        accounts.tryEmitNext(account);
    }

    Flux<String> of(String account) {
        return accounts.asFlux().filter(account::equals);
    }
}
