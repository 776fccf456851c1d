package nightdesk.nlp.lucene;

import static nightdesk.nlp.lucene.Messages.NOON;
import static nightdesk.nlp.lucene.Messages.said;
import static nightdesk.nlp.lucene.TestIndex.exact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Speaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildTest {
    @TempDir
    Path root;

    private RebuildableIndex open() {
        return new RebuildableIndex(new Generations(root), TestIndex::open);
    }

    @Test
    void theNewIndexHoldsWhatTheStoreHasAndWhatCameMeanwhile() {
        try (RebuildableIndex index = open()) {
            index.index(List.of(said("lost by the store", "水光"), said("a", "水光")));
            index.begin();
            index.index(List.of(said("new", "水光")));
            index.fill(List.of(said("a", "水光"), said("b", "水光")));
            assertThat(index.search(exact("水光")).total()).isEqualTo(3);
            assertThat(index.finish()).isEqualTo(new RebuildableIndex.Replaced(3, 3));
            assertThat(index.search(exact("水光")).items())
                    .extracting("messageId")
                    .containsExactlyInAnyOrder(id("a"), id("b"), id("new"));
        }
        try (RebuildableIndex again = open()) {
            assertThat(again.search(exact("水光")).total()).isEqualTo(3);
            assertThat(again.leftUnfinished()).isFalse();
        }
    }

    @Test
    void whatIsNewerStands_whenTheStoreWasReadBefore() {
        try (RebuildableIndex index = open()) {
            index.begin();
            index.index(List.of(said("a", "新的写法")));
            index.fill(List.of(said("a", "旧的写法")));
            index.finish();
            assertThat(index.search(exact("新的")).total()).isEqualTo(1);
            assertThat(index.search(exact("旧的")).total()).isZero();
        }
    }

    @Test
    void whoWasErasedMeanwhileStaysErased() {
        try (RebuildableIndex index = open()) {
            ChatMessage gone = said("a", "wm-gone", Speaker.PATIENT, "水光", NOON);
            index.index(List.of(gone));
            index.begin();
            index.erase(gone.patientId());
            index.fill(List.of(gone, said("b", "水光")));
            index.finish();
            assertThat(index.search(exact("水光")).total()).isEqualTo(1);
        }
    }

    @Test
    void theOldIndexStays_whenTheRebuildIsGivenUp() {
        try (RebuildableIndex index = open()) {
            index.index(List.of(said("a", "水光")));
            index.begin();
            index.fill(List.of());
            index.giveUp();
            assertThatIllegalStateException().isThrownBy(index::finish);
            assertThat(index.search(exact("水光")).total()).isEqualTo(1);
        }
        assertThat(root).isDirectoryNotContaining(path -> path.endsWith("g2"));
    }

    @Test
    void theOldIndexStays_whenTheProcessDiesMeanwhile() throws Exception {
        try (RebuildableIndex index = open()) {
            index.index(List.of(said("a", "水光")));
        }
        // What a rebuild leaves on disk when the process is killed.
        Files.createDirectories(root.resolve("g2"));
        Files.writeString(root.resolve("g2/segments_1"), "half");
        try (RebuildableIndex index = open()) {
            assertThat(index.leftUnfinished()).isTrue();
            assertThat(index.search(exact("水光")).total()).isEqualTo(1);
        }
        assertThat(root).isDirectoryNotContaining(path -> path.endsWith("g2"));
    }

    @Test
    void anIndexFromBeforeThereWereGenerationsIsTakenOver() {
        try (LuceneMessageIndex old = TestIndex.open(root)) {
            old.index(List.of(said("a", "水光")));
        }
        try (RebuildableIndex index = open()) {
            assertThat(index.search(exact("水光")).total()).isEqualTo(1);
        }
    }

    @Test
    void searchesGoOn_whileTheIndexesChangePlaces() throws Exception {
        try (RebuildableIndex index = open()) {
            List<ChatMessage> both = List.of(said("a", "水光"), said("b", "水光"));
            index.index(both);
            Thread searching = new Thread(() -> {
                for (int i = 0; i < 2_000; i++) {
                    assertThat(index.search(exact("水光")).total()).isEqualTo(2);
                }
            });
            Throwable[] failure = new Throwable[1];
            searching.setUncaughtExceptionHandler((thread, thrown) -> failure[0] = thrown);
            searching.start();
            for (int i = 0; i < 10; i++) {
                index.begin();
                index.fill(both);
                index.finish();
            }
            searching.join();
            assertThat(failure[0]).isNull();
        }
    }

    private static String id(String key) {
        return said(key, "").messageId();
    }
}
