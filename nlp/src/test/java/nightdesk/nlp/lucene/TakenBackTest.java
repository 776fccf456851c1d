package nightdesk.nlp.lucene;

import static nightdesk.nlp.lucene.Messages.NOON;
import static nightdesk.nlp.lucene.Messages.message;
import static nightdesk.nlp.lucene.Messages.said;
import static nightdesk.nlp.lucene.TestIndex.exact;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Speaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakenBackTest {
    private static final ChatMessage SAID = said("a", "水光针做完好疼");
    private static final ChatMessage MARK =
            message("a", "wm1", Speaker.PATIENT, ChatMessage.RECALLED, "[已撤回] 水光二字不在索引里", NOON);

    @TempDir
    Path directory;

    @Test
    void isNotFound_inWhicheverOrderAndBatchesItsPartsCome() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            List<ChatMessage> parts = new ArrayList<>(List.of(SAID, MARK, SAID, said("b", "水光多少钱")));
            Collections.shuffle(parts, random);
            int cut = random.nextInt(parts.size() + 1);
            try (LuceneMessageIndex index = TestIndex.open(directory.resolve("i" + seed))) {
                index.index(parts.subList(0, cut));
                index.index(parts.subList(cut, parts.size()));
                assertThat(index.search(exact("水光")).total())
                        .as("seed %s", seed)
                        .isEqualTo(1);
                assertThat(index.status().messages()).isEqualTo(2);
            }
        }
    }

    @Test
    void staysOut_whenTheProcessStartsAnewAndTheLogComesAgain() {
        try (LuceneMessageIndex index = TestIndex.open(directory)) {
            index.index(List.of(SAID, MARK));
        }
        try (LuceneMessageIndex index = TestIndex.open(directory)) {
            index.index(List.of(SAID));
            assertThat(index.search(exact("水光")).total()).isZero();
        }
    }

    @Test
    void forwardedWordsAreFound_butSayNothingAboutThePatient() {
        try (LuceneMessageIndex index = TestIndex.open(directory)) {
            index.index(List.of(message("c", "wm1", Speaker.PATIENT, "merged_msg", "[聊天记录] 群聊\n小美：热玛吉好疼", NOON)));
            assertThat(index.search(exact("热玛吉")).total()).isEqualTo(1);
            assertThat(index.search(exact("热玛吉")).items().getFirst().highlights())
                    .isNotEmpty();
            assertThat(index.search(exact("热玛吉")).facets().toString()).doesNotContain("热玛吉");
        }
    }
}
