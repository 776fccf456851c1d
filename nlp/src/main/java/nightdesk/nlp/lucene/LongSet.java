package nightdesk.nlp.lucene;

import java.util.Arrays;

/** A set of hashes: open addressing over longs, each with the number it was given when it first came. */
final class LongSet {
    private static final int FREE = 0;
    private static final int FIRST = 1024;

    private long[] keys = new long[FIRST];
    private int[] numbers = new int[FIRST];
    private int size;

    /** Adds the key if it is new; returns its number, counted from 0. */
    int add(long key) {
        int slot = slot(key);
        if (numbers[slot] != FREE) {
            return numbers[slot] - 1;
        }
        keys[slot] = key;
        numbers[slot] = ++size;
        if (size * 2 > keys.length) {
            grow();
        }
        return size - 1;
    }

    int size() {
        return size;
    }

    /** Calls with each key and its number. */
    void forEach(Entries entries) {
        for (int slot = 0; slot < keys.length; slot++) {
            if (numbers[slot] != FREE) {
                entries.take(keys[slot], numbers[slot] - 1);
            }
        }
    }

    /** Takes what a set holds. */
    interface Entries {
        void take(long key, int number);
    }

    private int slot(long key) {
        int slot = (int) (key ^ (key >>> 32)) & (keys.length - 1);
        while (numbers[slot] != FREE && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[oldKeys.length * 4];
        numbers = new int[oldKeys.length * 4];
        Arrays.fill(numbers, FREE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldNumbers[i] != FREE) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                numbers[slot] = oldNumbers[i];
            }
        }
    }
}
