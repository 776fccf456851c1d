package nightdesk.responder.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import nightdesk.responder.KnowledgeBase.Match;
import nightdesk.responder.KnowledgeBase.Query;
import nightdesk.responder.KnowledgeBase.Retrieval;
import nightdesk.responder.KnowledgeItem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IndexedKnowledgeBaseTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final IndexedKnowledgeBase SAMPLE = Understood.emptyBase();

    @BeforeAll
    static void loadTheSample() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(IndexedKnowledgeBaseTest.class.getResourceAsStream("/knowledge/sample.jsonl"))) {
            SAMPLE.load(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(KnowledgeLine::read)
                    .toList());
        }
    }

    static Stream<List<String>> questions() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                IndexedKnowledgeBaseTest.class.getResourceAsStream("/knowledge/questions.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(line -> List.of(line.split("\t")));
        }
    }

    @ParameterizedTest
    @MethodSource("questions")
    void findsTheAnswerOrRefuses(List<String> row) {
        Retrieval got = SAMPLE.find(new Query(row.get(1), row.subList(2, row.size()), "静安", TODAY));
        String first = got.accepted().isEmpty()
                ? "-"
                : got.accepted().getFirst().item().id();

        assertThat(first).as(row + " " + got.reason()).isEqualTo(row.getFirst());
    }

    @Test
    void answersSeveralQuestionsOfABurst() {
        assertThat(ids(SAMPLE.find(new Query("热玛吉多少钱\n皮秒多少钱一次", List.of(), "静安", TODAY))))
                .containsExactlyInAnyOrder("kb-041", "kb-042");
    }

    @Test
    void neverUsesAnItemPastItsDay() {
        IndexedKnowledgeBase base = Understood.emptyBase();
        base.load(List.of(item("a", "种植牙多少钱？", null, LocalDate.of(2026, 11, 21), true)));

        assertThat(ids(base.find(new Query("种植牙多少钱", List.of(), null, TODAY)))).isEmpty();
        assertThat(ids(base.find(new Query("种植牙多少钱", List.of(), null, TODAY.minusDays(1)))))
                .containsExactly("a");
    }

    @Test
    void neverUsesAnItemOfAnotherSite() {
        IndexedKnowledgeBase base = Understood.emptyBase();
        base.load(List.of(item("a", "种植牙多少钱？", "徐汇", null, true)));

        assertThat(ids(base.find(new Query("种植牙多少钱", List.of(), "静安", TODAY)))).isEmpty();
        assertThat(ids(base.find(new Query("种植牙多少钱", List.of(), "徐汇", TODAY)))).containsExactly("a");
    }

    @Test
    void neverUsesWhatNobodyApproved() {
        IndexedKnowledgeBase base = Understood.emptyBase();
        base.load(List.of(item("a", "种植牙多少钱？", null, null, false)));

        assertThat(ids(base.find(new Query("种植牙多少钱", List.of(), null, TODAY)))).isEmpty();
    }

    @Test
    void changesItsVersion_whenAnItemChanges() {
        IndexedKnowledgeBase base = Understood.emptyBase();
        base.load(List.of(item("a", "种植牙多少钱？", null, null, true)));
        String before = base.version();
        KnowledgeItem a = item("a", "种植牙多少钱？", null, null, true);
        base.load(List.of(new KnowledgeItem(
                "a", a.category(), a.question(), List.of(), "改了", List.of("种植牙"), null, null, true, 2)));

        assertThat(base.version()).isNotEqualTo(before);
    }

    @Test
    void findsByAnotherWordingOfTheQuestion() {
        IndexedKnowledgeBase base = Understood.emptyBase();
        base.load(List.of(new KnowledgeItem(
                "a", "policy", "可以带宠物吗？", List.of("能不能带小狗进去"), "院内不能带宠物。", List.of(), null, null, true, 1)));

        assertThat(ids(base.find(new Query("能带小狗进去吗", List.of(), null, TODAY)))).containsExactly("a");
    }

    private static KnowledgeItem item(
            String id,
            String question,
            @org.jspecify.annotations.Nullable String branch,
            @org.jspecify.annotations.Nullable LocalDate until,
            boolean approved) {
        return new KnowledgeItem(
                id, "price", question, List.of(), "种植牙单颗6800元起，以面诊为准。", List.of("种植牙"), branch, until, approved, 1);
    }

    private static List<String> ids(Retrieval retrieval) {
        return retrieval.accepted().stream()
                .map(Match::item)
                .map(KnowledgeItem::id)
                .toList();
    }
}
