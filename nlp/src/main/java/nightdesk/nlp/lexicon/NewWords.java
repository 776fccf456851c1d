package nightdesk.nlp.lexicon;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.LexiconCatalog.Candidate;
import nightdesk.nlp.LexiconCatalog.Quote;

/**
 * Finds words that people use and the lexicon does not know: runs of two to six Chinese characters whose parts hold
 * together, that stand between many different neighbours, and that are said more than before.
 */
public final class NewWords {
    private static final int MIN = 2;
    private static final int MAX = 6;
    private static final int MIN_MESSAGES = 4;
    private static final int MIN_PEOPLE = 3;
    private static final double MIN_COHESION = 3;
    private static final double MIN_FREEDOM = 0.9;
    private static final double MIN_BURST = 2;
    private static final int MAX_RUNS = 600_000;
    private static final int MAX_TEXT = 200;
    private static final int QUOTES = 3;
    private static final String EMPTY_WORDS = "的了吗呢吧啊呀哦是我你他她们这那有在就都也和很不没一个会要想能可以么什怎多少到说上下去来做打还好给让把被";

    private NewWords() {}

    /** Something a patient said. */
    public record Said(String messageId, String conversationId, String patientId, String text) {}

    /** A run of characters, where it was seen and what stood beside it. */
    private static final class Run {
        private int messages;
        private int lastMessage = -1;
        private final Map<Character, Integer> left = new HashMap<>(4);
        private final Map<Character, Integer> right = new HashMap<>(4);
        private final Set<String> people = new HashSet<>(4);
        private final List<Quote> quotes = new ArrayList<>(1);
    }

    /** Returns candidates, the most telling first. */
    public static List<Candidate> find(List<Said> lately, List<Said> before, TradeLexicon lexicon) {
        Map<String, Integer> counts = count(lately);
        Map<String, Run> runs = runs(lately, counts);
        Map<String, Integer> earlier = messages(before, runs.keySet());
        long characters =
                lately.stream().mapToLong(said -> said.text().length()).sum();
        double share = (double) Math.max(1, lately.size()) / Math.max(1, before.size());
        List<Candidate> found = new ArrayList<>();
        runs.forEach((word, run) -> {
            double cohesion = cohesion(word, counts, characters);
            double freedom = Math.min(entropy(run.left), entropy(run.right));
            int was = earlier.getOrDefault(word, 0);
            double burst = (run.messages + 0.5) / (was * share + 0.5);
            if (run.people.size() >= MIN_PEOPLE
                    && cohesion >= MIN_COHESION
                    && freedom >= MIN_FREEDOM
                    && burst >= MIN_BURST
                    && isUnknown(word, lexicon)) {
                found.add(new Candidate(
                        word,
                        run.people.size(),
                        run.messages,
                        was,
                        cohesion,
                        freedom,
                        burst,
                        lexicon.suggestions(word).stream().findFirst().orElse(null),
                        List.copyOf(run.quotes)));
            }
        });
        found.sort(Comparator.comparingDouble(
                        (Candidate candidate) -> candidate.people() * Math.log(candidate.burst()) * candidate.freedom())
                .reversed());
        return withoutParts(found);
    }

    private static Map<String, Integer> count(List<Said> all) {
        Map<String, Integer> counts = new HashMap<>();
        for (Said said : all) {
            each(said.text(), 1, (word, start, text) -> counts.merge(word, 1, Integer::sum));
            if (counts.size() > MAX_RUNS) {
                // What was seen once until now is forgotten, so that memory stays bounded.
                counts.values().removeIf(count -> count == 1);
            }
        }
        return counts;
    }

    private interface Sink {
        void accept(String word, int start, String text);
    }

    private static void each(String whole, int min, Sink sink) {
        String text = Spelling.fold(whole.length() > MAX_TEXT ? whole.substring(0, MAX_TEXT) : whole);
        for (int start = 0; start < text.length(); start++) {
            for (int end = start + 1; end <= Math.min(text.length(), start + MAX); end++) {
                if (!Spelling.isHan(text.charAt(end - 1))) {
                    break;
                }
                if (end - start >= min) {
                    sink.accept(text.substring(start, end), start, text);
                }
            }
        }
    }

