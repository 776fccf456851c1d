package nightdesk.nlp;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Many regular expressions over short texts, fast: each alternative of each expression is tried only where the text
 * holds characters that it cannot do without. One pass over the text finds those.
 */
public final class Wordings {
    private static final int ONE = 1;
    private static final int TWO = 2;

    private final int[][] alternativesOf;
    private final int[] expressionOf;
    private final List<Pattern> alternatives;
    private final BitSet always;
    private final Map<Integer, List<Literal>> byBeginning;
    private final BitSet beginnings = new BitSet(Character.MAX_VALUE + 1);

    /** Characters without which some alternatives cannot be found. */
    private static final class Literal {
        private final String text;
        private final int[] alternatives;

        private Literal(String text, int[] alternatives) {
            this.text = text;
            this.alternatives = alternatives;
        }
    }

    /** A place in the text. */
    public record Span(int start, int end) {
        /** Returns the words there. */
        public String of(String text) {
            return text.substring(start, end);
        }
    }

    private Wordings(
            List<List<Integer>> alternativesOf, List<Pattern> alternatives, BitSet always, List<Literal> literals) {
        this.alternativesOf = alternativesOf.stream()
                .map(own -> own.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        expressionOf = new int[alternatives.size()];
        for (int expression = 0; expression < this.alternativesOf.length; expression++) {
            for (int alternative : this.alternativesOf[expression]) {
                expressionOf[alternative] = expression;
            }
        }
        this.alternatives = alternatives;
        this.always = always;
        byBeginning = new HashMap<>();
        for (Literal literal : literals) {
            beginnings.set(literal.text.charAt(0));
            byBeginning
                    .computeIfAbsent(beginning(literal.text, 0, literal.text.length()), any -> new ArrayList<>())
                    .add(literal);
        }
    }

    /** Splits an expression at each {@code |} that stands outside of brackets. */
    public static List<String> alternatives(String expression) {
        return NecessaryLiterals.alternatives(expression);
    }

    /** Looks once over a text. */
    public Reading read(String text) {
        BitSet possible = (BitSet) always.clone();
        for (int at = 0; at < text.length(); at++) {
            if (beginnings.get(text.charAt(at))) {
                mark(text, at, byBeginning.get(beginning(text, at, ONE)), possible);
                mark(text, at, byBeginning.get(beginning(text, at, TWO)), possible);
            }
        }
        return new Reading(text, possible);
    }

    private static void mark(String text, int at, @Nullable List<Literal> literals, BitSet possible) {
        if (literals == null) {
            return;
        }
        for (Literal literal : literals) {
            if (text.startsWith(literal.text, at)) {
                for (int alternative : literal.alternatives) {
                    possible.set(alternative);
                }
            }
        }
    }

    /** The first character, or the first two as one number. */
    private static int beginning(String text, int at, int length) {
        if (length == ONE || at + 1 >= text.length()) {
            return text.charAt(at);
        }
        return (text.charAt(at) << Character.SIZE) | text.charAt(at + 1);
    }

    /** Collects expressions. */
    public static final class Builder {
        private final List<List<Integer>> alternativesOf = new ArrayList<>();
        private final List<Pattern> alternatives = new ArrayList<>();
        private final BitSet always = new BitSet();
        private final Map<String, List<Integer>> literals = new HashMap<>();

        /** Adds an expression and returns its number. */
        public int add(String expression) {
            return add(Wordings.alternatives(expression));
        }

        /** Adds an expression by its alternatives, which may be none, and returns its number. */
        public int add(List<String> expression) {
            List<Integer> own = new ArrayList<>();
            for (String alternative : expression) {
                int number = alternatives.size();
                alternatives.add(Pattern.compile(alternative));
                own.add(number);
                Set<String> necessary = NecessaryLiterals.of(alternative);
                if (necessary.isEmpty()) {
                    always.set(number);
                }
                necessary.forEach(literal -> literals.computeIfAbsent(literal, any -> new ArrayList<>())
                        .add(number));
            }
            alternativesOf.add(List.copyOf(own));
            return alternativesOf.size() - 1;
        }

        /** Returns the alternatives that have no characters they need and are always tried. */
        public List<String> alwaysTried() {
            return always.stream()
                    .mapToObj(alternatives::get)
                    .map(Pattern::pattern)
                    .toList();
        }

        /** Builds the automaton over all expressions. */
        public Wordings build() {
            List<Literal> list = new ArrayList<>();
            literals.forEach((text, numbers) -> list.add(new Literal(
                    text, numbers.stream().mapToInt(Integer::intValue).toArray())));
            return new Wordings(List.copyOf(alternativesOf), List.copyOf(alternatives), (BitSet) always.clone(), list);
        }
    }

    /** One text under all expressions. */
    public final class Reading {
        private final String text;
        private final BitSet possible;
        private final BitSet expressions = new BitSet();

        private Reading(String text, BitSet possible) {
            this.text = text;
            this.possible = possible;
            for (int alternative = possible.nextSetBit(0);
                    alternative >= 0;
                    alternative = possible.nextSetBit(alternative + 1)) {
                expressions.set(expressionOf[alternative]);
            }
        }

        /** Returns the text. */
        public String text() {
            return text;
        }

        /** Returns whether the expression may be found at all. */
        public boolean possible(int expression) {
            return expressions.get(expression);
        }

        /** Returns the first place of the first alternative that is found. */
        public Optional<Span> find(int expression) {
            if (!expressions.get(expression)) {
                return Optional.empty();
            }
            for (int alternative : alternativesOf[expression]) {
                if (possible.get(alternative)) {
                    Matcher matcher = alternatives.get(alternative).matcher(text);
                    if (matcher.find()) {
                        return Optional.of(new Span(matcher.start(), matcher.end()));
                    }
                }
            }
            return Optional.empty();
        }

        /** Returns every place of every alternative. */
        public List<Span> findAll(int expression) {
            if (!expressions.get(expression)) {
                return List.of();
            }
            List<Span> all = new ArrayList<>();
            for (int alternative : alternativesOf[expression]) {
                if (possible.get(alternative)) {
                    Matcher matcher = alternatives.get(alternative).matcher(text);
                    while (matcher.find()) {
                        all.add(new Span(matcher.start(), matcher.end()));
                    }
                }
            }
            return all;
        }
    }
}
