package nightdesk.nlp.lexicon;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nightdesk.nlp.LexiconEntry;
import nightdesk.nlp.LexiconEntry.Sort;

/** All spellings of a lexicon, folded, and what each names. */
final class Phrases {
    private static final int MIN_PINYIN_NAME = 3;
    private static final int MIN_PINYIN_LETTERS = 8;

    private final Map<String, List<Named>> bySpelling = new LinkedHashMap<>();

    /**
     * @param needs words of which one must stand in the text; empty = none
     */
    record Named(LexiconEntry entry, List<String> needs) {}

    static Phrases of(Collection<LexiconEntry> entries) {
        Phrases phrases = new Phrases();
        entries.stream().filter(entry -> entry.sort() != Sort.ACCIDENT).forEach(phrases::add);
        entries.stream()
                .filter(entry -> entry.sort() == Sort.ACCIDENT)
                .forEach(accident -> phrases.bySpelling.putIfAbsent(Spelling.fold(accident.name()), List.of()));
        entries.forEach(phrases::addPinyin);
        return phrases;
    }

    private void add(LexiconEntry entry) {
        Map<String, List<String>> needs = new LinkedHashMap<>();
        needs.put(Spelling.fold(entry.name()), List.of());
        entry.aliases().stream().map(Alias::of).forEach(alias -> needs.put(alias.folded(), alias.needs()));
        needs.forEach((spelling, words) -> {
            List<Named> same = bySpelling.computeIfAbsent(spelling, any -> new ArrayList<>());
            refuseTwice(spelling, entry, same);
            same.add(new Named(entry, words));
        });
    }

    private static void refuseTwice(String spelling, LexiconEntry entry, List<Named> same) {
        for (Named other : same) {
            if (other.entry().sort().kind().equals(entry.sort().kind())) {
                throw new IllegalArgumentException(
                        "「" + spelling + "」同时是「" + other.entry().name() + "」和「" + entry.name() + "」的写法，同一类里只能属于一个词条");
            }
        }
    }

    /** Only whole names of some length: shuiguangzhen means nothing else, pimiao might. */
    private void addPinyin(LexiconEntry entry) {
        String name = entry.name();
        if (entry.sort() == Sort.TREATMENT && name.length() >= MIN_PINYIN_NAME && Spelling.isHan(name)) {
            String letters = Pinyin.letters(name);
            if (letters.length() >= MIN_PINYIN_LETTERS) {
                bySpelling.putIfAbsent(letters, List.of(new Named(entry, List.of())));
            }
        }
    }

    List<String> spellings() {
        return List.copyOf(bySpelling.keySet());
    }

    List<Named> at(String spelling) {
        return bySpelling.getOrDefault(spelling, List.of());
    }

    /** Returns the entries with this spelling. */
    List<LexiconEntry> named(String spelling) {
        return at(spelling).stream().map(Named::entry).toList();
    }

    /** Returns, for each spelling, what its meaning depends on. */
    Map<String, Object> meanings() {
        Map<String, Object> meanings = new LinkedHashMap<>();
        bySpelling.forEach((spelling, named) -> meanings.put(
                spelling,
                named.stream()
                        .flatMap(one -> Stream.of(
                                one.needs(),
                                one.entry().sort(),
                                one.entry().name(),
                                one.entry().treatments(),
                                String.valueOf(one.entry().bodyPart())))
                        .toList()));
        return meanings;
    }
}
