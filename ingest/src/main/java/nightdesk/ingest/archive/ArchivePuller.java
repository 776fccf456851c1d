package nightdesk.ingest.archive;

import java.util.List;
import nightdesk.ingest.archive.ArchiveStore.Waiting;
import nightdesk.ingest.archive.KeepRecords.Kept;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Reads one archive from its seq to its end. A page is kept before its greatest seq is: a crash in between reads it
 * again. First of all, what was sealed earlier and may open now.
 */
final class ArchivePuller {
    private static final Logger log = LoggerFactory.getLogger(ArchivePuller.class);
    private static final int LIMIT = 1000;
    private static final int SEALED_AT_ONCE = 200;

    private final ArchiveStore store;
    private final OpenRecords opener;
    private final KeepRecords keeper;

    ArchivePuller(ArchiveStore store, OpenRecords opener, KeepRecords keeper) {
        this.store = store;
        this.opener = opener;
        this.keeper = keeper;
    }

    /** Reads until the archive has no more. */
    Mono<Void> pull(Corp corp) {
        return openSealed(corp)
                .then(store.seq(corp.account()))
                .map(seq -> new Position(seq, LIMIT, true))
                .expand(position -> position.more() ? step(corp, position) : Mono.empty())
                .then(tell(corp));
    }

    private Mono<Position> step(Corp corp, Position position) {
        return corp.archive()
                .pull(position.seq(), position.limit())
                .map(Page::of)
                .flatMap(page -> page.errcode() == 0 ? keep(corp, position, page) : smaller(position, page.errcode()));
    }

    /** A page may be too large for the platform; anything else is for a person. */
    private static Mono<Position> smaller(Position position, int errcode) {
        return errcode == ArchiveFailure.TOO_LARGE && position.limit() > 1
                ? Mono.just(new Position(position.seq(), Math.max(1, position.limit() / 4), true))
                : Mono.error(ArchiveFailure.of(errcode));
    }

    private Mono<Position> keep(Corp corp, Position position, Page page) {
        if (page.isEmpty() || page.lastSeq() <= position.seq()) {
            corp.state().read(position.seq(), 0, 0, 0);
            return Mono.just(new Position(position.seq(), LIMIT, false));
        }
        return opener.open(corp, page.records())
                .flatMap(opened -> keeper.keep(corp, opened))
                .flatMap(kept -> store.advance(corp.account(), page.lastSeq()).thenReturn(kept))
                .map(kept -> advanced(corp, page, kept));
    }

    private static Position advanced(Corp corp, Page page, Kept kept) {
        corp.state().read(page.lastSeq(), page.records().size(), kept.stored(), kept.withoutConsent());
        return new Position(page.lastSeq(), LIMIT, true);
    }

    private Mono<Void> openSealed(Corp corp) {
        return store.ripe(corp.account(), corp.keys().versions(), SEALED_AT_ONCE)
                .collectList()
                .expand(ripe -> ripe.size() < SEALED_AT_ONCE
                        ? Mono.empty()
                        : reopen(corp, ripe)
                                .then(store.ripe(corp.account(), corp.keys().versions(), SEALED_AT_ONCE)
                                        .collectList()))
                .last()
                .flatMap(rest -> reopen(corp, rest));
    }

    private Mono<Void> reopen(Corp corp, List<ArchiveStore.Sealed> ripe) {
        if (ripe.isEmpty()) {
            return Mono.empty();
        }
        return opener.open(corp, ripe)
                .flatMap(opened -> keeper.keep(corp, opened))
                .doOnNext(kept -> {
                    log.info(
                            "Of {} sealed records of {} {} are messages now, {} stay sealed",
                            ripe.size(),
                            corp.account(),
                            kept.stored(),
                            kept.sealed());
                    corp.state().read(0, 0, kept.stored(), kept.withoutConsent());
                })
                .then();
    }

    private Mono<Void> tell(Corp corp) {
        return store.waiting(corp.account())
                .collectList()
                .doOnNext(waiting -> corp.state()
                        .idle(waiting.stream().mapToLong(Waiting::count).sum(), detail(corp, waiting)))
                .then();
    }

    private static String detail(Corp corp, List<Waiting> waiting) {
        StringBuilder detail = new StringBuilder(String.join("；", corp.keys().problems()));
        for (Waiting some : waiting) {
            detail.append(detail.isEmpty() ? "" : "；")
                    .append(some.reason().chinese(some.keyVersion()))
                    .append("，")
                    .append(some.count())
                    .append(" 条记录加密保存着");
            if (some.reason() == SealReason.NO_KEY) {
                detail.append("，把私钥存为 ")
                        .append(corp.keys().directory().resolve(some.keyVersion() + ".pem"))
                        .append(" 后自动解密");
            }
        }
        return detail.toString();
    }

    /**
     * @param seq read up to here
     * @param limit records at once
     * @param more whether to go on
     */
    private record Position(long seq, int limit, boolean more) {}
}
