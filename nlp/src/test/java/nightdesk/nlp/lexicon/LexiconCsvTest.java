package nightdesk.nlp.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import nightdesk.nlp.LexiconEntry;
import nightdesk.nlp.LexiconEntry.Sort;
import org.junit.jupiter.api.Test;

class LexiconCsvTest {

    @Test
    void readsBackWhatItWrites_alsoTheWholeShippedLexicon() {
        List<LexiconEntry> shipped = LexiconLists.shipped().entries();
        assertThat(LexiconCsv.read(LexiconCsv.write(shipped)))
                .extracting(LexiconCsv.Line::entry)
                .isEqualTo(shipped);
    }

    @Test
    void writesNoFormula() {
        LexiconEntry evil = new LexiconEntry(
                Sort.SLANG, "=HYPERLINK(\"http://x\",\"a\")", "", List.of("+1", "b,c"), List.of(), List.of(), null);
        String csv = LexiconCsv.write(List.of(evil));
        assertThat(csv).contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"a\"\")\"").contains("\"'+1|b,c\"");
        assertThat(LexiconCsv.read(csv)).extracting(LexiconCsv.Line::entry).containsExactly(evil);
    }

    @Test
    void saysInChineseWhatIsWrongWithALine() {
        List<LexiconCsv.Line> lines = LexiconCsv.read("项目,甲,,,,,\n\n动物,乙,,,,,\n项目,丙");
        assertThat(lines).extracting(LexiconCsv.Line::number).containsExactly(1, 3, 4);
        assertThat(lines.get(0).entry().name()).isEqualTo("甲");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lines.get(1).entry())
                .withMessageContaining("类别「动物」不认识，应是：项目");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lines.get(2).entry())
                .withMessageContaining("有 2 列，应是 7 列");
    }
}
