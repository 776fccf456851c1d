package nightdesk.ingest.standin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The encrypting and signing side of a callback (WeCom document 90968). */
final class Seal {
    static final int RANDOM_BYTES = 16;
    private static final int BLOCK = 32;

    private final String token;
    private final String receiveId;
    private final SecretKeySpec key;
    private final IvParameterSpec iv;

    Seal(String token, String encodingAesKey, String receiveId) {
        byte[] bytes = Base64.getDecoder().decode(encodingAesKey + "=");
        this.token = token;
        this.receiveId = receiveId;
        this.key = new SecretKeySpec(bytes, "AES");
        this.iv = new IvParameterSpec(Arrays.copyOf(bytes, 16));
    }

    /** Returns base64 of AES-256-CBC over random, length, message and receive id, padded to 32 bytes. */
    String encrypt(byte[] random, String message) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, iv);
            return Base64.getEncoder().encodeToString(cipher.doFinal(frame(random, message)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES/CBC/NoPadding", e);
        }
    }

    /** Returns the lower-case hex SHA-1 over the four values, sorted and joined. */
    String sign(String timestamp, String nonce, String encrypted) {
        String joined = Stream.of(token, timestamp, nonce, encrypted).sorted().collect(Collectors.joining());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(joined.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private byte[] frame(byte[] random, String message) {
        byte[] words = message.getBytes(StandardCharsets.UTF_8);
        byte[] receiver = receiveId.getBytes(StandardCharsets.UTF_8);
        int length = RANDOM_BYTES + Integer.BYTES + words.length + receiver.length;
        int pad = BLOCK - length % BLOCK;
        byte[] padding = new byte[pad];
        Arrays.fill(padding, (byte) pad);
        return ByteBuffer.allocate(length + pad)
                .put(random, 0, RANDOM_BYTES)
                .putInt(words.length)
                .put(words)
                .put(receiver)
                .put(padding)
                .array();
    }
}
