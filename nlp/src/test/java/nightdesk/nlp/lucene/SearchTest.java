package nightdesk.nlp.lucene;

import static nightdesk.nlp.lucene.Messages.NOON;
import static nightdesk.nlp.lucene.Messages.message;
import static nightdesk.nlp.lucene.Messages.said;
import static nightdesk.nlp.lucene.TestIndex.exact;
import static nightdesk.nlp.lucene.TestIndex.smart;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Speaker;
import nightdesk.nlp.Askers.Asker;
import nightdesk.nlp.SearchFilter;
import nightdesk.nlp.SearchRequest;
import nightdesk.nlp.SearchRequest.Order;
import nightdesk.nlp.SearchResult;
import nightdesk.nlp.SearchResult.Highlight;
import nightdesk.nlp.SearchResult.Hit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    @TempDir
    Path directory;

    private LuceneMessageIndex index;

    @BeforeEach
    void open() {
        index = TestIndex.open(directory);
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void findsAWordByItsOtherSpellings_andSaysWhichItAdded() {
        texts("想做热玛吉", "热马吉多少钱", "rmj有活动吗", "Thermage几代", "光子呢");
        SearchResult result = index.search(smart("热玛吉"));
        assertThat(texts(result)).containsExactlyInAnyOrder("想做热玛吉", "热马吉多少钱", "rmj有活动吗", "Thermage几代");
        assertThat(result.aliases()).singleElement().satisfies(widened -> {
            assertThat(widened.word()).isEqualTo("热玛吉");
            assertThat(widened.added()).contains("热马吉", "rmj").doesNotContain("热玛吉");
        });
    }

    @Test
    void staysWithTheWordItself_whenToldSo() {
        texts("想做热玛吉", "热马吉多少钱");
        SearchResult result =
                index.search(new SearchRequest("热玛吉", false, Set.of("热玛吉"), SearchFilter.NONE, Order.RELEVANCE, 0, 20));
        assertThat(texts(result)).containsExactly("想做热玛吉");
        assertThat(result.aliases()).isEmpty();
        assertThat(texts(index.search(smart("\"热玛吉\"")))).containsExactly("想做热玛吉");
    }

    @Test
    void findsAliasHits_whereverAnySpellingStands_alsoInsideALongerName() {
        texts("双眼皮修复多久", "重睑术", "单眼皮");
        assertThat(texts(index.search(smart("重睑")))).containsExactlyInAnyOrder("双眼皮修复多久", "重睑术");
    }

    @Test
    void putsWordsTogetherByAndOrNot() {
        texts("水光多少钱", "水光恢复要几天", "皮秒多少钱", "退款");
        assertThat(texts(index.search(smart("水光 多少钱")))).containsExactly("水光多少钱");
        assertThat(texts(index.search(smart("水光 OR 皮秒 多少钱")))).containsExactlyInAnyOrder("水光多少钱", "皮秒多少钱");
        assertThat(texts(index.search(smart("水光 -多少钱")))).containsExactly("水光恢复要几天");
        assertThat(texts(index.search(smart("-多少钱 -退款")))).containsExactly("水光恢复要几天");
    }

    @Test
    void excludesAWordInAllItsSpellings() {
        texts("热玛吉和水光", "热马吉和水光", "只要水光");
        assertThat(texts(index.search(smart("水光 -热玛吉")))).containsExactly("只要水光");
    }

    @Test
    void showsWhatMatched_asPlacesInTheRawText() {
        texts("😀做RMJ和热玛吉热玛吉");
        assertThat(index.search(smart("热玛吉")).items().getFirst().highlights())
                .containsExactly(new Highlight(3, 6), new Highlight(7, 13));
        assertThat(index.search(exact("rmj")).items().getFirst().highlights()).containsExactly(new Highlight(3, 6));
    }

    @Test
    void namesWhatAMessageIsAbout() {
        texts("乔雅登打法令纹");
        Hit hit = index.search(smart("乔雅登")).items().getFirst();
        assertThat(hit.brands()).containsExactly("乔雅登");
        assertThat(hit.treatments()).containsExactly("玻尿酸");
        assertThat(hit.concerns()).containsExactly("法令纹");
    }

    @Test
    void keepsOtherMessages_butDoesNotReadTheirPlaceholders() {
        index.index(List.of(message("i", "wm1", Speaker.PATIENT, "image", "[图片]", NOON), said("t", "看图片")));
        assertThat(texts(index.search(exact("图片")))).containsExactly("看图片");
        assertThat(index.search(exact("")).total()).isEqualTo(2);
    }

    @Test
    void filters_byEverythingAsked() {
        ChatMessage wanted = said("a", "wm1", Speaker.PATIENT, "水光多少钱", NOON);
        index.index(List.of(
                wanted,
                said("b", "wm1", Speaker.STAFF, "水光980", NOON.plusSeconds(60)),
                said("c", "wm2", Speaker.PATIENT, "水光疼吗", NOON.plusSeconds(120)),
                said("d", "wm3", Speaker.PATIENT, "皮秒", NOON.plusSeconds(180))));
        assertThat(total(filter(NOON, NOON.plusSeconds(60)))).isEqualTo(1);
        assertThat(total(filter(NOON.plusSeconds(60), null))).isEqualTo(3);
        assertThat(total(new SearchFilter(null, null, Channel.WECHAT, null, null, null, List.of(), List.of())))
                .isZero();
        assertThat(total(new SearchFilter(null, null, null, Speaker.STAFF, "main", null, List.of(), List.of())))
                .isEqualTo(1);
        assertThat(total(new SearchFilter(null, null, null, null, null, null, List.of(wanted.patientId()), List.of())))
                .isEqualTo(2);
        assertThat(total(new SearchFilter(
                        null, null, null, null, null, wanted.conversationId(), List.of(), List.of("水光针"))))
                .isEqualTo(2);
        assertThat(total(new SearchFilter(null, null, null, null, null, null, List.of(), List.of("皮秒"))))
                .isEqualTo(1);
    }

    @Test
    void countsFacetsPeopleAndDays_overAllHits() {
        List<ChatMessage> batch = new ArrayList<>();
        for (int i = 0; i < 1_300; i++) {
            Speaker speaker = i % 4 == 0 ? Speaker.STAFF : Speaker.PATIENT;
            String text = i % 2 == 0 ? "保妥适多少钱" : "皮秒多少钱";
            batch.add(said("k" + i, "wm" + i % 13, speaker, text, NOON.plus(Duration.ofDays(i % 10))));
        }
        index.index(batch.subList(0, 700));
        index.index(batch.subList(700, 1_300));
        SearchResult result =
                index.search(new SearchRequest("多少钱", true, Set.of(), SearchFilter.NONE, Order.RELEVANCE, 0, 0));
        assertThat(result.total()).isEqualTo(1_300);
        assertThat(result.items()).isEmpty();
        assertThat(result.patients()).isEqualTo(13);
        assertThat(result.facets().channel()).containsOnly(java.util.Map.entry("wecom-kf", 1_300L));
        assertThat(result.facets().speaker())
                .containsExactly(java.util.Map.entry("patient", 975L), java.util.Map.entry("staff", 325L));
        assertThat(result.facets().treatment()).containsEntry("肉毒素", 650L).containsEntry("皮秒", 650L);
        assertThat(result.facets().brand()).containsOnly(java.util.Map.entry("保妥适", 650L));
        assertThat(result.histogram().buckets()).hasSize(10).allMatch(bar -> bar.count() == 130);
    }

    @Test
    void ordersByTime_orByRelevanceAndThenTime() {
        index.index(List.of(
                said("a", "wm1", Speaker.PATIENT, "皮秒皮秒", NOON),
                said("b", "wm1", Speaker.PATIENT, "我昨天在别家问过皮秒他们说要等很久", NOON.plusSeconds(9)),
                said("c", "wm1", Speaker.PATIENT, "皮秒皮秒", NOON.plusSeconds(5))));
        assertThat(times(Order.TIME)).containsExactly(NOON.plusSeconds(9), NOON.plusSeconds(5), NOON);
        assertThat(times(Order.RELEVANCE)).containsExactly(NOON.plusSeconds(5), NOON, NOON.plusSeconds(9));
    }

    @Test
    void pagesThroughAllHitsOnce_inEitherOrder() {
        List<ChatMessage> batch = new ArrayList<>();
        for (int i = 0; i < 95; i++) {
            batch.add(said("k" + i, "wm1", Speaker.PATIENT, "水光" + "啊".repeat(i % 5), NOON.plusSeconds(i % 7)));
        }
        index.index(batch);
        for (Order order : Order.values()) {
            List<String> seen = new ArrayList<>();
            for (int page = 0; page < 11; page++) {
                index.search(new SearchRequest("水光", true, Set.of(), SearchFilter.NONE, order, page, 10))
                        .items()
                        .forEach(hit -> seen.add(hit.messageId()));
            }
            assertThat(seen).as("%s", order).hasSize(95).doesNotHaveDuplicates();
        }
    }

    @Test
    void tellsWhoAsked_mostMessagesFirst() {
        index.index(List.of(
                said("a", "wm1", Speaker.PATIENT, "水光多少钱", NOON),
                said("b", "wm2", Speaker.PATIENT, "水光疼吗", NOON.plusSeconds(1)),
                said("c", "wm2", Speaker.PATIENT, "水光补几次", NOON.plusSeconds(9)),
                said("d", "wm3", Speaker.PATIENT, "皮秒", NOON)));
        var askers = index.askers(smart("水光"));
        assertThat(askers.total()).isEqualTo(2);
        assertThat(askers.items()).extracting(Asker::messages).containsExactly(2L, 1L);
        Asker first = askers.items().getFirst();
        assertThat(first.patientName()).isEqualTo("患者wm2");
        assertThat(first.lastText()).isEqualTo("水光补几次");
        assertThat(first.firstAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(first.lastAt()).isEqualTo(NOON.plusSeconds(9));
    }

    @Test
    void ranksTheWordItself_aboveItsOtherSpellings() {
        texts("热马吉", "热玛吉");
        assertThat(texts(index.search(smart("热玛吉")))).containsExactly("热玛吉", "热马吉");
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.search(smart("\"水光")))
                .withMessageContaining("第 1 个字符");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SearchRequest("x", true, Set.of(), SearchFilter.NONE, Order.TIME, 9_999, 500));
        assertThatIllegalArgumentException().isThrownBy(() -> filter(NOON.plusSeconds(1), NOON));
    }

    private void texts(String... texts) {
        index.index(Arrays.stream(texts).map(text -> said(text, text)).toList());
    }

    private static List<String> texts(SearchResult result) {
        assertThat(result.total()).isEqualTo(result.items().size());
        return result.items().stream().map(Hit::text).toList();
    }

    private static SearchFilter filter(
            @org.jspecify.annotations.Nullable Instant from, @org.jspecify.annotations.Nullable Instant to) {
        return new SearchFilter(from, to, null, null, null, null, List.of(), List.of());
    }

    private long total(SearchFilter filter) {
        return index.search(smart("", filter)).total();
    }

    private List<Instant> times(Order order) {
        return index.search(new SearchRequest("皮秒", true, Set.of(), SearchFilter.NONE, order, 0, 20)).items().stream()
                .map(Hit::sentAt)
                .toList();
    }
}
