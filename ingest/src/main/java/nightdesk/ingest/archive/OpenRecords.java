package nightdesk.ingest.archive;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightdesk.ingest.Json;
import nightdesk.ingest.archive.ArchiveStore.Sealed;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens records: RSA here, where the private keys are, the rest in the library's process. What cannot be opened stays
 * sealed with its reason; it is never passed over.
 */
final class OpenRecords implements AutoCloseable {
    /** Return codes that are about this record, not about the archive as a whole. */
    private static final Set<Integer> OF_THE_RECORD = Set.of(10000, 10002, 10004, 10006, 10007, 10008);

    private static final int AHEAD = 16;
    /** Control characters do appear inside the texts (facts § 6.10). */
    private static final JsonMapper LENIENT = Json.MAPPER
            .rebuild()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private final Scheduler scheduler = Schedulers.newBoundedElastic(1, 100_000, "archive-keys", 60, true);

    /** Returns each record of a page opened, or sealed with its reason, in order. */
    Mono<List<Opened>> open(Corp corp, List<Sealed> page) {
        return Flux.fromIterable(page)
                .flatMapSequential(one -> open(corp, one), AHEAD, AHEAD)
                .collectList();
    }

    private Mono<Opened> open(Corp corp, Sealed sealed) {
        Optional<PrivateKey> key = corp.keys().of(sealed.keyVersion());
        if (key.isEmpty()) {
            return Mono.just(still(sealed, SealReason.NO_KEY));
        }
        JsonNode entry = LENIENT.readTree(sealed.record());
        return Mono.fromCallable(() -> ArchiveKeys.open(
                        key.get(), entry.path("encrypt_random_key").asString("")))
                .subscribeOn(scheduler)
                .flatMap(random -> corp.archive()
                        .decrypt(random, entry.path("encrypt_chat_msg").asString("")))
                .map(text -> opened(sealed, entry, text))
                .onErrorResume(failure -> reason(failure)
                        .map(reason -> Mono.just(still(sealed, reason)))
                        .orElseGet(() -> Mono.error(failure)));
    }

    private static Opened opened(Sealed sealed, JsonNode entry, String text) {
        try {
            JsonNode said = LENIENT.readTree(text);
            if (!said.isObject()) {
                return still(sealed, SealReason.UNREADABLE);
            }
            String msgid = said.path("msgid").asString(entry.path("msgid").asString(""));
            return new Opened.Plain(sealed, msgid.isEmpty() ? "seq:" + sealed.seq() : msgid, said);
        } catch (JacksonException e) {
            return still(sealed, SealReason.UNREADABLE);
        }
    }

    private static Opened still(Sealed sealed, SealReason reason) {
        return new Opened.Still(new Sealed(sealed.seq(), sealed.keyVersion(), sealed.record(), reason));
    }

    /** Returns why the record itself cannot be opened, or empty when the failure is about more than it. */
    private static Optional<SealReason> reason(Throwable failure) {
        if (failure instanceof GeneralSecurityException || failure instanceof IllegalArgumentException) {
            return Optional.of(SealReason.WRONG_KEY);
        }
        if (failure instanceof ArchiveFailure refused && OF_THE_RECORD.contains(refused.code())) {
            return Optional.of(SealReason.WRONG_KEY);
        }
        return failure instanceof ChildDied died && died.atWork() ? Optional.of(SealReason.CRASH) : Optional.empty();
    }

    @Override
    public void close() {
        scheduler.dispose();
    }

    /** A record after the attempt to open it. */
    sealed interface Opened {
        Sealed sealed();

        /** It is open. */
        record Plain(Sealed sealed, String msgid, JsonNode entry) implements Opened {}

        /** It stays as it came; the reason is in it. */
        record Still(Sealed sealed) implements Opened {}
    }
}
