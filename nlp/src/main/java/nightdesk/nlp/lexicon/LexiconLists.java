package nightdesk.nlp.lexicon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightdesk.ingest.Ids;
import nightdesk.nlp.Lexicon.Kind;

/**
 * The lists as shipped: tab-separated, a header line, aliases parted by {@code |}.
 *
 * @param entries all entries, in the order of the lists
 * @param accidents strings that contain a spelling by accident, e.g. 女生发型
 * @param version a fingerprint of the lists
 */
record LexiconLists(List<LexiconEntry> entries, List<String> accidents, String version) {

    static LexiconLists shipped() {
        String treatments = resource("treatments.tsv");
        String brands = resource("brands.tsv");
        String concerns = resource("concerns.tsv");
        String bodyParts = resource("body_parts.tsv");
        String accidents = resource("not_mentions.tsv");
        List<LexiconEntry> entries = new ArrayList<>();
        rows(treatments, 4).forEach(row -> entries.add(entry(Kind.TREATMENT, row[0], row[3], "", row[2])));
        rows(brands, 4).forEach(row -> entries.add(entry(Kind.BRAND, row[0], row[3], row[2], "")));
        rows(concerns, 4).forEach(row -> entries.add(entry(Kind.CONCERN, row[0], row[3], row[1], row[2])));
        rows(bodyParts, 2).forEach(row -> entries.add(entry(Kind.BODY_PART, row[0], row[1], "", "")));
        List<String> accidental = rows(accidents, 1).stream().map(row -> row[0]).toList();
        String version = Ids.hash(treatments, brands, concerns, bodyParts, accidents);
        return new LexiconLists(List.copyOf(entries), accidental, version);
    }

    private static LexiconEntry entry(Kind kind, String canonical, String aliases, String treatments, String bodyPart) {
        return new LexiconEntry(
                kind,
                canonical,
                parts(aliases),
                parts(treatments),
                bodyPart.isEmpty() ? Optional.empty() : Optional.of(bodyPart));
    }

    private static List<String> parts(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split("\\|"));
    }

    private static List<String[]> rows(String list, int columns) {
        return list.lines()
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

    private static String resource(String name) {
        try (InputStream in = LexiconLists.class.getResourceAsStream("/nightdesk/nlp/lexicon/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the lexicon list " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
