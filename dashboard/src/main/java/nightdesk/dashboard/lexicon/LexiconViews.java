package nightdesk.dashboard.lexicon;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import nightdesk.nlp.LexiconCatalog;
import nightdesk.nlp.LexiconEntry;
import nightdesk.nlp.LexiconEntry.Sort;
import org.jspecify.annotations.Nullable;

/** What the lexicon's routes take and give. */
final class LexiconViews {
    private LexiconViews() {}

    /**
     * @param unpublished differs from what is in use
     * @param aliases other spellings; {@code 大V[线/提]} counts only together with one of the words in brackets
     * @param parents treatments it belongs to
     * @param treatments treatments it stands for
     */
    record EntryView(
            String id,
            Sort sort,
            String name,
            String category,
            List<String> aliases,
            List<String> parents,
            List<String> treatments,
            @Nullable String bodyPart,
            boolean unpublished,
            OffsetDateTime editedAt,
            String editedBy) {

        static EntryView of(LexiconCatalog.Kept kept, ZoneId zone) {
            LexiconEntry entry = kept.entry();
            return new EntryView(
                    kept.id(),
                    entry.sort(),
                    entry.name(),
                    entry.category(),
                    entry.aliases(),
                    entry.parents(),
                    entry.treatments(),
                    entry.bodyPart(),
                    kept.unpublished(),
                    kept.editedAt().atZone(zone).toOffsetDateTime(),
                    kept.editedBy());
        }
    }

    record EntryPage(long total, List<EntryView> items) {
        static EntryPage of(LexiconCatalog.Listing listing, ZoneId zone) {
            return new EntryPage(
                    listing.total(),
                    listing.items().stream()
                            .map(kept -> EntryView.of(kept, zone))
                            .toList());
        }
    }

    record EntryBody(
            @NotNull Sort sort,
            @NotBlank @Size(max = 40) String name,
            @Nullable @Size(max = 40) String category,
            @Nullable List<@NotBlank String> aliases,
            @Nullable List<@NotBlank String> parents,
            @Nullable List<@NotBlank String> treatments,
            @Nullable String bodyPart) {

        LexiconEntry entry() {
            return new LexiconEntry(
                    sort,
                    name.strip(),
                    category == null ? "" : category.strip(),
                    list(aliases),
                    list(parents),
                    list(treatments),
                    bodyPart == null || bodyPart.isBlank() ? null : bodyPart.strip());
        }

        private static List<String> list(@Nullable List<String> words) {
            return words == null
                    ? List.of()
                    : words.stream().map(String::strip).distinct().toList();
        }
    }

    record VersionView(
            int number,
            String fingerprint,
            OffsetDateTime publishedAt,
            String publishedBy,
            String note,
            int added,
            int changed,
            int removed) {

        static VersionView of(LexiconCatalog.Version version, ZoneId zone) {
            return new VersionView(
                    version.number(),
                    version.fingerprint(),
                    version.publishedAt().atZone(zone).toOffsetDateTime(),
                    version.publishedBy(),
                    version.note(),
                    version.added(),
                    version.changed(),
                    version.removed());
        }
    }

    record VersionPage(long total, List<VersionView> items) {}

    record PublishBody(@Nullable @Size(max = 200) String note) {}

    record WordBody(@NotBlank @Size(max = 40) String word) {}

    /** @param at when they were looked for; absent = not yet */
    record CandidatePage(@Nullable OffsetDateTime at, int messages, long total, List<LexiconCatalog.Candidate> items) {

        static CandidatePage of(LexiconCatalog.Candidates found, ZoneId zone) {
            return new CandidatePage(
                    found.at() == null ? null : found.at().atZone(zone).toOffsetDateTime(),
                    found.messages(),
                    found.items().size(),
                    found.items());
        }
    }
}
