package nightdesk.nlp.search;

import java.util.ArrayList;
import java.util.List;
import nightdesk.nlp.search.SearchQuery.Clause;
import nightdesk.nlp.search.SearchQuery.Word;

/**
 * The query language: blanks part words, {@code "…"} or {@code “…”} is a phrase, {@code -} before a word or phrase
 * excludes it, {@code OR} in capitals joins its two neighbours and binds tighter than blanks.
 */
public final class SearchSyntax {
    private static final int MAX_WORDS = 64;
    private static final String OR = "OR";

    private final String query;
    private final List<Clause> clauses = new ArrayList<>();
    private int at;
    private int words;
    private boolean joining;
    private int joinedAt;

    private SearchSyntax(String query) {
        this.query = query;
    }

    /** Reads the whole query as one string to be found as it is; empty = everything. */
    public static SearchQuery exact(String query) {
        return new SearchQuery(
                query.isEmpty() ? List.of() : List.of(new Clause(List.of(new Word(query, true)), false)));
    }

    /**
     * Reads a query.
     *
     * @throws IllegalArgumentException when it is malformed, with the position, counted from 1
     */
    public static SearchQuery parse(String query) {
        return new SearchSyntax(query).parse();
    }

    private SearchQuery parse() {
        for (skipBlanks(); at < query.length(); skipBlanks()) {
            readPart();
        }
        if (joining) {
            throw wrong(joinedAt, "nothing after OR", "a word");
        }
        return new SearchQuery(List.copyOf(clauses));
    }

    private void readPart() {
        int start = at;
        boolean excluded = takeMinus();
        if (at < query.length() && isQuote(query.charAt(at))) {
            add(new Word(phrase(), true), excluded, start);
            return;
        }
        String word = word();
        if (word.isEmpty()) {
            throw wrong(start, "'-' with nothing behind it", "a word or phrase to exclude");
        }
        if (word.equals(OR) && !excluded) {
            join(start);
        } else {
            add(new Word(word, false), excluded, start);
        }
    }

    private void join(int start) {
        if (joining || clauses.isEmpty()) {
            throw wrong(start, "OR with nothing before it", "a word before OR");
        }
        if (clauses.getLast().excluded()) {
            throw wrong(start, "OR after an excluded word", "OR between two wanted words");
        }
        joining = true;
        joinedAt = start;
    }

    private void add(Word word, boolean excluded, int start) {
        if (++words > MAX_WORDS) {
            throw wrong(start, "more than " + MAX_WORDS + " words", "fewer");
        }
        if (joining && excluded) {
            throw wrong(start, "an excluded word after OR", "OR between two wanted words");
        }
        if (joining) {
            List<Word> anyOf = new ArrayList<>(clauses.removeLast().anyOf());
            anyOf.add(word);
            clauses.add(new Clause(List.copyOf(anyOf), false));
        } else {
            clauses.add(new Clause(List.of(word), excluded));
        }
        joining = false;
    }

    private void skipBlanks() {
        while (at < query.length() && isBlank(query.charAt(at))) {
            at++;
        }
    }

    private boolean takeMinus() {
        char c = query.charAt(at);
        if (c == '-' || c == '－') {
            at++;
            return true;
        }
        return false;
    }

    private String phrase() {
        int open = at++;
        int close = at;
        while (close < query.length() && !isQuote(query.charAt(close))) {
            close++;
        }
        if (close == query.length()) {
            throw wrong(open, "a phrase that does not end", "a closing quotation mark");
        }
        if (close == at) {
            throw wrong(open, "an empty phrase", "words between the quotation marks");
        }
        String phrase = query.substring(at, close);
        at = close + 1;
        return phrase;
    }

    private String word() {
        int start = at;
        while (at < query.length() && !isBlank(query.charAt(at)) && !isQuote(query.charAt(at))) {
            at++;
        }
        return query.substring(start, at);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '“' || c == '”';
    }

    private static IllegalArgumentException wrong(int index, String met, String expected) {
        return new IllegalArgumentException("q: at position " + (index + 1) + " met " + met + ", expected " + expected);
    }
}
