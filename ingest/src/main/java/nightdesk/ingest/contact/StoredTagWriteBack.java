package nightdesk.ingest.contact;

import java.util.Collection;
import nightdesk.ingest.TagWriteBack;
import reactor.core.publisher.Mono;

/** Keeps wishes; {@link DeliverTags} sends them. */
final class StoredTagWriteBack implements TagWriteBack {
    private final TagStore store;
    private final ContactSettings.TagWriteBackSettings settings;

    StoredTagWriteBack(TagStore store, ContactSettings.TagWriteBackSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    @Override
    public Mono<Void> want(String patientId, Collection<String> names) {
        for (String name : names) {
            int length = name.codePointCount(0, name.length());
            if (name.isBlank() || length > LONGEST_NAME) {
                return Mono.error(new IllegalArgumentException(
                        "tag: expected 1 to " + LONGEST_NAME + " characters, met " + length));
            }
        }
        return store.want(patientId, names);
    }

    @Override
    public Mono<State> state() {
        return Mono.zip(
                        store.figures(),
                        store.refused()
                                .map(refused -> new Failure(
                                        refused.errcode(), Errcodes.explain(refused.errcode()), refused.marks()))
                                .collectList())
                .map(both -> new State(
                        settings.enabled(),
                        settings.group(),
                        both.getT1().patients(),
                        both.getT1().wanted(),
                        both.getT1().marked(),
                        both.getT1().waiting(),
                        both.getT1().leftToStaff(),
                        both.getT2()));
    }
}