    /** Looks closer at the runs that are frequent enough. */
    private static Map<String, Run> runs(List<Said> all, Map<String, Integer> counts) {
        Map<String, Run> runs = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            int message = i;
            Said said = all.get(i);
            each(said.text(), MIN, (word, start, text) -> {
                if (counts.getOrDefault(word, 0) >= MIN_MESSAGES && isWhole(word)) {
                    note(runs.computeIfAbsent(word, any -> new Run()), message, said, start, word.length(), text);
                }
            });
        }
        runs.values().removeIf(run -> run.messages < MIN_MESSAGES);
        return runs;
    }

    private static void note(Run run, int message, Said said, int start, int length, String text) {
        run.left.merge(start == 0 ? '^' : text.charAt(start - 1), 1, Integer::sum);
        int end = start + length;
        run.right.merge(end == text.length() ? '$' : text.charAt(end), 1, Integer::sum);
        if (run.lastMessage != message) {
            run.lastMessage = message;
            run.messages++;
            if (run.people.add(said.patientId()) && run.quotes.size() < QUOTES) {
                run.quotes.add(new Quote(said.messageId(), said.conversationId(), said.text()));
            }
        }
    }

    /** A name does not begin or end with a word of grammar. */
    private static boolean isWhole(String word) {
        return EMPTY_WORDS.indexOf(word.charAt(0)) < 0 && EMPTY_WORDS.indexOf(word.charAt(word.length() - 1)) < 0;
    }

    private static Map<String, Integer> messages(Collection<Said> all, Set<String> words) {
        Map<String, Integer> messages = new HashMap<>();
        for (Said said : all) {
            Set<String> here = new HashSet<>();
            each(said.text(), MIN, (word, start, text) -> {
                if (words.contains(word)) {
                    here.add(word);
                }
            });
            here.forEach(word -> messages.merge(word, 1, Integer::sum));
        }
        return messages;
    }

    /** The weakest joint decides. */
    private static double cohesion(String word, Map<String, Integer> counts, long characters) {
        double weakest = Double.MAX_VALUE;
        double whole = counts.getOrDefault(word, 1);
        for (int cut = 1; cut < word.length(); cut++) {
            double left = counts.getOrDefault(word.substring(0, cut), 1);
            double right = counts.getOrDefault(word.substring(cut), 1);
            weakest = Math.min(weakest, Math.log(whole * characters / (left * right)));
        }
        return weakest;
    }

    /** The ends of a message are each their own neighbour: a word said alone is free. */
    private static double entropy(Map<Character, Integer> neighbours) {
        double total = neighbours.values().stream().mapToInt(count -> count).sum();
        double entropy = 0;
        for (Map.Entry<Character, Integer> neighbour : neighbours.entrySet()) {
            boolean end = neighbour.getKey() == '^' || neighbour.getKey() == '$';
            double parts = end ? neighbour.getValue() : 1;
            double share = neighbour.getValue() / total / parts;
            entropy -= parts * share * Math.log(share) / Math.log(2);
        }
        return entropy;
    }

    private static boolean isUnknown(String word, TradeLexicon lexicon) {
        List<Lexicon.Mention> known = lexicon.occurrences(word);
        return known.stream().noneMatch(mention -> mention.end() - mention.start() >= Math.max(2, word.length() - 1));
    }

    /** A part of a longer candidate that is said by hardly more people says nothing of its own, and the other way round. */
    private static List<Candidate> withoutParts(List<Candidate> found) {
        List<Candidate> kept = new ArrayList<>();
        for (Candidate candidate : found) {
            boolean part = found.stream()
                    .anyMatch(other -> !other.word().equals(candidate.word())
                            && other.word().contains(candidate.word())
                            && other.recent() * 10 >= candidate.recent() * 8);
            boolean padded = found.stream()
                    .anyMatch(other -> !other.word().equals(candidate.word())
                            && candidate.word().contains(other.word())
                            && other.recent() * 8 > candidate.recent() * 10);
            if (!part && !padded) {
                kept.add(candidate);
            }
        }
        return kept;
    }
}
