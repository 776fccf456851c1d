package nightdesk.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Stable ids. Each is a prefix and 22 URL-safe characters (the first 128 bits of a SHA-256 over its parts), so that the
 * same event always gets the same id, whoever reads it and however often.
 */
public final class Ids {
    private static final int BYTES = 16;

    private Ids() {}

    /** Returns the id of a message, {@code m_…}; {@code key} is what the source guarantees to be unique, e.g. its msgid. */
    public static String message(Channel channel, String account, String key) {
        return "m_" + hash(channel.code(), account, key);
    }

    /** Returns the id of a conversation, {@code c_…}: one endpoint of ours and one peer. */
    public static String conversation(Channel channel, String account, String endpoint, String peer) {
        return "c_" + hash(channel.code(), account, endpoint, peer);
    }

    /** Returns the id of the patient first known by this identity, {@code p_…}; merges are kept by the store. */
    public static String patient(Identity identity) {
        return "p_" + hash(identity.kind(), identity.value());
    }

    /** Returns the id of a patient event, {@code e_…}: the source and what it guarantees to be unique within it. */
    public static String event(String source, String... key) {
        return "e_" + hash(source, hash(key));
    }

    /** Returns 22 URL-safe characters that stand for these parts in this order. */
    public static String hash(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((byte) (bytes.length >>> 24));
            digest.update((byte) (bytes.length >>> 16));
            digest.update((byte) (bytes.length >>> 8));
            digest.update((byte) bytes.length);
            digest.update(bytes);
        }
        byte[] head = java.util.Arrays.copyOf(digest.digest(), BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(head);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
