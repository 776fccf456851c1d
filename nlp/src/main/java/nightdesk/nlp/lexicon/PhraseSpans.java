package nightdesk.nlp.lexicon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightdesk.nlp.LexiconEntry;
import nightdesk.nlp.LexiconEntry.Sort;
import nightdesk.nlp.lexicon.Phrases.Named;
import org.jspecify.annotations.Nullable;

/** Finds spellings in a text: as written, pulled apart by symbols, or by a homophone of a name of some length. */
final class PhraseSpans {
    private static final int MIN_HOMOPHONE = 3;
    private static final int MIN_HOMOPHONE_ALIAS = 4;

    private final List<String> spellings;
    private final List<List<Named>> named;
    private final PhraseAutomaton automaton;
    private final List<String> heard;
    private final PhraseAutomaton sounds;
    private final Phrases phrases;

    /** How a spelling was found. */
    enum How {
        SPELLED,
        APART,
        HOMOPHONE
    }

    /**
     * A spelling at its place in a text.
     *
     * @param entries what it names; nothing for an accidental string
     * @param spelling folded
     * @param refused entries it would name if one of the words it needs stood in the text
     */
    record Span(int start, int end, List<LexiconEntry> entries, String spelling, How how, List<Named> refused) {
        boolean covers(Span inner) {
            return start <= inner.start() && end >= inner.end();
        }

        boolean isAccident() {
            return entries.isEmpty() && refused.isEmpty();
        }

        boolean counts() {
            return !entries.isEmpty() || isAccident();
        }
    }

    PhraseSpans(Phrases phrases) {
        this.phrases = phrases;
        spellings = phrases.spellings();
        named = spellings.stream().map(phrases::at).toList();
        automaton = new PhraseAutomaton(spellings);
        Map<String, String> bySound = bySound(phrases);
        heard = List.copyOf(bySound.values());
        sounds = new PhraseAutomaton(List.copyOf(bySound.keySet()));
    }

    private static Map<String, String> bySound(Phrases phrases) {
        Map<String, String> bySound = new LinkedHashMap<>();
        for (String spelling : phrases.spellings()) {
            if (spelling.length() >= MIN_HOMOPHONE && Spelling.isHan(spelling) && isSounded(phrases, spelling)) {
                bySound.putIfAbsent(Pinyin.sounds(spelling), spelling);
            }
        }
        return bySound;
    }

    private static boolean isSounded(Phrases phrases, String spelling) {
        return phrases.at(spelling).stream()
                .anyMatch(named -> (named.entry().sort() == Sort.TREATMENT
                                || named.entry().sort() == Sort.BRAND
                                || named.entry().sort() == Sort.DEVICE)
                        && named.needs().isEmpty()
                        && (spelling.length() >= MIN_HOMOPHONE_ALIAS
                                || spelling.equals(Spelling.fold(named.entry().name()))));
    }

    /** Returns the spans that count, in no order. */
    List<Span> in(String text) {
        List<Span> all = allIn(text);
        all.removeIf(span -> !span.counts());
        return all;
    }

    List<Span> allIn(String text) {
        String folded = Spelling.fold(text);
        List<Span> found = new ArrayList<>();
        automaton.scan(folded, (number, end) -> {
            int start = end - spellings.get(number).length();
            if (Spelling.standsAlone(folded, start, end)) {
                found.add(span(folded, start, end, number, How.SPELLED));
            }
        });
        addHomophones(folded, found);
        addApart(folded, found);
        return found;
    }

    private Span span(String folded, int start, int end, int number, How how) {
        List<Named> names = named.get(number);
        if (names.size() == 1 && names.getFirst().needs().isEmpty()) {
            return new Span(start, end, List.of(names.getFirst().entry()), spellings.get(number), how, List.of());
        }
        List<LexiconEntry> entries = new ArrayList<>(names.size());
        List<Named> refused = new ArrayList<>();
        for (Named one : names) {
            if (Alias.allowed(one.needs(), folded, start, end)) {
                entries.add(one.entry());
            } else {
                refused.add(one);
            }
        }
        return new Span(start, end, entries, spellings.get(number), how, refused);
    }

    private void addHomophones(String folded, List<Span> found) {
        int written = found.size();
        sounds.scan(Pinyin.sounds(folded), (number, end) -> {
            String meant = heard.get(number);
            int start = end - meant.length();
            if (looksAlike(folded, start, meant) && !isWritten(found.subList(0, written), start, end)) {
                found.add(new Span(start, end, phrases.named(meant), meant, How.HOMOPHONE, List.of()));
            }
        });
    }

    /** Two of three characters, or half of more, must be right: 肝细胞 and 可以人 are words of their own. */
    private static boolean looksAlike(String folded, int start, String meant) {
        int same = 0;
        for (int i = 0; i < meant.length(); i++) {
            same += folded.charAt(start + i) == meant.charAt(i) ? 1 : 0;
        }
        return same * 2 >= meant.length();
    }

    /** What is written out as something stays that. */
    private static boolean isWritten(List<Span> written, int start, int end) {
        for (Span span : written) {
            if (span.start() <= start && span.end() >= end) {
                return true;
            }
        }
        return false;
    }

    private void addApart(String folded, List<Span> found) {
        @Nullable Skeleton skeleton = Skeleton.of(folded);
        if (skeleton == null) {
            return;
        }
        automaton.scan(skeleton.text(), (number, end) -> {
            int start = end - spellings.get(number).length();
            if (skeleton.hidesPhrase(folded, start, end)) {
                found.add(span(folded, skeleton.start(start), skeleton.end(end), number, How.APART));
            }
        });
    }
}
