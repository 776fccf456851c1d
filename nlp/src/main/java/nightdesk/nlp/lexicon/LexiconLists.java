package nightdesk.nlp.lexicon;

import java.util.ArrayList;
import java.util.List;
import nightdesk.ingest.Ids;
import nightdesk.nlp.LexiconEntry;
import nightdesk.nlp.LexiconEntry.Sort;
import nightdesk.nlp.RuleLines;
import org.jspecify.annotations.Nullable;

/**
 * Everything a lexicon is made of. As shipped: tab-separated, a header line, aliases parted by {@code |}.
 *
 * @param entries all entries, in the order of the lists
 * @param version a fingerprint of the entries
 */
public record LexiconLists(List<LexiconEntry> entries, String version) {
    private static final String FOLDER = "/nightdesk/nlp/lexicon/";

    /** Returns the lists of these entries. */
    public static LexiconLists of(List<LexiconEntry> entries) {
        return new LexiconLists(List.copyOf(entries), fingerprint(entries));
    }

    /** Returns the lists that ship with this release. */
    public static LexiconLists shipped() {
        List<LexiconEntry> entries = new ArrayList<>();
        rows("treatments.tsv", 5)
                .forEach(row -> entries.add(new LexiconEntry(
                        Sort.TREATMENT, row[0], row[1], parts(row[4]), parts(row[3]), List.of(), part(row[2]))));
        rows("brands.tsv", 5)
                .forEach(row -> entries.add(new LexiconEntry(
                        Sort.of(row[1]), row[0], row[2], parts(row[4]), List.of(), parts(row[3]), null)));
        rows("concerns.tsv", 4)
                .forEach(row -> entries.add(new LexiconEntry(
                        Sort.CONCERN, row[0], "", parts(row[3]), List.of(), parts(row[1]), part(row[2]))));
        plain("body_parts.tsv", Sort.BODY_PART, entries);
        plain("competitors.tsv", Sort.COMPETITOR, entries);
        plain("slang.tsv", Sort.SLANG, entries);
        rows("not_mentions.tsv", 1).forEach(row -> entries.add(named(Sort.ACCIDENT, row[0], List.of())));
        return of(entries);
    }

    private static void plain(String list, Sort sort, List<LexiconEntry> entries) {
        rows(list, 2).forEach(row -> entries.add(named(sort, row[0], parts(row[1]))));
    }

    private static LexiconEntry named(Sort sort, String name, List<String> aliases) {
        return new LexiconEntry(sort, name, "", aliases, List.of(), List.of(), null);
    }

    private static String fingerprint(List<LexiconEntry> entries) {
        return Ids.hash(entries.stream()
                .sorted(java.util.Comparator.comparing(LexiconEntry::sort).thenComparing(LexiconEntry::name))
                .map(LexiconEntry::toString)
                .toArray(String[]::new));
    }

    private static @Nullable String part(String cell) {
        return cell.isEmpty() ? null : cell;
    }

    private static List<String> parts(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split("\\|"));
    }

    private static List<String[]> rows(String list, int columns) {
        return RuleLines.load(LexiconLists.class, FOLDER + list).stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(line -> cells(line, columns))
                .toList();
    }

    private static String[] cells(String line, int columns) {
        String[] cells = line.split("\t", -1);
        if (cells.length != columns) {
            throw new IllegalStateException(
                    "lexicon line '" + line + "': met " + cells.length + " cells, expected " + columns);
        }
        return cells;
    }
}
