package nightdesk.nlp.lexicon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import nightdesk.nlp.LexiconEntry;
import org.jspecify.annotations.Nullable;

/**
 * Brings what a release ships into what the hospital made of the last one. What was not edited follows the release; an
 * edited entry keeps its edits and gains what the release added to its lists; what was taken out stays out.
 */
public final class MergeShipped {
    private MergeShipped() {}

    /**
     * @param base what the last release shipped
     * @param mine what the hospital has
     * @param theirs what this release ships
     */
    public static List<LexiconEntry> merge(
            List<LexiconEntry> base, List<LexiconEntry> mine, List<LexiconEntry> theirs) {
        Map<String, LexiconEntry> before = byId(base);
        Map<String, LexiconEntry> shipped = byId(theirs);
        Map<String, LexiconEntry> merged = new LinkedHashMap<>();
        mine.forEach(entry -> {
            LexiconEntry kept = merge(before.get(entry.id()), entry, shipped.get(entry.id()));
            if (kept != null) {
                merged.put(entry.id(), kept);
            }
        });
        shipped.forEach((id, entry) -> {
            if (!before.containsKey(id)) {
                merged.putIfAbsent(id, entry);
            }
        });
        return withoutConflicts(List.copyOf(merged.values()), byId(mine).keySet());
    }

    private static Map<String, LexiconEntry> byId(List<LexiconEntry> entries) {
        return entries.stream()
                .collect(Collectors.toMap(LexiconEntry::id, entry -> entry, (a, b) -> a, LinkedHashMap::new));
    }

    private static @Nullable LexiconEntry merge(
            @Nullable LexiconEntry base, LexiconEntry mine, @Nullable LexiconEntry theirs) {
        if (Objects.equals(mine, base)) {
            return theirs;
        }
        if (theirs == null) {
            return mine;
        }
        LexiconEntry common = base == null ? theirs : base;
        return new LexiconEntry(
                mine.sort(),
                mine.name(),
                mine.category(),
                words(common.aliases(), mine.aliases(), theirs.aliases()),
                words(common.parents(), mine.parents(), theirs.parents()),
                words(common.treatments(), mine.treatments(), theirs.treatments()),
                mine.bodyPart());
    }

    private static List<String> words(List<String> base, List<String> mine, List<String> theirs) {
        Set<String> merged = new LinkedHashSet<>(mine);
        theirs.stream().filter(word -> !base.contains(word)).forEach(merged::add);
        base.stream().filter(word -> !theirs.contains(word)).forEach(merged::remove);
        return List.copyOf(merged);
    }

    /** Where a shipped spelling belongs to an entry of the hospital by now, the hospital's entry has it. */
    private static List<LexiconEntry> withoutConflicts(List<LexiconEntry> entries, Set<String> mine) {
        List<LexiconEntry> settled = new ArrayList<>();
        Map<String, String> taken = new LinkedHashMap<>();
        entries.stream().filter(entry -> mine.contains(entry.id())).forEach(entry -> keep(entry, taken, settled));
        entries.stream().filter(entry -> !mine.contains(entry.id())).forEach(entry -> keep(entry, taken, settled));
        return settled;
    }

    private static void keep(LexiconEntry entry, Map<String, String> taken, List<LexiconEntry> settled) {
        String kind = entry.sort().kind().map(Enum::name).orElse("");
        if (taken.putIfAbsent(kind + Spelling.fold(entry.name()), entry.id()) != null) {
            return;
        }
        List<String> free = entry.aliases().stream()
                .filter(alias -> entry.id()
                        .equals(taken.computeIfAbsent(kind + Alias.of(alias).folded(), any -> entry.id())))
                .toList();
        settled.add(new LexiconEntry(
                entry.sort(),
                entry.name(),
                entry.category(),
                free,
                entry.parents(),
                entry.treatments(),
                entry.bodyPart()));
    }
}
