package nightdesk.nlp.lexicon;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nightdesk.nlp.Lexicon;

/** The lexicon over its lists. An accidental string is a phrase that names nothing: it takes its characters away. */
final class TradeLexicon implements Lexicon {
    private static final Comparator<Span> LEFTMOST_LONGEST = Comparator.comparingInt(Span::start)
            .thenComparing(Comparator.comparingInt(Span::end).reversed());

    private final LexiconLists lists;
    private final Map<Kind, Map<String, LexiconEntry>> byName;
    private final Map<String, List<LexiconEntry>> bySpelling;
    private final List<Phrase> phrases;
    private final PhraseAutomaton automaton;

    /** A folded spelling and what it names; nothing for an accidental string. */
    private record Phrase(int length, List<LexiconEntry> entries) {}

    /** A phrase at its place in a text. */
    private record Span(int start, int end, List<LexiconEntry> entries) {}

    TradeLexicon(LexiconLists lists) {
        this.lists = lists;
        byName = lists.entries().stream()
                .collect(Collectors.groupingBy(
                        LexiconEntry::kind, Collectors.toMap(LexiconEntry::canonical, entry -> entry)));
        bySpelling = bySpelling(lists);
        phrases = new ArrayList<>();
        automaton = new PhraseAutomaton(List.copyOf(bySpelling.keySet()));
        bySpelling.forEach((spelling, entries) -> phrases.add(new Phrase(spelling.length(), entries)));
    }

    private static Map<String, List<LexiconEntry>> bySpelling(LexiconLists lists) {
        Map<String, List<LexiconEntry>> bySpelling = new LinkedHashMap<>();
        for (LexiconEntry entry : lists.entries()) {
            entry.spellings().map(Spelling::fold).distinct().forEach(spelling -> {
                List<LexiconEntry> same = bySpelling.computeIfAbsent(spelling, any -> new ArrayList<>());
                refuseTwice(spelling, entry, same);
                same.add(entry);
            });
        }
        lists.accidents().forEach(accident -> bySpelling.putIfAbsent(Spelling.fold(accident), List.of()));
        return bySpelling;
    }

    private static void refuseTwice(String spelling, LexiconEntry entry, List<LexiconEntry> same) {
        for (LexiconEntry other : same) {
            if (other.kind() == entry.kind()) {
                throw new IllegalStateException("lexicon: '" + spelling + "' spells both " + other.canonical() + " and "
                        + entry.canonical() + ", expected one " + entry.kind());
            }
        }
    }

    @Override
    public List<Mention> mentions(String text) {
        List<Span> spans = spans(text);
        if (spans.isEmpty()) {
            return List.of();
        }
        spans.sort(LEFTMOST_LONGEST);
        List<Mention> mentions = new ArrayList<>();
        int free = 0;
        for (Span span : spans) {
            if (span.start() >= free) {
                addMentions(text, span, mentions);
                free = span.end();
            }
        }
        return mentions;
    }

    @Override
    public List<Mention> occurrences(String text) {
        List<Span> spans = spans(text);
        if (spans.isEmpty()) {
            return List.of();
        }
        spans.sort(LEFTMOST_LONGEST);
        List<Span> accidents =
                spans.stream().filter(span -> span.entries().isEmpty()).toList();
        List<Mention> mentions = new ArrayList<>();
        for (Span span : spans) {
            if (accidents.stream().noneMatch(accident -> covers(accident, span))) {
                addMentions(text, span, mentions);
            }
        }
        return mentions;
    }

    private List<Span> spans(String text) {
        String folded = Spelling.fold(text);
        List<Span> spans = new ArrayList<>();
        automaton.scan(folded, (number, end) -> {
            Phrase phrase = phrases.get(number);
            int start = end - phrase.length();
            if (Spelling.standsAlone(folded, start, end)) {
                spans.add(new Span(start, end, phrase.entries()));
            }
        });
        return spans;
    }

    private static boolean covers(Span outer, Span inner) {
        return outer.start() <= inner.start() && outer.end() >= inner.end();
    }

    private static void addMentions(String text, Span span, List<Mention> mentions) {
        String surface = text.substring(span.start(), span.end());
        for (LexiconEntry entry : span.entries()) {
            mentions.add(new Mention(entry.canonical(), entry.kind(), surface, span.start(), span.end()));
        }
    }

    @Override
    public List<String> spellings(String word) {
        List<LexiconEntry> entries = bySpelling.getOrDefault(Spelling.fold(word), List.of());
        Set<String> spellings = new LinkedHashSet<>();
        entries.forEach(entry -> spellings.add(entry.canonical()));
        entries.forEach(entry -> spellings.addAll(entry.aliases()));
        return spellings.isEmpty() ? List.of(word) : List.copyOf(spellings);
    }

    @Override
    public Set<String> names(Kind kind) {
        return Set.copyOf(byName.getOrDefault(kind, Map.of()).keySet());
    }

    @Override
    public List<String> impliedTreatments(Kind kind, String canonical) {
        return find(kind, canonical).map(LexiconEntry::treatments).orElse(List.of());
    }

    @Override
    public Optional<String> bodyPart(Kind kind, String canonical) {
        return find(kind, canonical).flatMap(LexiconEntry::bodyPart);
    }

    @Override
    public String version() {
        return lists.version();
    }

    private Optional<LexiconEntry> find(Kind kind, String canonical) {
        return Optional.ofNullable(byName.getOrDefault(kind, Map.of()).get(canonical));
    }
}
