package nightdesk.ingest.identity;

import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nightdesk.ingest.PatientLinks;
import nightdesk.ingest.identity.LinkStore.Members;
import nightdesk.ingest.identity.Linking.Cause;
import nightdesk.ingest.identity.Persons.Pair;
import nightdesk.ingest.identity.Persons.Verdict;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Takes people's decisions about who is one person. */
final class Decisions implements PatientLinks {
    private static final int LONGEST_REASON = 500;

    private final LinkStore links;
    private final Linking linking;
    private final ProposalStore proposals;
    private final PatientStore patients;
    private final TransactionalOperator transaction;
    private final Clock clock;

    Decisions(
            LinkStore links,
            Linking linking,
            ProposalStore proposals,
            PatientStore patients,
            TransactionalOperator transaction,
            Clock clock) {
        this.links = links;
        this.linking = linking;
        this.proposals = proposals;
        this.patients = patients;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public Mono<Proposals> proposals(int page, int size) {
        return proposals.page(page, size);
    }

    @Override
    public Mono<List<Proposal>> proposals(String patientId) {
        return patients.person(patientId).flatMap(proposals::of);
    }

    @Override
    public Mono<Decided> merge(String patientId, String with, String by, String reason) {
        return links.lock()
                .then(Mono.zip(members(patientId), members(with)))
                .flatMap(found ->
                        decide("merge", by, reason, together(different(found.getT1(), found.getT2()), found.getT2())))
                .as(transaction::transactional);
    }

    @Override
    public Mono<Decided> reject(String patientId, String with, String by, String reason) {
        return links.lock()
                .then(Mono.zip(members(patientId), members(with)))
                .flatMap(found -> decide(
                        "reject",
                        by,
                        reason,
                        cross(
                                different(found.getT1(), found.getT2()).ids(),
                                found.getT2().ids(),
                                Verdict.APART)))
                .as(transaction::transactional);
    }

    @Override
    public Mono<Decided> split(String patientId, Collection<String> identities, String by, String reason) {
        return links.lock()
                .then(members(patientId))
                .flatMap(person -> decide("split", by, reason, apart(person, new TreeSet<>(identities))))
                .as(transaction::transactional);
    }

    @Override
    public Mono<Decided> undo(String decisionId, String by, String reason) {
        return links.lock()
                .then(links.decision(decisionId))
                .flatMap(made -> undo(made, by, checked(reason)))
                .as(transaction::transactional);
    }

    private Mono<Decided> undo(LinkStore.Made made, String by, String reason) {
        if (made.undone()) {
            return Mono.error(new IllegalArgumentException("这个决定已经撤销过了"));
        }
        return links.undo(made.id(), clock.instant(), by, reason)
                .then(linking.settle(made.patientIds(), new Cause(by, "撤销：" + reason, null)))
                .then(decided(made.id(), made.patientIds()));
    }

    private Mono<Members> members(String patientId) {
        return links.members(patientId)
                .switchIfEmpty(Mono.error(() -> new IllegalArgumentException("没有编号为 " + patientId + " 的患者")));
    }

    private static Members different(Members one, Members other) {
        if (one.person().equals(other.person())) {
            throw new IllegalArgumentException("两个编号已经是同一位患者：" + one.person());
        }
        return one;
    }

    /** Both stay whole, also against a conflict, and whatever kept any two of their identities apart is lifted. */
    private static Map<Pair, Verdict> together(Members one, Members other) {
        Map<Pair, Verdict> pairs = cross(one.ids(), other.ids(), Verdict.ALLOW);
        chain(one.ids(), pairs);
        chain(other.ids(), pairs);
        pairs.put(Pair.of(one.person(), other.person()), Verdict.TOGETHER);
        return pairs;
    }

    /** What is taken out stays together, and so does what is left. */
    private static Map<Pair, Verdict> apart(Members person, Set<String> out) {
        if (out.isEmpty()
                || !person.ids().containsAll(out)
                || out.size() == person.ids().size()) {
            throw new IllegalArgumentException(
                    "要拆出的身份：收到 " + out.size() + " 个，应是这位患者 " + person.ids().size() + " 个身份中的一部分");
        }
        Set<String> rest = new TreeSet<>(person.ids());
        rest.removeAll(out);
        Map<Pair, Verdict> pairs = cross(out, rest, Verdict.APART);
        chain(out, pairs);
        chain(rest, pairs);
        return pairs;
    }

    private static void chain(Set<String> ids, Map<Pair, Verdict> pairs) {
        String first = ids.iterator().next();
        ids.stream().filter(id -> !id.equals(first)).forEach(id -> pairs.put(Pair.of(first, id), Verdict.TOGETHER));
    }

    private static Map<Pair, Verdict> cross(Set<String> some, Set<String> others, Verdict verdict) {
        Map<Pair, Verdict> pairs = new LinkedHashMap<>();
        some.forEach(a -> others.forEach(b -> pairs.put(Pair.of(a, b), verdict)));
        return pairs;
    }

    private Mono<Decided> decide(String kind, String by, String reason, Map<Pair, Verdict> pairs) {
        String id = "d_" + Linking.newId();
        Set<String> ids = new HashSet<>();
        pairs.keySet().forEach(pair -> {
            ids.add(pair.a());
            ids.add(pair.b());
        });
        String why = checked(reason);
        return links.decide(id, kind, clock.instant(), by, why, pairs)
                .then(linking.settle(ids, new Cause(by, why, id)))
                .then(decided(id, ids));
    }

    private static String checked(String reason) {
        String text = reason.strip();
        if (text.isEmpty() || text.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("原因：收到 " + text.length() + " 个字，应为 1 到 " + LONGEST_REASON + " 个字");
        }
        return text;
    }

    private Mono<Decided> decided(String id, Set<String> patientIds) {
        return patients.current(patientIds)
                .map(current -> new Decided(id, List.copyOf(new TreeSet<>(current.values()))));
    }
}
