package nightdesk.ingest.standin;

import java.util.Random;

/** All that identifies the corp, its app and its callback; made by a seed. */
record Credentials(String corpId, String agentId, String secret, String token, String encodingAesKey) {
    private static final String HEX = "0123456789abcdef";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    static Credentials seeded(long seed) {
        Random random = new Random(seed);
        return new Credentials(
                "ww" + pick(random, HEX, 16),
                "1000002",
                pick(random, LETTERS, 43),
                pick(random, LETTERS, 24),
                pick(random, LETTERS, 43));
    }

    static String pick(Random random, String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    static String letters(Random random, int length) {
        return pick(random, LETTERS, length);
    }
}
