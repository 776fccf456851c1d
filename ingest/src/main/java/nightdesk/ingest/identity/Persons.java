package nightdesk.ingest.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Says which patients are one person. A pure function of the set of facts: whatever the order in which events arrived,
 * the same facts give the same people and the same survivors.
 *
 * <ol>
 *   <li>What people decided comes first, the newest decision about a pair before older ones.
 *   <li>Then what events say for certain, the earliest event first. A link that would put two ids of one exclusive kind
 *       (two unionids, two numbers of one CRM) into one person is not made: it is a conflict for a person to decide.
 *   <li>The survivor is the patient whose identity has the {@link #rank best kind}, then the smallest id.
 * </ol>
 */
final class Persons {
    private static final List<String> RANKS = List.of("external_userid", "wxid", "unionid", "openid", "crm", "phone");
    static final Comparator<Link> EARLIEST_FIRST = Comparator.comparing(Link::at)
            .thenComparing(Link::eventId)
            .thenComparing(Link::a)
            .thenComparing(Link::b);

    private final Map<String, Group> groups = new HashMap<>();
    private final Map<String, Set<String>> apart = new HashMap<>();
    private final Map<Pair, Verdict> decided = new HashMap<>();
    private final List<Conflict> conflicts = new ArrayList<>();

    private Persons(Collection<Node> nodes) {
        nodes.forEach(node -> groups.put(node.id(), new Group(node)));
    }

    /** One identity as it first appeared. */
    record Node(String id, String kind, String value) {
        /** Returns the scope within which one person has one id only; empty where a person may have several. */
        Optional<String> exclusive() {
            return switch (kind) {
                case "unionid" -> Optional.of(kind);
                case "crm", "openid" -> Optional.of(kind + ":" + value.substring(0, Math.max(0, value.indexOf('/'))));
                default -> Optional.empty();
            };
        }
    }

    /** Two patients in the order of their ids. */
    record Pair(String a, String b) {
        static Pair of(String one, String other) {
            return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
        }
    }

    /** What an event says for certain. */
    record Link(String a, String b, String eventId, String source, Instant at) {}

    /** A certain link that was not made. */
    record Conflict(Link link, String kind) {}

    /** What a person said about a pair. */
    enum Verdict {
        /** They are one person. */
        TOGETHER,
        /** Nothing against it any more. */
        ALLOW,
        /** They are not one person. */
        APART
    }

    /** A decision that was not undone; later ones have a higher {@code seq}. */
    record Decision(long seq, Map<Pair, Verdict> pairs) {}

    /**
     * @param person of each patient, the survivor
     * @param conflicts certain links that were not made
     */
    record Outcome(Map<String, String> person, List<Conflict> conflicts) {}

    static Outcome of(Collection<Node> nodes, Collection<Link> links, Collection<Decision> decisions) {
        return new Persons(nodes).resolve(links, decisions);
    }

    /** Returns how good a kind of identity is as the one that survives: the lower, the better. */
    static int rank(String kind) {
        int at = RANKS.indexOf(kind);
        return at < 0 ? RANKS.size() : at;
    }

    private Outcome resolve(Collection<Link> links, Collection<Decision> decisions) {
        decisions.stream()
                .sorted(Comparator.comparingLong(Decision::seq).reversed())
                .forEach(this::decide);
        links.stream().sorted(EARLIEST_FIRST).forEach(this::link);
        Map<String, String> person = new TreeMap<>();
        groups.forEach((id, group) -> person.put(id, group.survivor()));
        return new Outcome(person, conflicts);
    }

    private void decide(Decision decision) {
        decision.pairs().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Pair::a).thenComparing(Pair::b)))
                .forEach(entry -> decide(entry.getKey(), entry.getValue()));
    }

    private void decide(Pair pair, Verdict verdict) {
        if (decided.putIfAbsent(pair, verdict) != null || !known(pair.a(), pair.b())) {
            return;
        }
        if (verdict == Verdict.APART && group(pair.a()) != group(pair.b())) {
            apart.computeIfAbsent(pair.a(), a -> new HashSet<>()).add(pair.b());
            apart.computeIfAbsent(pair.b(), b -> new HashSet<>()).add(pair.a());
        } else if (verdict == Verdict.TOGETHER && !keptApart(group(pair.a()), group(pair.b()))) {
            unite(pair.a(), pair.b());
        }
    }

    private void link(Link link) {
        if (!known(link.a(), link.b())) {
            return;
        }
        Group one = group(link.a());
        Group other = group(link.b());
        if (one == other || keptApart(one, other)) {
            return;
        }
        Optional<String> conflict = one.conflictWith(other);
        if (conflict.isPresent()) {
            conflicts.add(new Conflict(link, conflict.get()));
        } else {
            unite(link.a(), link.b());
        }
    }

    private boolean known(String a, String b) {
        return groups.containsKey(a) && groups.containsKey(b);
    }

    private Group group(String id) {
        Group group = groups.get(id);
        if (group == null) {
            throw new IllegalStateException("no such patient: " + id);
        }
        return group;
    }

    private boolean keptApart(Group one, Group other) {
        Group smaller = one.members.size() <= other.members.size() ? one : other;
        Group larger = smaller == one ? other : one;
        return smaller.members.stream()
                .flatMap(node -> apart.getOrDefault(node.id(), Set.of()).stream())
                .anyMatch(id -> group(id) == larger);
    }

    private void unite(String a, String b) {
        Group one = group(a);
        Group other = group(b);
        if (one == other) {
            return;
        }
        Group larger = one.members.size() >= other.members.size() ? one : other;
        Group smaller = larger == one ? other : one;
        larger.take(smaller);
        smaller.members.forEach(node -> groups.put(node.id(), larger));
    }

    /** Patients that are one person so far. */
    private static final class Group {
        private static final Comparator<Node> BEST =
                Comparator.<Node>comparingInt(node -> rank(node.kind())).thenComparing(Node::id);

        final List<Node> members = new ArrayList<>();
        private final Set<String> exclusive = new HashSet<>();

        Group(Node node) {
            members.add(node);
            node.exclusive().ifPresent(exclusive::add);
        }

        String survivor() {
            return members.stream().min(BEST).orElseThrow().id();
        }

        /** A person that a human gave two ids of one kind may still get identities of other kinds. */
        Optional<String> conflictWith(Group other) {
            return exclusive.stream().filter(other.exclusive::contains).sorted().findFirst();
        }

        void take(Group other) {
            members.addAll(other.members);
            exclusive.addAll(other.exclusive);
        }
    }
}
