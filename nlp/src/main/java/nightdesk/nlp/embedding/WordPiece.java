package nightdesk.nlp.embedding;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.Json;
import tools.jackson.databind.JsonNode;

/**
 * BERT's tokenizer for the packaged vocabulary: clean, put blanks around Chinese characters, split at blanks and
 * punctuation, then longest pieces first. Gives the same ids as the reference tokenizer.
 */
final class WordPiece {
    private static final String UNKNOWN = "[UNK]";
    private static final int LONGEST_WORD = 100;
    private static final int LONGEST_INPUT = 512;

    private final Map<String, Integer> vocabulary;
    private final int unknown;
    private final int first;
    private final int last;

    private WordPiece(Map<String, Integer> vocabulary) {
        this.vocabulary = vocabulary;
        this.unknown = id(UNKNOWN);
        this.first = id("[CLS]");
        this.last = id("[SEP]");
    }

    /** Reads the vocabulary of a {@code tokenizer.json}. */
    static WordPiece read(InputStream tokenizer) throws IOException {
        try (tokenizer) {
            JsonNode vocabulary = Json.MAPPER.readTree(tokenizer).path("model").path("vocab");
            Map<String, Integer> pieces = HashMap.newHashMap(vocabulary.size());
            vocabulary
                    .properties()
                    .forEach(
                            entry -> pieces.put(entry.getKey(), entry.getValue().intValue()));
            return new WordPiece(pieces);
        }
    }

    /** Returns the ids between {@code [CLS]} and {@code [SEP]}, both included; what is too long is cut off. */
    long[] ids(String text) {
        long[] ids = new long[LONGEST_INPUT];
        int count = 0;
        ids[count++] = first;
        for (String word : words(text)) {
            for (int piece : pieces(word)) {
                if (count < LONGEST_INPUT - 1) {
                    ids[count++] = piece;
                }
            }
        }
        ids[count++] = last;
        return Arrays.copyOf(ids, count);
    }

    private int id(String piece) {
        Integer id = vocabulary.get(piece);
        if (id == null) {
            throw new IllegalStateException("the vocabulary of " + vocabulary.size() + " pieces lacks " + piece);
        }
        return id;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        text.codePoints().filter(c -> !isRemoved(c)).forEach(c -> {
            boolean alone = isChinese(c) || isPunctuation(c);
            if (alone || isBlank(c)) {
                flush(word, words);
            }
            if (alone) {
                words.add(Character.toString(c));
            } else if (!isBlank(c)) {
                word.appendCodePoint(c);
            }
        });
        flush(word, words);
        return words;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private List<Integer> pieces(String word) {
        if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
            return List.of(unknown);
        }
        List<Integer> pieces = new ArrayList<>();
        int start = 0;
        while (start < word.length()) {
            int end = longest(word, start);
            if (end == start) {
                return List.of(unknown);
            }
            pieces.add(id(piece(word, start, end)));
            start = end;
        }
        return pieces;
    }

    private int longest(String word, int start) {
        int end = word.length();
        while (end > start && !vocabulary.containsKey(piece(word, start, end))) {
            end--;
        }
        return end;
    }

    private static String piece(String word, int start, int end) {
        String piece = word.substring(start, end);
        return start == 0 ? piece : "##" + piece;
    }

    private static boolean isBlank(int c) {
        return c == '\t' || c == '\n' || c == '\r' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isRemoved(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\t' && c != '\n' && c != '\r';
            case Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
            default -> c == 0xFFFD;
        };
    }

    private static boolean isPunctuation(int c) {
        boolean ascii = between(c, 33, 47) || between(c, 58, 64) || between(c, 91, 96) || between(c, 123, 126);
        return ascii
                || switch (Character.getType(c)) {
                    case Character.CONNECTOR_PUNCTUATION,
                            Character.DASH_PUNCTUATION,
                            Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.OTHER_PUNCTUATION -> true;
                    default -> false;
                };
    }

    private static boolean isChinese(int c) {
        return between(c, 0x4E00, 0x9FFF)
                || between(c, 0x3400, 0x4DBF)
                || between(c, 0xF900, 0xFAFF)
                || between(c, 0x20000, 0x2CEAF)
                || between(c, 0x2F800, 0x2FA1F);
    }

    private static boolean between(int c, int low, int high) {
        return c >= low && c <= high;
    }
}
