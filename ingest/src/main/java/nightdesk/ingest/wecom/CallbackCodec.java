package nightdesk.ingest.wecom;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import nightdesk.ingest.wecom.CallbackRejected.Reason;

/**
 * Verifies and decrypts what WeCom sends to a callback URL (WeCom document 90968): SHA-1 over the sorted token,
 * timestamp, nonce and ciphertext; AES-256-CBC with PKCS#7 padding to 32 bytes; plaintext = 16 random bytes, length (4
 * bytes, big-endian), message, receive id.
 */
final class CallbackCodec {
    private static final int KEY_CHARACTERS = 43;
    private static final int AES_BLOCK = 16;
    private static final int PADDING_BLOCK = 32;
    private static final int RANDOM = 16;
    private static final int HEADER = RANDOM + Integer.BYTES;

    private final String token;
    private final byte[] receiveId;
    private final SecretKeySpec key;
    private final IvParameterSpec iv;

    /**
     * @param token the callback's token
     * @param encodingAesKey 43 characters of Base64; its last two bits are unused and may be anything
     * @param receiveId the corp id of a self-built app
     * @throws IllegalArgumentException when the key is not 43 characters of Base64
     */
    CallbackCodec(String token, String encodingAesKey, String receiveId) {
        byte[] bytes = decodeKey(encodingAesKey);
        this.token = token;
        this.receiveId = receiveId.getBytes(StandardCharsets.UTF_8);
        this.key = new SecretKeySpec(bytes, "AES");
        this.iv = new IvParameterSpec(Arrays.copyOf(bytes, AES_BLOCK));
    }

    /**
     * Returns the 32 bytes of a key.
     *
     * @throws IllegalArgumentException when it is not 43 characters of Base64
     */
    static byte[] decodeKey(String encodingAesKey) {
        if (encodingAesKey.length() != KEY_CHARACTERS) {
            throw new IllegalArgumentException(
                    "EncodingAESKey: expected 43 characters, met " + encodingAesKey.length());
        }
        try {
            return Base64.getDecoder().decode(encodingAesKey + "=");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("EncodingAESKey: expected letters, digits, + and / only", e);
        }
    }

    /**
     * Returns the message in a verified ciphertext.
     *
     * @throws CallbackRejected when the signature, the ciphertext or the receive id is wrong
     */
    String open(String signature, String timestamp, String nonce, String encrypt) {
        verify(signature, timestamp, nonce, encrypt);
        return decrypt(encrypt);
    }

    private void verify(String signature, String timestamp, String nonce, String encrypt) {
        byte[] expected = sign(timestamp, nonce, encrypt).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
            throw new CallbackRejected(Reason.SIGNATURE, "msg_signature does not match token and body");
        }
    }

    /** Returns the lower-case hexadecimal signature of these values. */
    String sign(String timestamp, String nonce, String encrypt) {
        String[] values = {token, timestamp, nonce, encrypt};
        Arrays.sort(values);
        byte[] text = String.join("", values).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private String decrypt(String encrypt) {
        byte[] plain = unpad(decipher(decodeCiphertext(encrypt)));
        if (plain.length < HEADER) {
            throw damaged("expected at least 20 bytes of plaintext, met " + plain.length);
        }
        int length = ByteBuffer.wrap(plain, RANDOM, Integer.BYTES).getInt();
        if (length < 0 || length > plain.length - HEADER) {
            throw damaged("the length field says " + length + " bytes, there are " + (plain.length - HEADER));
        }
        byte[] receiver = Arrays.copyOfRange(plain, HEADER + length, plain.length);
        if (!MessageDigest.isEqual(receiver, receiveId)) {
            throw new CallbackRejected(Reason.RECEIVE_ID, "the message is for another receive id");
        }
        return utf8(plain, HEADER, length);
    }

    private static byte[] decodeCiphertext(String encrypt) {
        try {
            byte[] bytes = Base64.getDecoder().decode(encrypt.strip());
            if (bytes.length == 0 || bytes.length % AES_BLOCK != 0) {
                throw damaged("expected a multiple of 16 bytes, met " + bytes.length);
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw damaged("expected Base64");
        }
    }

    private byte[] decipher(byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, iv);
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw damaged("it cannot be decrypted");
        }
    }

    /** The JDK's own padding stops at 16 bytes; WeCom pads up to 32. */
    private static byte[] unpad(byte[] bytes) {
        int pad = bytes[bytes.length - 1] & 0xff;
        if (pad < 1 || pad > PADDING_BLOCK || pad > bytes.length) {
            throw damaged("expected padding of 1 to 32 bytes, met " + pad);
        }
        for (int i = bytes.length - pad; i < bytes.length; i++) {
            if ((bytes[i] & 0xff) != pad) {
                throw damaged("the padding is not uniform");
            }
        }
        return Arrays.copyOf(bytes, bytes.length - pad);
    }

    private static String utf8(byte[] bytes, int from, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw damaged("the message is not UTF-8");
        }
    }

    private static CallbackRejected damaged(String how) {
        return new CallbackRejected(Reason.CIPHERTEXT, "Encrypt: " + how);
    }
}
