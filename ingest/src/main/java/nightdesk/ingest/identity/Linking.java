package nightdesk.ingest.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import nightdesk.ingest.PatientChanged;
import nightdesk.ingest.PatientEvent;
import nightdesk.ingest.identity.LinkStore.Entry;
import nightdesk.ingest.identity.LinkStore.Moved;
import nightdesk.ingest.identity.LinkStore.Neighbourhood;
import nightdesk.ingest.identity.Persons.Link;
import nightdesk.ingest.identity.Persons.Node;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Makes what {@link Persons} says true in the store, with history and announcement, in the transaction of its cause. */
final class Linking {
    private static final int REASONS = 3;

    private final EventStore events;
    private final LinkStore links;
    private final TransactionalOperator transaction;
    private final Clock clock;

    Linking(EventStore events, LinkStore links, TransactionalOperator transaction, Clock clock) {
        this.events = events;
        this.links = links;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Why people change: a person's decision, or none when events say so. */
    record Cause(
            @Nullable String by,
            @Nullable String reason,
            @Nullable String decisionId) {
        static final Cause EVENTS = new Cause(null, null, null);
    }

    /** Keeps events and links what they say for certain. */
    Mono<Void> take(List<PatientEvent> batch) {
        if (batch.isEmpty()) {
            return Mono.empty();
        }
        return links.lock()
                .then(events.keep(batch))
                .flatMap(kept -> settle(kept.linked(), Cause.EVENTS).then(profiles(kept.changed())))
                .as(transaction::transactional);
    }

    private Mono<Void> profiles(Set<String> changed) {
        Instant now = clock.instant();
        return links.announce(changed.stream()
                .sorted()
                .map(id -> new PatientChanged(newId(), PatientChanged.Kind.PROFILE, id, List.of(id), now))
                .toList());
    }

    /** Decides anew who is one person around these patients; call it in a transaction that holds the lock. */
    Mono<Void> settle(Collection<String> patientIds, Cause cause) {
        return patientIds.isEmpty() ? Mono.empty() : links.around(patientIds).flatMap(around -> settle(around, cause));
    }

    private Mono<Void> settle(Neighbourhood around, Cause cause) {
        Persons.Outcome outcome = Persons.of(around.nodes(), around.links(), around.decisions());
        Map<String, String> changed = new TreeMap<>();
        outcome.person().forEach((id, person) -> {
            if (!person.equals(around.person().get(id))) {
                changed.put(id, person);
            }
        });
        Mono<Void> conflicts = links.conflicts(outcome.person().keySet(), outcome.conflicts());
        if (changed.isEmpty()) {
            return conflicts;
        }
        List<Entry> entries = entries(around, changed, cause);
        Instant now = clock.instant();
        return links.assign(changed)
                .then(conflicts)
                .then(links.remember(now, entries))
                .then(links.announce(
                        entries.stream().map(entry -> announcement(entry, now)).toList()));
    }

    private static PatientChanged announcement(Entry entry, Instant now) {
        return new PatientChanged(
                entry.id(),
                entry.kind().equals("unmerged") ? PatientChanged.Kind.UNMERGED : PatientChanged.Kind.MERGED,
                entry.moved().getFirst().to(),
                List.copyOf(LinkStore.patientIds(entry)),
                now);
    }

    /** One entry for each set of people among whom patients moved. */
    private static List<Entry> entries(Neighbourhood around, Map<String, String> changed, Cause cause) {
        Map<String, Node> nodes = around.nodes().stream().collect(Collectors.toMap(Node::id, node -> node));
        Map<String, Set<String>> together = new HashMap<>();
        Map<String, List<Moved>> moves = new HashMap<>();
        changed.forEach((id, to) -> join(together, around.person().getOrDefault(id, id), to));
        changed.forEach((id, to) -> {
            Node node = nodes.get(id);
            if (node != null) {
                String from = around.person().getOrDefault(id, id);
                String group = together.getOrDefault(from, Set.of(from)).stream()
                        .min(String::compareTo)
                        .orElse(from);
                moves.computeIfAbsent(group, key -> new ArrayList<>())
                        .add(new Moved(id, node.kind(), node.value(), from, to));
            }
        });
        return new TreeMap<>(moves)
                .values().stream().map(moved -> entry(around, moved, cause)).toList();
    }

    private static void join(Map<String, Set<String>> together, String one, String other) {
        Set<String> joined = new HashSet<>(together.getOrDefault(one, Set.of(one)));
        joined.addAll(together.getOrDefault(other, Set.of(other)));
        joined.forEach(id -> together.put(id, joined));
    }

    private static Entry entry(Neighbourhood around, List<Moved> moved, Cause cause) {
        Set<String> from = moved.stream().map(Moved::from).collect(Collectors.toSet());
        Set<String> to = moved.stream().map(Moved::to).collect(Collectors.toSet());
        to.stream().filter(person -> person.equals(around.person().get(person))).forEach(from::add);
        String kind = to.size() < from.size() ? "merged" : to.size() > 1 || from.size() == 1 ? "unmerged" : "moved";
        String reason = cause.reason() == null ? because(around, moved) : cause.reason();
        return new Entry(newId(), kind, cause.by(), reason, cause.decisionId(), moved);
    }

    /** Names the kinds of identity that one record held together. */
    private static String because(Neighbourhood around, List<Moved> moved) {
        Map<String, Node> nodes = around.nodes().stream().collect(Collectors.toMap(Node::id, node -> node));
        Set<String> ids = moved.stream().map(Moved::patientId).collect(Collectors.toSet());
        Set<String> reasons = new LinkedHashSet<>();
        for (Link link : around.links().stream().sorted(Persons.EARLIEST_FIRST).toList()) {
            Node a = nodes.get(link.a());
            Node b = nodes.get(link.b());
            if (a != null && b != null && (ids.contains(a.id()) || ids.contains(b.id())) && reasons.size() < REASONS) {
                reasons.add("同一条记录里同时有 " + a.kind() + " 与 " + b.kind() + "（来源 " + link.source() + "）");
            }
        }
        return reasons.isEmpty() ? "原有关联不再成立" : String.join("；", reasons);
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }
}
