package nightdesk.nlp;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import nightdesk.ingest.Ids;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the lexicon as people edit it.
 *
 * @param sort what it names
 * @param name its canonical name, unique within a kind
 * @param category the group it is listed under, e.g. 注射; also a parent of a treatment
 * @param aliases other spellings. {@code 大V[线/提]} counts only where the message also holds one of the words in
 *     brackets; the name itself may stand here with such a guard
 * @param parents names of the treatments that a treatment belongs to: 嗨体 → 玻尿酸
 * @param treatments names of the treatments that a product or concern stands for: 乔雅登 → 玻尿酸
 * @param bodyPart the site it is about when none is named
 */
public record LexiconEntry(
        Sort sort,
        String name,
        String category,
        List<String> aliases,
        List<String> parents,
        List<String> treatments,
        @Nullable String bodyPart) {

    public LexiconEntry {
        aliases = List.copyOf(aliases);
        parents = List.copyOf(parents);
        treatments = List.copyOf(treatments);
    }

    /** Returns what names this entry in an address: the same for ever, as long as kind and name are. */
    @JsonIgnore
    public String id() {
        return Ids.hash("lexicon", sort.family(), name);
    }

    /** What an entry names. Brands, devices and materials are products and share their names. */
    public enum Sort {
        TREATMENT("项目", Lexicon.Kind.TREATMENT),
        BRAND("品牌", Lexicon.Kind.BRAND),
        DEVICE("设备", Lexicon.Kind.BRAND),
        MATERIAL("材料", Lexicon.Kind.BRAND),
        CONCERN("诉求", Lexicon.Kind.CONCERN),
        BODY_PART("部位", Lexicon.Kind.BODY_PART),
        DOCTOR("医生", Lexicon.Kind.DOCTOR),
        COMPETITOR("竞品", Lexicon.Kind.COMPETITOR),
        SLANG("行话", Lexicon.Kind.SLANG),
        /** A string that holds a spelling by accident: 女生发型. */
        ACCIDENT("误伤", null);

        private final String chinese;
        private final Lexicon.@Nullable Kind kind;

        Sort(String chinese, Lexicon.@Nullable Kind kind) {
            this.chinese = chinese;
            this.kind = kind;
        }

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns what people call it. */
        public String chinese() {
            return chinese;
        }

        /** Returns the kind of its mentions; empty for accidents. */
        public Optional<Lexicon.Kind> kind() {
            return Optional.ofNullable(kind);
        }

        private String family() {
            return kind == null ? "ACCIDENT" : kind.name();
        }

        /**
         * Reads a code or a Chinese name.
         *
         * @throws IllegalArgumentException when there is no such sort, in Chinese
         */
        @JsonCreator
        public static Sort of(String text) {
            return Arrays.stream(values())
                    .filter(sort -> sort.code().equalsIgnoreCase(text) || sort.chinese.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("类别「" + text + "」不认识，应是："
                            + Arrays.stream(values()).map(Sort::chinese).collect(Collectors.joining("、"))));
        }
    }
}
