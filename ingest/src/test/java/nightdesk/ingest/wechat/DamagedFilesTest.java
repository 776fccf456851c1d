package nightdesk.ingest.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Damaged files of every format; -Dnightdesk.fuzz.files sets how many. */
class DamagedFilesTest {
    private static final int FILES = Integer.getInteger("nightdesk.fuzz.files", 800);

    @Test
    void readsWhatCanBeRead_andNamesTheReasonOfTheRest() {
        Map<String, Long> met = new TreeMap<>();
        for (long seed = 0; seed < FILES; seed++) {
            Mutations.File file = Mutations.file(seed);
            try {
                Reading read = Reading.of(file.bytes(), file.name(), seed % 3 == 0 ? "张顾问" : "");
                met.merge("messages", (long) read.messages().size(), Long::sum);
                met.merge("rejected", (long) read.rejected().size(), Long::sum);
                assertThat(read.rejected()).as("%s %s", file.format(), seed).allSatisfy(no -> {
                    assertThat(no.reason()).contains("：");
                    assertThat(no.line()).isPositive();
                });
            } catch (UnreadableFile e) {
                met.merge("unreadable", 1L, Long::sum);
                assertThat(e).as("%s %s", file.format(), seed).hasMessageContaining("：");
            } catch (RuntimeException e) {
                throw new AssertionError(file.format() + " " + seed, e);
            }
        }
        System.out.println(FILES + " files: " + met);
        assertThat(met.getOrDefault("unreadable", 0L)).isLessThan(FILES / 2);
    }
}
