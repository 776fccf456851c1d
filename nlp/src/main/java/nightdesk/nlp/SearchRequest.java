package nightdesk.nlp;

import java.util.Set;

/**
 * What to search for.
 *
 * <p>Exact: {@code query} is one string, blanks and all; a message is found exactly when it contains it, upper and
 * lower case alike. Otherwise words parted by blanks must all occur, {@code "…"} is a phrase, {@code -x} excludes and
 * {@code OR} between two words accepts either; a word is also found by its other spellings in the {@link Lexicon}. An
 * empty query finds all.
 *
 * @param query what was typed
 * @param exact substring semantics
 * @param noAlias words to be taken as they are
 * @param filter what else must hold
 * @param order which hits come first
 * @param page from 0
 * @param size hits on a page, 0 to {@link #MAX_SIZE}
 */
public record SearchRequest(
        String query, boolean exact, Set<String> noAlias, SearchFilter filter, Order order, int page, int size) {

    /** The largest page. */
    public static final int MAX_SIZE = 500;

    /** Hits further down than this are not paged to; narrow the search instead. */
    public static final int MAX_DEPTH = 10_000;

    /** The longest query, in characters. */
    public static final int MAX_QUERY = 2_000;

    public SearchRequest {
        require(query.length() <= MAX_QUERY, "q: met " + query.length() + " characters, expected at most " + MAX_QUERY);
        require(page >= 0, "page: met " + page + ", expected 0 or more");
        require(size >= 0 && size <= MAX_SIZE, "size: met " + size + ", expected 0 to " + MAX_SIZE);
        require(
                (page + 1L) * size <= MAX_DEPTH,
                "page: met hits after number " + (long) page * size + ", expected at most " + MAX_DEPTH
                        + "; narrow the search instead");
        noAlias = Set.copyOf(noAlias);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Returns how many hits from the top this page needs. */
    public int depth() {
        return (page + 1) * size;
    }

    /** Which hits come first. */
    public enum Order {
        /** The best match, then the newest. */
        RELEVANCE,
        /** The newest. */
        TIME
    }
}
