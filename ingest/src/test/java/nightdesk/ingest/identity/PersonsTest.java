package nightdesk.ingest.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import nightdesk.ingest.identity.Persons.Decision;
import nightdesk.ingest.identity.Persons.Link;
import nightdesk.ingest.identity.Persons.Node;
import nightdesk.ingest.identity.Persons.Outcome;
import nightdesk.ingest.identity.Persons.Pair;
import nightdesk.ingest.identity.Persons.Verdict;
import org.junit.jupiter.api.Test;

class PersonsTest {
    private static final Node EXT = new Node("e", "external_userid", "wm1");
    private static final Node UNION = new Node("u", "unionid", "o1");
    private static final Node OTHER_UNION = new Node("v", "unionid", "o2");
    private static final Node CRM = new Node("c", "crm", "his/C1");
    private static final Node OTHER_CRM = new Node("d", "crm", "his/C2");
    private static final Node OTHER_SYSTEM = new Node("s", "crm", "shop/7");
    private static final List<Node> ALL = List.of(EXT, UNION, OTHER_UNION, CRM, OTHER_CRM, OTHER_SYSTEM);

    @Test
    void makesOnePersonOfWhatOneEventNames_andKeepsTheExternalUserId() {
        Outcome outcome = Persons.of(ALL, List.of(link(UNION, EXT, 1), link(EXT, CRM, 2)), List.of());
        assertThat(outcome.person())
                .containsEntry("e", "e")
                .containsEntry("u", "e")
                .containsEntry("c", "e")
                .containsEntry("v", "v");
        assertThat(outcome.conflicts()).isEmpty();
    }

    @Test
    void refusesTheLaterLink_whenItWouldGiveOnePersonTwoUnionIds() {
        Outcome outcome = Persons.of(ALL, List.of(link(EXT, OTHER_UNION, 5), link(EXT, UNION, 1)), List.of());
        assertThat(outcome.person()).containsEntry("u", "e").containsEntry("v", "v");
        assertThat(outcome.conflicts())
                .singleElement()
                .satisfies(conflict -> assertThat(conflict.kind()).isEqualTo("unionid"));
    }

    @Test
    void refusesTwoNumbersOfOneCrm_butAllowsNumbersOfTwoSystems() {
        Outcome outcome = Persons.of(
                ALL, List.of(link(EXT, CRM, 1), link(EXT, OTHER_CRM, 2), link(EXT, OTHER_SYSTEM, 3)), List.of());
        assertThat(outcome.person())
                .containsEntry("c", "e")
                .containsEntry("d", "d")
                .containsEntry("s", "e");
        assertThat(outcome.conflicts())
                .singleElement()
                .satisfies(conflict -> assertThat(conflict.kind()).isEqualTo("crm:his"));
    }

    @Test
    void letsAPersonDecideAgainstTheRule_andStillLinksOtherKinds() {
        Decision merge = new Decision(1, Map.of(Pair.of("u", "v"), Verdict.TOGETHER));
        Outcome outcome = Persons.of(ALL, List.of(link(EXT, UNION, 1), link(EXT, CRM, 2)), List.of(merge));
        assertThat(outcome.person())
                .containsEntry("u", "e")
                .containsEntry("v", "e")
                .containsEntry("c", "e");
    }

    @Test
    void keepsApartWhatAPersonTookApart_evenWhenEventsSayOtherwise() {
        Decision split = new Decision(1, Map.of(Pair.of("e", "u"), Verdict.APART, Pair.of("e", "c"), Verdict.APART));
        Outcome outcome =
                Persons.of(ALL, List.of(link(EXT, UNION, 1), link(UNION, CRM, 2), link(EXT, CRM, 3)), List.of(split));
        assertThat(outcome.person())
                .containsEntry("e", "e")
                .containsEntry("u", "u")
                .containsEntry("c", "u");
        assertThat(outcome.conflicts()).isEmpty();
    }

