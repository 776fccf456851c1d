package nightdesk.ingest.archive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Counters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Groups;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Media;
import nightdesk.ingest.PatientEvent;
import nightdesk.ingest.Topics;
import nightdesk.ingest.archive.ArchiveRecord.Consent;
import nightdesk.ingest.archive.ArchiveRecord.Nothing;
import nightdesk.ingest.archive.ArchiveRecord.Said;
import nightdesk.ingest.archive.ArchiveStore.Sealed;
import nightdesk.ingest.archive.ConsentBook.Change;
import nightdesk.ingest.archive.ConsentBook.Person;
import nightdesk.ingest.archive.OpenRecords.Opened;
import nightdesk.ingest.wecom.WecomFailure;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Puts opened records where they belong: consents first, then, of those who had agreed, messages on the log; what waits
 * for something is kept sealed. Completes when all of it is durable; doing it twice changes nothing.
 */
final class KeepRecords {
    private final ArchiveMessages messages;
    private final ArchiveStore store;
    private final ConsentApi consents;
    private final Groups groups;
    private final EventLog log;
    private final Media media;
    private final Counters counters;

    KeepRecords(
            ArchiveMessages messages,
            ArchiveStore store,
            ConsentApi consents,
            Groups groups,
            EventLog log,
            Media media,
            Counters counters) {
        this.messages = messages;
        this.store = store;
        this.consents = consents;
        this.groups = groups;
        this.log = log;
        this.media = media;
        this.counters = counters;
    }

    Mono<Kept> keep(Corp corp, List<Opened> opened) {
        return consents.people(corp.api()).flatMap(people -> {
            Map<Sealed, List<ArchiveRecord>> read = new HashMap<>();
            opened.forEach(one -> {
                if (one instanceof Opened.Plain plain) {
                    read.put(plain.sealed(), messages.read(corp.account(), plain.entry(), plain.msgid(), people));
                }
            });
            return noteConsents(corp, read)
                    .then(book(corp, asked(read)))
                    .flatMap(known -> keep(corp, opened, read, known));
        });
    }

    private Mono<Void> noteConsents(Corp corp, Map<Sealed, List<ArchiveRecord>> read) {
        List<Consent> said = read.values().stream()
                .flatMap(List::stream)
                .filter(Consent.class::isInstance)
                .map(Consent.class::cast)
                .toList();
        if (said.isEmpty()) {
            return Mono.empty();
        }
        List<Change> changes = said.stream().map(Consent::change).toList();
        return store.note(corp.account(), changes)
                .then(log.append(changes.stream()
                        .map(change -> event(corp.account(), change).toRecord())
                        .toList()));
    }

    /** Returns what the hospital's other pages may show of a consent. */
    static PatientEvent event(String account, Change change) {
        Person person = change.person();
        Map<String, Object> data =
                Map.of("agreed", change.agreed(), person.isRoom() ? "group" : "staff", person.with());
        return new PatientEvent(
                Ids.event(
                        "archive",
                        account,
                        person.scope(),
                        person.id(),
                        String.valueOf(change.agreed()),
                        change.at().toString()),
                PatientEvent.Kind.CONSENT,
                List.of(new Identity("external_userid", person.id())),
                account,
                change.at(),
                change.at(),
                "archive",
                Json.MAPPER.valueToTree(data),
                null);
    }

