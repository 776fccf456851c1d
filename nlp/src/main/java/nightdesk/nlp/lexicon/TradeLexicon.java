package nightdesk.nlp.lexicon;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.LexiconEntry;
import nightdesk.nlp.lexicon.PhraseSpans.Span;

/** The lexicon over its lists. An accidental string is a phrase that names nothing: it takes its characters away. */
public final class TradeLexicon implements Lexicon {
    private static final Comparator<Span> LEFTMOST_LONGEST = Comparator.comparingInt(Span::start)
            .thenComparing(Comparator.comparingInt(Span::end).reversed());

    private static final Set<Kind> ASIDE = Set.of(Kind.DOCTOR, Kind.COMPETITOR, Kind.SLANG);

    private final LexiconLists lists;
    private final Map<Kind, Map<String, LexiconEntry>> byName;
    private final Phrases phrases;
    private final PhraseSpans spans;
    private final NearNames near;

    /** @throws IllegalArgumentException when two entries of one kind share a spelling */
    public TradeLexicon(LexiconLists lists) {
        this.lists = lists;
        byName = lists.entries().stream()
                .filter(entry -> entry.sort().kind().isPresent())
                .collect(Collectors.groupingBy(
                        entry -> entry.sort().kind().orElseThrow(),
                        Collectors.toMap(LexiconEntry::name, entry -> entry, (a, b) -> a)));
        phrases = Phrases.of(lists.entries());
        spans = new PhraseSpans(phrases);
        near = new NearNames(lists.entries(), phrases);
    }

    @Override
    public List<Mention> mentions(String text) {
        List<Span> all = spans.in(text);
        if (all.isEmpty()) {
            return List.of();
        }
        all.sort(LEFTMOST_LONGEST);
        List<Mention> mentions = new ArrayList<>();
        addApart(text, all, false, mentions);
        addApart(text, all, true, mentions);
        mentions.sort(Comparator.comparingInt(Mention::start));
        return mentions;
    }

    /** Who is named and how the house talks stand beside what is named, and take no characters from it. */
    private static void addApart(String text, List<Span> all, boolean aside, List<Mention> mentions) {
        int free = 0;
        for (Span span : all) {
            if (span.start() >= free && (span.isAccident() || hasSide(span, aside))) {
                addMentions(text, span, aside, mentions);
                free = span.end();
            }
        }
    }

    private static boolean hasSide(Span span, boolean aside) {
        return span.entries().stream().anyMatch(entry -> isAside(entry) == aside);
    }

    private static boolean isAside(LexiconEntry entry) {
        return entry.sort().kind().filter(ASIDE::contains).isPresent();
    }

    private static void addMentions(String text, Span span, boolean aside, List<Mention> mentions) {
        for (LexiconEntry entry : span.entries()) {
            if (isAside(entry) == aside) {
                mentions.add(mention(text, span, entry));
            }
        }
    }

    private static Mention mention(String text, Span span, LexiconEntry entry) {
        return new Mention(
                entry.name(),
                entry.sort().kind().orElseThrow(),
                text.substring(span.start(), span.end()),
                span.start(),
                span.end());
    }

    @Override
    public List<Mention> occurrences(String text) {
        List<Span> all = spans.in(text);
        if (all.isEmpty()) {
            return List.of();
        }
        all.sort(LEFTMOST_LONGEST);
        List<Span> accidents = all.stream().filter(Span::isAccident).toList();
        List<Mention> mentions = new ArrayList<>();
        for (Span span : all) {
            if (accidents.stream().noneMatch(accident -> accident.covers(span))) {
                span.entries().forEach(entry -> mentions.add(mention(text, span, entry)));
            }
        }
        return mentions;
    }

    /** Returns every place where a spelling stands, also those that do not count, for explaining. */
    List<Span> spans(String text) {
        List<Span> all = spans.allIn(text);
        all.sort(LEFTMOST_LONGEST);
        return all;
    }

    @Override
    public Set<Entry> lookUp(String word) {
        return near.lookUp(word).stream()
                .flatMap(TradeLexicon::named)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Stream<Entry> named(LexiconEntry entry) {
        return entry.sort().kind().stream().map(kind -> new Entry(kind, entry.name()));
    }

    @Override
    public List<String> suggestions(String word) {
        return near.suggestions(word);
    }

    @Override
    public List<String> spellings(Entry entry) {
        return find(entry.kind(), entry.canonical())
                .map(TradeLexicon::spellings)
                .orElse(List.of(entry.canonical()));
    }

    @Override
    public List<String> spellings(String word) {
        Set<String> spellings = new LinkedHashSet<>();
        Collection<LexiconEntry> entries = phrases.named(Spelling.fold(word));
        entries.forEach(entry -> spellings.add(entry.name()));
        entries.forEach(entry -> spellings.addAll(spellings(entry)));
        return spellings.isEmpty() ? List.of(word) : List.copyOf(spellings);
    }

    private static List<String> spellings(LexiconEntry entry) {
        return Stream.concat(
                        Stream.of(entry.name()),
                        entry.aliases().stream().map(Alias::of).map(Alias::text))
                .distinct()
                .toList();
    }

    @Override
    public Set<String> withChildren(String treatment) {
        Set<String> found = new LinkedHashSet<>();
        addBelow(treatment, found);
        return found;
    }

    private void addBelow(String parent, Set<String> found) {
        if (found.add(parent)) {
            for (LexiconEntry entry :
                    byName.getOrDefault(Kind.TREATMENT, Map.of()).values()) {
                if (entry.category().equals(parent) || entry.parents().contains(parent)) {
                    addBelow(entry.name(), found);
                }
            }
        }
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
        return find(kind, canonical).flatMap(entry -> Optional.ofNullable(entry.bodyPart()));
    }

    @Override
    public String version() {
        return lists.version();
    }

    /** Returns what it is made of. */
    public LexiconLists lists() {
        return lists;
    }

    /** Returns the spellings that mean something else here than there, folded: only texts that hold one can be read otherwise. */
    public Set<String> changedSince(TradeLexicon before) {
        Set<String> changed = new LinkedHashSet<>();
        Map<String, Object> mine = phrases.meanings();
        Map<String, Object> theirs = before.phrases.meanings();
        Stream.concat(mine.keySet().stream(), theirs.keySet().stream())
                .filter(spelling -> !Objects.equals(mine.get(spelling), theirs.get(spelling)))
                .forEach(changed::add);
        return changed;
    }

    private Optional<LexiconEntry> find(Kind kind, String canonical) {
        return Optional.ofNullable(byName.getOrDefault(kind, Map.of()).get(canonical));
    }

    /** Groups entries that share a spelling though they are of one kind: what must be settled before publishing. */
    public static Map<String, List<LexiconEntry>> conflicts(Collection<LexiconEntry> entries) {
        Map<String, List<LexiconEntry>> bySpelling = new LinkedHashMap<>();
        for (LexiconEntry entry : entries) {
            String kind = entry.sort().kind().map(Kind::name).orElse("");
            spellings(entry).stream()
                    .map(Spelling::fold)
                    .distinct()
                    .forEach(spelling -> bySpelling
                            .computeIfAbsent(kind + spelling, any -> new ArrayList<>())
                            .add(entry));
        }
        bySpelling.values().removeIf(same -> same.size() < 2 || same.getFirst().sort() == LexiconEntry.Sort.ACCIDENT);
        return bySpelling;
    }
}
