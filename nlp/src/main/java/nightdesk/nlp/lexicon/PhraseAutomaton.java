package nightdesk.nlp.lexicon;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * An Aho-Corasick automaton over UTF-16 units: finds all phrases in a text in one pass. Most characters of a chat start
 * no phrase, so the root's transitions are a plain table; all others live in one open-addressed table of longs.
 */
final class PhraseAutomaton {
    private static final int ROOT = 0;
    private static final int NONE = -1;

    private final int[] rootNext = new int[Character.MAX_VALUE + 1];
    private final long[] keys;
    private final int[] targets;
    private final int[] failure;
    private final int[] phraseAt;
    private final int[] shorterPhrase;

    /** Told about each match: which phrase, and the index after its last character. */
    interface Sink {
        void accept(int phrase, int end);
    }

    PhraseAutomaton(List<String> phrases) {
        int states = phrases.stream().mapToInt(String::length).sum() + 1;
        int capacity = Math.max(16, Integer.highestOneBit(states) * 4);
        keys = new long[capacity];
        targets = new int[capacity];
        failure = new int[states];
        phraseAt = new int[states];
        shorterPhrase = new int[states];
        Arrays.fill(keys, NONE);
        Arrays.fill(phraseAt, NONE);
        link(grow(phrases));
    }

    void scan(CharSequence text, Sink sink) {
        int state = ROOT;
        for (int i = 0; i < text.length(); i++) {
            state = next(state, text.charAt(i));
            for (int hit = phraseAt[state] == NONE ? shorterPhrase[state] : state;
                    hit != ROOT;
                    hit = shorterPhrase[hit]) {
                sink.accept(phraseAt[hit], i + 1);
            }
        }
    }

    private int next(int state, char c) {
        int from = state;
        while (from != ROOT) {
            int to = child(from, c);
            if (to != NONE) {
                return to;
            }
            from = failure[from];
        }
        return rootNext[c];
    }

    /** Builds the tree of phrases; returns, for each state, the state before it and the character between them. */
    private long[] grow(List<String> phrases) {
        long[] origin = new long[failure.length];
        int states = 1;
        for (int phrase = 0; phrase < phrases.size(); phrase++) {
            int state = ROOT;
            for (char c : phrases.get(phrase).toCharArray()) {
                int to = child(state, c);
                if (to == NONE) {
                    to = states++;
                    origin[to] = key(state, c);
                    put(state, c, to);
                }
                state = to;
            }
            phraseAt[state] = phrase;
        }
        return Arrays.copyOf(origin, states);
    }

    /** Links each state to its longest proper suffix that is a state, nearer ones first. */
    private void link(long[] origin) {
        int[][] children = childrenOf(origin);
        Queue<Integer> queue = new ArrayDeque<>();
        queue.add(ROOT);
        while (!queue.isEmpty()) {
            int state = queue.remove();
            for (int to : children[state]) {
                char c = (char) origin[to];
                failure[to] = state == ROOT ? ROOT : next(failure[state], c);
                shorterPhrase[to] = phraseAt[failure[to]] == NONE ? shorterPhrase[failure[to]] : failure[to];
                queue.add(to);
            }
        }
    }

    private static int[][] childrenOf(long[] origin) {
        int[] counts = new int[origin.length];
        for (int state = 1; state < origin.length; state++) {
            counts[(int) (origin[state] >>> 16)]++;
        }
        int[][] children = new int[origin.length][];
        Arrays.setAll(children, state -> new int[counts[state]]);
        for (int state = 1; state < origin.length; state++) {
            int parent = (int) (origin[state] >>> 16);
            children[parent][--counts[parent]] = state;
        }
        return children;
    }

    private int child(int state, char c) {
        if (state == ROOT) {
            return rootNext[c] == ROOT ? NONE : rootNext[c];
        }
        long key = key(state, c);
        for (int slot = slot(key); keys[slot] != NONE; slot = (slot + 1) & (keys.length - 1)) {
            if (keys[slot] == key) {
                return targets[slot];
            }
        }
        return NONE;
    }

    private void put(int state, char c, int to) {
        if (state == ROOT) {
            rootNext[c] = to;
            return;
        }
        long key = key(state, c);
        int slot = slot(key);
        while (keys[slot] != NONE) {
            slot = (slot + 1) & (keys.length - 1);
        }
        keys[slot] = key;
        targets[slot] = to;
    }

    private static long key(int state, char c) {
        return ((long) state << 16) | c;
    }

    private int slot(long key) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & (keys.length - 1);
    }
}