    private static Set<Person> asked(Map<Sealed, List<ArchiveRecord>> read) {
        return read.values().stream()
                .flatMap(List::stream)
                .flatMap(part -> anyOf(part).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<Person> anyOf(ArchiveRecord part) {
        return switch (part) {
            case Said said -> said.anyOf();
            case Consent consent -> Set.of();
            case Nothing nothing -> Set.of();
        };
    }

    /** What is known of these people; WeCom is asked for those we know nothing of. Empty when it refuses to tell. */
    private Mono<Known> book(Corp corp, Set<Person> people) {
        Set<String> scopes = people.stream().map(Person::scope).collect(Collectors.toSet());
        return store.consents(corp.account(), scopes)
                .collect(ConsentBook::new, ConsentBook::note)
                .flatMap(book -> {
                    List<Person> unknown = people.stream()
                            .filter(person -> !book.knows(person))
                            .toList();
                    return consents.of(corp.api(), unknown)
                            .collectList()
                            .flatMap(changes ->
                                    store.note(corp.account(), changes).thenReturn(changes))
                            .doOnNext(changes -> changes.forEach(book::note))
                            .thenReturn(new Known(book, Set.of()))
                            .onErrorResume(
                                    WecomFailure.class, refused -> Mono.just(new Known(book, new HashSet<>(unknown))));
                });
    }

    private Mono<Kept> keep(Corp corp, List<Opened> opened, Map<Sealed, List<ArchiveRecord>> read, Known known) {
        Sorted sorted = new Sorted();
        for (Opened one : opened) {
            List<ArchiveRecord> parts = read.get(one.sealed());
            if (parts == null) {
                sorted.sealed.add(one.sealed());
            } else {
                sort(one.sealed(), parts, known, sorted);
            }
        }
        return append(sorted)
                .then(seal(corp, sorted.sealed))
                .then(store.unseal(corp.account(), sorted.done))
                .then(Mono.fromSupplier(() -> count(sorted)));
    }

    private void sort(Sealed sealed, List<ArchiveRecord> parts, Known known, Sorted sorted) {
        if (parts.stream().anyMatch(part -> known.isUncertain(part))) {
            sorted.sealed.add(new Sealed(sealed.seq(), sealed.keyVersion(), sealed.record(), SealReason.CONSENT));
            return;
        }
        sorted.done.add(sealed.seq());
        for (ArchiveRecord part : parts) {
            switch (part) {
                case Said said -> sorted.keepIf(known.allows(said.anyOf(), said.message()), said.message());
                case Consent consent -> sorted.nothing.merge("consent", 1, Integer::sum);
                case Nothing nothing -> sorted.nothing.merge(nothing.reason(), 1, Integer::sum);
            }
        }
    }

    private Mono<Void> append(Sorted sorted) {
        List<ChatMessage> inGroups =
                sorted.messages.stream().filter(KeepRecords::isInGroup).toList();
        return (inGroups.isEmpty() ? Mono.just(inGroups) : groups.arrive(inGroups))
                .map(decided -> Stream.concat(
                                sorted.messages.stream().filter(message -> !isInGroup(message)), decided.stream())
                        .map(message -> new LogRecord(Topics.MESSAGE, message.conversationId(), Json.text(message)))
                        .toList())
                .flatMap(records -> records.isEmpty() ? Mono.<Void>empty() : log.append(records))
                .then(Flux.fromIterable(sorted.messages)
                        .concatMap(message -> ArchiveMediaFetcher.expect(media, message))
                        .then());
    }

    private static boolean isInGroup(ChatMessage message) {
        return message.endpoint().equals(message.account());
    }

    private Mono<Void> seal(Corp corp, List<Sealed> sealed) {
        return Flux.fromIterable(sealed)
                .concatMap(one -> store.seal(corp.account(), one))
                .then();
    }

    private Kept count(Sorted sorted) {
        counters.add("archive", "stored", sorted.messages.size());
        counters.add("archive", "without-consent", sorted.withoutConsent);
        sorted.nothing.forEach((reason, n) -> counters.add("archive", reason, n));
        sorted.sealed.forEach(
                one -> counters.increment("archive.sealed", one.reason().code()));
        return new Kept(sorted.messages.size(), sorted.withoutConsent, sorted.sealed.size());
    }

    /** What became of a page. */
    record Kept(int stored, int withoutConsent, int sealed) {}

    /** @param uncertain people of whom nothing is known and WeCom does not tell */
    private record Known(ConsentBook book, Set<Person> uncertain) {
        boolean allows(Set<Person> anyOf, ChatMessage message) {
            return anyOf.stream().anyMatch(person -> book.agreed(person, message.sentAt()));
        }

        /** Nobody is known to have agreed, and of somebody nothing is known. */
        boolean isUncertain(ArchiveRecord part) {
            Set<Person> people = anyOf(part);
            return people.stream().anyMatch(uncertain::contains)
                    && people.stream().allMatch(person -> uncertain.contains(person) || !book.knows(person));
        }
    }

    private static final class Sorted {
        private final List<ChatMessage> messages = new ArrayList<>();
        private final List<Sealed> sealed = new ArrayList<>();
        private final List<Long> done = new ArrayList<>();
        private final Map<String, Integer> nothing = new HashMap<>();
        private int withoutConsent;

        void keepIf(boolean agreed, ChatMessage message) {
            if (agreed) {
                messages.add(message);
            } else {
                withoutConsent++;
            }
        }
    }
}
