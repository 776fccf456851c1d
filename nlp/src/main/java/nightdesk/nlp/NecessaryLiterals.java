package nightdesk.nlp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a regular expression for strings of which at least one stands in every text where the expression is found.
 * Knows the syntax that the rule packs use; anything it does not know it takes for "any text".
 */
final class NecessaryLiterals {
    private static final int MOST = 500;

    private final String expression;
    private int at;

    /**
     * What one part of an expression tells.
     *
     * @param exact all texts it can be, or null when there are too many
     * @param needed one of these stands in whatever it is, or null when nothing is known
     */
    private record Part(
            @Nullable Set<String> exact, @Nullable Set<String> needed) {
        static final Part ANY = new Part(null, null);
        static final Part NOTHING = new Part(Set.of(""), null);

        static Part of(String text) {
            return new Part(Set.of(text), null);
        }

        /** The better of what is known: the texts themselves or a part of each. */
        @Nullable Set<String> best() {
            return better(exact != null && !exact.contains("") ? exact : null, needed);
        }

        Part optional() {
            if (exact == null) {
                return ANY;
            }
            Set<String> with = new LinkedHashSet<>(exact);
            with.add("");
            return new Part(with, null);
        }
    }

    private NecessaryLiterals(String expression) {
        this.expression = expression;
    }

    /** Returns the strings; empty when every text is possible. */
    static Set<String> of(String expression) {
        Set<String> best = new NecessaryLiterals(expression).alternation().best();
        return best == null ? Set.of() : best;
    }

    /** Splits at each {@code |} that stands outside of brackets. */
    static List<String> alternatives(String expression) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        boolean inClass = false;
        int start = 0;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\\') {
                i++;
            } else if (inClass) {
                inClass = c != ']';
            } else if (c == '[') {
                inClass = true;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == '|' && depth == 0) {
                parts.add(expression.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(expression.substring(start));
        return parts;
    }

    private Part alternation() {
        Part all = sequence();
        while (at < expression.length() && expression.charAt(at) == '|') {
            at++;
            Part next = sequence();
            all = new Part(union(all.exact(), next.exact()), union(all.best(), next.best()));
        }
        return all;
    }

    private Part sequence() {
        Set<String> run = Set.of("");
        Set<String> best = null;
        boolean whole = true;
        while (at < expression.length() && expression.charAt(at) != '|' && expression.charAt(at) != ')') {
            Part part = quantified();
            best = better(best, part.needed());
            Set<String> longer = part.exact() == null ? null : product(run, part.exact());
            if (longer == null) {
                best = better(best, usable(run));
                whole = false;
                run = part.exact() == null ? Set.of("") : part.exact();
            } else {
                run = longer;
            }
        }
        best = better(best, usable(run));
        return new Part(whole ? run : null, best);
    }

    private static @Nullable Set<String> usable(Set<String> texts) {
        return texts.contains("") ? null : texts;
    }

    private Part quantified() {
        Part part = atom();
        if (at >= expression.length()) {
            return part;
        }
        char c = expression.charAt(at);
        if (c == '?' || c == '*') {
            at++;
            return c == '?' ? part.optional() : Part.ANY;
        }
        if (c == '+') {
            at++;
            return new Part(null, part.best());
        }
        if (c == '{') {
            int end = expression.indexOf('}', at);
            boolean none = expression.charAt(at + 1) == '0';
            at = end + 1;
            return none ? Part.ANY : new Part(null, part.best());
        }
        return part;
    }

    private Part atom() {
        char c = expression.charAt(at++);
        return switch (c) {
            case '(' -> group();
            case '[' -> characterClass();
            case '.' -> Part.ANY;
            case '^', '$' -> Part.NOTHING;
            case '\\' -> escape();
            default -> Part.of(String.valueOf(c));
        };
    }

    private Part escape() {
        char c = expression.charAt(at++);
        if (c == 'b') {
            return Part.NOTHING;
        }
        if (c == 'p' || c == 'P') {
            at = expression.indexOf('}', at) + 1;
            return Part.ANY;
        }
        return Character.isLetterOrDigit(c) ? Part.ANY : Part.of(String.valueOf(c));
    }

    private Part group() {
        boolean looks = false;
        if (expression.charAt(at) == '?') {
            looks = expression.charAt(at + 1) != ':';
            at += expression.charAt(at + 1) == '<' ? 3 : 2;
        }
        Part inner = alternation();
        at++;
        return looks ? Part.NOTHING : inner;
    }

    private Part characterClass() {
        int end = expression.indexOf(']', at + 1);
        String inside = expression.substring(at, end);
        at = end + 1;
        if (inside.startsWith("^") || inside.indexOf('\\') >= 0) {
            return Part.ANY;
        }
        Set<String> characters = new LinkedHashSet<>();
        for (int i = 0; i < inside.length(); i++) {
            boolean range = i + 2 < inside.length() && inside.charAt(i + 1) == '-';
            char last = inside.charAt(range ? i + 2 : i);
            for (char c = inside.charAt(i); c <= last && characters.size() <= MOST; c++) {
                characters.add(String.valueOf(c));
            }
            i += range ? 2 : 0;
        }
        return characters.size() > MOST ? Part.ANY : new Part(characters, null);
    }

    private static @Nullable Set<String> union(@Nullable Set<String> a, @Nullable Set<String> b) {
        if (a == null || b == null || a.size() + b.size() > MOST) {
            return null;
        }
        Set<String> both = new LinkedHashSet<>(a);
        both.addAll(b);
        return both;
    }

    private static @Nullable Set<String> product(Set<String> a, Set<String> b) {
        if (a.size() * b.size() > MOST) {
            return null;
        }
        Set<String> joined = new LinkedHashSet<>();
        a.forEach(left -> b.forEach(right -> joined.add(left + right)));
        return joined;
    }

    /** Longer strings are rarer; of the same length, fewer are better. */
    private static @Nullable Set<String> better(@Nullable Set<String> a, @Nullable Set<String> b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        int byLength = Integer.compare(shortest(a), shortest(b));
        if (byLength != 0) {
            return byLength > 0 ? a : b;
        }
        return a.size() <= b.size() ? a : b;
    }

    private static int shortest(Set<String> texts) {
        return Math.min(2, texts.stream().mapToInt(String::length).min().orElse(0));
    }
}
