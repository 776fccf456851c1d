package nightdesk.nlp.lexicon;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightdesk.nlp.LexiconEntry;
import nightdesk.nlp.LexiconEntry.Sort;
import nightdesk.nlp.lexicon.Phrases.Named;

/** What a person means who typed a word into a search: pinyin, initials, a homophone; or else what comes close. */
final class NearNames {
    private static final int MIN_INITIALS = 3;
    private static final int MAX_INITIALS = 6;
    private static final int MAX_SAME_INITIALS = 4;
    private static final int MAX_SUGGESTIONS = 3;

    private final Phrases phrases;
    private final Map<String, Set<LexiconEntry>> byLetters = new HashMap<>();
    private final Map<String, Set<LexiconEntry>> byInitials = new HashMap<>();
    private final Map<String, Set<LexiconEntry>> bySound = new HashMap<>();
    private final List<Target> targets = new ArrayList<>();

    /** A spelling that may be suggested, and how it is typed in pinyin. */
    private record Target(String spelling, List<String> syllables, String letters) {}

    private record Scored(String spelling, int distance) {}

    NearNames(Collection<LexiconEntry> entries, Phrases phrases) {
        this.phrases = phrases;
        entries.stream().filter(entry -> entry.sort() != Sort.ACCIDENT).forEach(this::add);
    }

    private void add(LexiconEntry entry) {
        addSpelling(entry, Spelling.fold(entry.name()), true);
        entry.aliases().stream()
                .map(Alias::of)
                .filter(alias -> alias.needs().isEmpty())
                .forEach(alias -> addSpelling(entry, alias.folded(), false));
    }

    private void addSpelling(LexiconEntry entry, String spelling, boolean isName) {
        if (spelling.length() > 1 && Spelling.isHan(spelling)) {
            put(byLetters, Pinyin.letters(spelling), entry);
            put(bySound, Pinyin.sounds(spelling), entry);
            if (isName) {
                put(byInitials, Pinyin.initials(spelling), entry);
            }
        }
        if (spelling.length() > 1) {
            targets.add(new Target(spelling, Pinyin.syllables(spelling), Pinyin.letters(spelling)));
        }
    }

    private static void put(Map<String, Set<LexiconEntry>> map, String key, LexiconEntry entry) {
        map.computeIfAbsent(key, any -> new LinkedHashSet<>()).add(entry);
    }

    Collection<LexiconEntry> lookUp(String word) {
        String folded = Spelling.fold(word);
        List<Named> spelled = phrases.at(folded);
        if (!spelled.isEmpty()) {
            return spelled.stream()
                    .filter(named -> named.needs().isEmpty())
                    .map(Named::entry)
                    .toList();
        }
        if (folded.chars().allMatch(c -> Spelling.isLetter((char) c))) {
            return byLetters.getOrDefault(folded, initials(folded));
        }
        return folded.length() > 1 && Spelling.isHan(folded) ? homophones(folded) : Set.of();
    }

    private Set<LexiconEntry> initials(String letters) {
        Set<LexiconEntry> same = letters.length() < MIN_INITIALS || letters.length() > MAX_INITIALS
                ? Set.of()
                : byInitials.getOrDefault(letters, Set.of());
        return same.size() > MAX_SAME_INITIALS ? Set.of() : same;
    }

    /** Two characters that sound alike are mostly two words: only longer names are meant by their sound. */
    private Set<LexiconEntry> homophones(String word) {
        return word.length() < MIN_INITIALS ? Set.of() : bySound.getOrDefault(Pinyin.sounds(word), Set.of());
    }

    List<String> suggestions(String word) {
        String folded = Spelling.fold(word);
        List<String> syllables = Pinyin.syllables(folded);
        boolean latin = folded.chars().allMatch(c -> Spelling.isLetter((char) c));
        int allowed = latin ? 2 + 2 * (folded.length() / 5) : Math.min(folded.length() - 1, 3);
        return targets.stream()
                .map(target -> new Scored(
                        target.spelling(), latin ? letters(folded, target) : sounds(folded, syllables, target)))
                .filter(scored ->
                        scored.distance() <= allowed && !scored.spelling().equals(folded))
                .sorted(Comparator.comparingInt(Scored::distance))
                .map(Scored::spelling)
                .distinct()
                .limit(MAX_SUGGESTIONS)
                .toList();
    }

    private static int letters(String word, Target target) {
        return word.length() < MIN_INITIALS
                        || Math.abs(word.length() - target.letters().length()) > 2
                ? Integer.MAX_VALUE
                : 2
                        * Distance.of(
                                word.chars().mapToObj(c -> (char) c).toList(),
                                target.letters().chars().mapToObj(c -> (char) c).toList());
    }

    /** A wrong character that sounds right costs one, any other two. */
    private static int sounds(String word, List<String> syllables, Target target) {
        if (Math.abs(syllables.size() - target.syllables().size()) > 1 || shares(word, target) == 0) {
            return Integer.MAX_VALUE;
        }
        int bySound = Distance.of(syllables, target.syllables());
        int byShape = Distance.of(
                word.chars().boxed().toList(), target.spelling().chars().boxed().toList());
        return bySound == byShape ? 2 * bySound : bySound + byShape;
    }

    private static long shares(String word, Target target) {
        return word.chars().filter(c -> target.spelling().indexOf(c) >= 0).count()
                + (Pinyin.sounds(word).equals(Pinyin.sounds(target.spelling())) ? 1 : 0);
    }

    /** The fewest insertions, deletions and replacements that turn one list into the other. */
    private static final class Distance {
        private Distance() {}

        static int of(List<?> a, List<?> b) {
            int[] row = new int[b.size() + 1];
            for (int j = 0; j <= b.size(); j++) {
                row[j] = j;
            }
            for (int i = 1; i <= a.size(); i++) {
                int diagonal = row[0];
                row[0] = i;
                for (int j = 1; j <= b.size(); j++) {
                    int replaced = diagonal + (a.get(i - 1).equals(b.get(j - 1)) ? 0 : 1);
                    diagonal = row[j];
                    row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
                }
            }
            return row[b.size()];
        }
    }
}