    @Test
    void followsTheNewestDecisionAboutAPair() {
        Decision split = new Decision(1, Map.of(Pair.of("e", "u"), Verdict.APART));
        Decision merge = new Decision(2, Map.of(Pair.of("e", "u"), Verdict.TOGETHER));
        assertThat(Persons.of(ALL, List.of(), List.of(split, merge)).person()).containsEntry("u", "e");
        Decision again = new Decision(3, Map.of(Pair.of("e", "u"), Verdict.APART));
        assertThat(Persons.of(ALL, List.of(), List.of(again, merge, split)).person())
                .containsEntry("u", "u");
    }

    /** 3,000 worlds of random links and decisions: the order in which facts are given never matters. */
    @Test
    void givesTheSamePeople_whateverTheOrderOfTheFacts() {
        for (int seed = 0; seed < 3000; seed++) {
            Random dice = new Random(seed);
            List<Node> nodes = nodes(dice);
            List<Link> links = links(dice, nodes);
            List<Decision> decisions = decisions(dice, nodes);
            Outcome first = Persons.of(nodes, links, decisions);
            assertThat(first.person().values())
                    .allMatch(person -> person.equals(first.person().get(person)));
            Collections.shuffle(nodes, dice);
            Collections.shuffle(links, dice);
            Collections.shuffle(decisions, dice);
            assertThat(Persons.of(nodes, links, decisions)).as("seed %s", seed).isEqualTo(first);
        }
    }

    /** Undoing a decision is leaving it out: nothing else may have changed by it. */
    @Test
    void isAsBefore_whenTheLastDecisionIsLeftOutAgain() {
        for (int seed = 0; seed < 1000; seed++) {
            Random dice = new Random(seed);
            List<Node> nodes = nodes(dice);
            List<Link> links = links(dice, nodes);
            Outcome before = Persons.of(nodes, links, List.of());
            Decision merge = new Decision(
                    9, Map.of(Pair.of(nodes.getFirst().id(), nodes.getLast().id()), Verdict.TOGETHER));
            Outcome merged = Persons.of(nodes, links, List.of(merge));
            assertThat(merged.person().get(nodes.getFirst().id()))
                    .isEqualTo(merged.person().get(nodes.getLast().id()));
            assertThat(Persons.of(nodes, links, List.of())).isEqualTo(before);
        }
    }

    private static List<Node> nodes(Random dice) {
        List<String> kinds = List.of("external_userid", "unionid", "wxid", "crm", "phone");
        return new ArrayList<>(IntStream.range(0, 2 + dice.nextInt(12))
                .mapToObj(i -> new Node("p" + i, kinds.get(dice.nextInt(kinds.size())), "his/" + i))
                .toList());
    }

    private static List<Link> links(Random dice, List<Node> nodes) {
        List<Link> links = new ArrayList<>();
        for (int i = dice.nextInt(20); i > 0; i--) {
            Node a = nodes.get(dice.nextInt(nodes.size()));
            Node b = nodes.get(dice.nextInt(nodes.size()));
            if (!a.equals(b)) {
                links.add(link(a, b, dice.nextInt(5)));
            }
        }
        return links;
    }

    private static List<Decision> decisions(Random dice, List<Node> nodes) {
        List<Decision> decisions = new ArrayList<>();
        for (int i = dice.nextInt(4); i > 0; i--) {
            Map<Pair, Verdict> pairs = new HashMap<>();
            for (int j = 1 + dice.nextInt(3); j > 0; j--) {
                String a = nodes.get(dice.nextInt(nodes.size())).id();
                String b = nodes.get(dice.nextInt(nodes.size())).id();
                if (!a.equals(b)) {
                    pairs.put(
                            Pair.of(a, b),
                            List.of(Verdict.TOGETHER, Verdict.ALLOW, Verdict.APART)
                                    .get(dice.nextInt(3)));
                }
            }
            decisions.add(new Decision(i, pairs));
        }
        return decisions;
    }

    private static Link link(Node a, Node b, int second) {
        Pair pair = Pair.of(a.id(), b.id());
        return new Link(pair.a(), pair.b(), "event-" + second, "kf", Instant.ofEpochSecond(second));
    }
}
