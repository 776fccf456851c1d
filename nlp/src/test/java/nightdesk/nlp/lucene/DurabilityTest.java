package nightdesk.nlp.lucene;

import static nightdesk.nlp.lucene.Messages.said;
import static nightdesk.nlp.lucene.TestIndex.exact;
import static nightdesk.nlp.lucene.TestIndex.smart;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nightdesk.ingest.ChatMessage;
import nightdesk.nlp.Lexicon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityTest {
    @TempDir
    Path directory;

    @TempDir
    Path copy;

    @Test
    void leavesOneMessage_howeverOftenItComes() {
        try (LuceneMessageIndex index = TestIndex.open(directory)) {
            index.index(List.of(said("a", "旧"), said("a", "新"), said("b", "新")));
            index.index(List.of(said("a", "新"), said("c", "新")));
            index.index(List.of(said("c", "新")));
            assertThat(index.search(exact("新")).total()).isEqualTo(3);
            assertThat(index.search(exact("旧")).total()).isZero();
            assertThat(index.status().messages()).isEqualTo(3);
        }
    }

    @Test
    void holdsAllThatWasTaken_whenTheProcessDies() throws IOException {
        try (LuceneMessageIndex index = TestIndex.open(directory)) {
            for (int batch = 0; batch < 5; batch++) {
                index.index(batch(batch * 100, 100));
                copyAsIs();
                // What a process that died here would find on its disk.
                try (LuceneMessageIndex found = TestIndex.open(copy)) {
                    assertThat(found.search(exact("水光")).total()).isEqualTo((batch + 1) * 100L);
                    found.index(batch(batch * 100, 150));
                    assertThat(found.search(exact("水光")).total()).isEqualTo((batch + 1) * 100L + 50);
                }
            }
        }
    }

    @Test
    void doesNotDouble_whenABatchFailedHalfWay() {
        try (LuceneMessageIndex index = TestIndex.open(directory)) {
            ChatMessage broken = said("x".repeat(40_000), "坏");
            ChatMessage tooLong = new ChatMessage(
                    "m".repeat(40_000),
                    broken.channel(),
                    broken.account(),
                    broken.endpoint(),
                    broken.peer(),
                    broken.conversationId(),
                    broken.identity(),
                    null,
                    broken.speaker(),
                    null,
                    null,
                    broken.type(),
                    broken.text(),
                    broken.sentAt(),
                    broken.receivedAt(),
                    broken.source(),
                    null);
            List<ChatMessage> half = new ArrayList<>(batch(0, 10));
            half.add(tooLong);
            org.assertj.core.api.Assertions.assertThatException().isThrownBy(() -> index.index(half));
            index.index(batch(0, 10));
            assertThat(index.search(exact("水光")).total()).isEqualTo(10);
            assertThat(index.search(exact("坏")).total()).isZero();
        }
    }

    @Test
    void readsWhatIsLarge() {
        try (LuceneMessageIndex index = TestIndex.open(directory)) {
            index.index(List.of(said("long", "水光abc".repeat(20_000)), said("word", "x".repeat(100_000))));
            assertThat(index.search(exact("c水")).total()).isEqualTo(1);
            assertThat(index.search(exact("xxxxxxxxxx")).total()).isEqualTo(1);
        }
    }

    @Test
    void refusesASecondWriter_withAClearMessage() {
        try (LuceneMessageIndex index = TestIndex.open(directory)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> TestIndex.open(directory))
                    .withMessageContaining("open in another process");
            assertThat(index.status().messages()).isZero();
        }
    }

    @Test
    void readsOldMessagesAgain_whenTheLexiconChanged() {
        try (LuceneMessageIndex index = TestIndex.open(directory, new NoWords())) {
            index.index(List.of(said("a", "热马吉疼吗"), said("b", "你好")));
        }
        try (LuceneMessageIndex index = TestIndex.open(directory)) {
            assertThat(index.search(smart("热玛吉")).total()).isZero();
            index.index(List.of(said("c", "热玛吉")));
            assertThat(index.readAgain(1)).isEqualTo(1);
            assertThat(index.readAgain(10)).isEqualTo(1);
            assertThat(index.readAgain(10)).isZero();
            assertThat(index.search(smart("热玛吉")).total()).isEqualTo(2);
            assertThat(index.status().messages()).isEqualTo(3);
        }
    }

    /** A lexicon of an earlier release. */
    private static final class NoWords implements Lexicon {
        @Override
        public List<Mention> mentions(String text) {
            return List.of();
        }

        @Override
        public List<Mention> occurrences(String text) {
            return List.of();
        }

        @Override
        public List<String> spellings(String word) {
            return List.of(word);
        }

        @Override
        public Set<String> names(Kind kind) {
            return Set.of();
        }

        @Override
        public List<String> impliedTreatments(Kind kind, String canonical) {
            return List.of();
        }

        @Override
        public Optional<String> bodyPart(Kind kind, String canonical) {
            return Optional.empty();
        }

        @Override
        public String version() {
            return "none";
        }
    }

    private void copyAsIs() throws IOException {
        try (Stream<Path> old = Files.list(copy)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(f -> !f.endsWith("write.lock")).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
    }

    private static List<ChatMessage> batch(int from, int count) {
        List<ChatMessage> batch = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            batch.add(said("k" + i, "水光" + i));
        }
        return batch;
    }
}
