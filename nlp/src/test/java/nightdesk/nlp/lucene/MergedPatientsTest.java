package nightdesk.nlp.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Speaker;
import nightdesk.nlp.Askers.Asker;
import nightdesk.nlp.SearchFilter;
import nightdesk.nlp.SearchResult.Hit;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedPatientsTest {
    private static final String ONE = patient("wm1");
    private static final String TWO = patient("wm2");
    private static final String THREE = patient("wm3");

    private final MergedPatients merged = new MergedPatients();
    private LuceneMessageIndex index;

    @BeforeEach
    void open(@TempDir Path directory) {
        index = TestIndex.open(directory, TestIndex.LEXICON, merged);
        index.index(List.of(
                Messages.said("a", "wm1", Speaker.PATIENT, "水光多少钱", Messages.NOON),
                Messages.said("b", "wm2", Speaker.PATIENT, "水光疼吗", Messages.NOON.plusSeconds(60)),
                Messages.said("c", "wm2", Speaker.PATIENT, "水光几天恢复", Messages.NOON.plusSeconds(90)),
                Messages.said("d", "wm3", Speaker.PATIENT, "水光", Messages.NOON.plusSeconds(30))));
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void countsFiltersAndNamesThePerson_whenPatientsWereMerged() {
        merged.change(Map.of(TWO, ONE));
        var found = index.search(TestIndex.smart("水光"));
        assertThat(found.total()).isEqualTo(4);
        assertThat(found.patients()).isEqualTo(2);
        assertThat(found.items()).extracting(Hit::patientId).containsOnly(ONE, THREE);
        for (String id : List.of(ONE, TWO)) {
            assertThat(index.search(TestIndex.smart("水光", only(id))).total()).isEqualTo(3);
        }
        var askers = index.askers(TestIndex.smart("水光"));
        assertThat(askers.total()).isEqualTo(2);
        assertThat(askers.items())
                .extracting(Asker::patientId, Asker::messages)
                .containsExactly(Tuple.tuple(ONE, 3L), Tuple.tuple(THREE, 1L));
        assertThat(askers.items().getFirst().lastText()).isEqualTo("水光几天恢复");
        assertThat(askers.items().getFirst().firstAt()).isEqualTo(Messages.NOON);
    }

    @Test
    void givesNewMessagesToThePersonAtOnce() {
        merged.change(Map.of(TWO, ONE));
        index.index(List.of(Messages.said("e", "wm2", Speaker.PATIENT, "水光活动", Messages.NOON.plusSeconds(99))));
        assertThat(index.search(TestIndex.smart("水光活动")).items())
                .extracting(Hit::patientId)
                .containsExactly(ONE);
    }

    @Test
    void isAsBefore_whenTheMergeIsUndone() {
        var before = index.search(TestIndex.smart("水光"));
        var askers = index.askers(TestIndex.smart("水光"));
        merged.change(Map.of(TWO, ONE, THREE, ONE));
        assertThat(index.search(TestIndex.smart("水光")).patients()).isEqualTo(1);
        merged.change(Map.of(TWO, TWO, THREE, THREE, ONE, ONE));
        assertThat(index.search(TestIndex.smart("水光"))).isEqualTo(before);
        assertThat(index.askers(TestIndex.smart("水光"))).isEqualTo(askers);
    }

    @Test
    void erasesEveryMessageOfThePerson() {
        merged.change(Map.of(TWO, ONE));
        assertThat(index.erase(TWO)).isEqualTo(3);
        assertThat(index.search(TestIndex.smart("水光")).total()).isEqualTo(1);
    }

    private static SearchFilter only(String patientId) {
        return new SearchFilter(null, null, null, null, null, null, List.of(patientId), List.of());
    }

    private static String patient(String peer) {
        return Ids.patient(new Identity("external_userid", peer));
    }
}
