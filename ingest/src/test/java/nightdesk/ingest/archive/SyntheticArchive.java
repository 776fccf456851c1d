package nightdesk.ingest.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import nightdesk.ingest.Json;

/**
 * An archive with invented records. The random key is really encrypted with RSA; the inner cipher, which only the vendor
 * knows, is AES-GCM here.
 */
final class SyntheticArchive {
    private static final int NONCE = 12;
    private static final SecureRandom RANDOM = new SecureRandom();
    private final Path directory;
    private final Map<Integer, KeyPair> keys = new HashMap<>();
    private long seq = 195;
    private int faults;

    SyntheticArchive(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path directory() {
        return directory;
    }

    /** Adds a record and returns its seq. */
    long add(int keyVersion, String msgid, Object record) {
        return addText(keyVersion, msgid, record instanceof String text ? text : Json.text(record));
    }

    private long addText(int keyVersion, String msgid, String json) {
        String random = Base64.getEncoder().encodeToString(bytes(32));
        seq += 1 + RANDOM.nextInt(3);
        String line = Json.text(Map.of(
                "seq", seq,
                "msgid", msgid,
                "publickey_ver", keyVersion,
                "encrypt_random_key", rsa(keys(keyVersion), random),
                "encrypt_chat_msg", encrypt(random, json)));
        write("records.jsonl", line + "\n");
        return seq;
    }

    void media(String fileId, byte[] bytes) {
        try {
            Files.write(directory.resolve("media-" + fileId), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next call of this operation misbehaves: crash, hang, noise, broken, or a return code. */
    void fault(String operation, String fault) {
        write("%s.%s.%06d".formatted(operation, fault, faults++), "");
    }

    private void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    KeyPair keys(int version) {
        return keys.computeIfAbsent(version, any -> pair());
    }

    static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a private key as the information department would. */
    void hand(int version, Path directory, boolean pkcs1) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(version + ".pem"), pem(keys(version), pkcs1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String pem(KeyPair pair, boolean pkcs1) {
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        // The PKCS#1 form is what the PKCS#8 form holds after its 26 bytes of header.
        byte[] der = pkcs1 ? Arrays.copyOfRange(pkcs8, 26, pkcs8.length) : pkcs8;
        String type = pkcs1 ? "RSA PRIVATE KEY" : "PRIVATE KEY";
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    static String rsa(KeyPair pair, String text) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.ENCRYPT_MODE, pair.getPublic());
            return Base64.getEncoder().encodeToString(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encrypt(String random, String json) {
        byte[] nonce = bytes(NONCE);
        byte[] cipher = cipher(Cipher.ENCRYPT_MODE, random, nonce, json.getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        byte[] all = Arrays.copyOf(nonce, NONCE + cipher.length);
        System.arraycopy(cipher, 0, all, NONCE, cipher.length);
        return Base64.getEncoder().encodeToString(all);
    }

    static Optional<String> decrypt(String random, String encrypted) {
        byte[] all = Base64.getDecoder().decode(encrypted);
        return cipher(
                        Cipher.DECRYPT_MODE,
                        random,
                        Arrays.copyOf(all, NONCE),
                        Arrays.copyOfRange(all, NONCE, all.length))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static Optional<byte[]> cipher(int mode, String random, byte[] nonce, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode,
                    new SecretKeySpec(Base64.getDecoder().decode(random), "AES"),
                    new GCMParameterSpec(128, nonce));
            return Optional.of(cipher.doFinal(bytes));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** A text message of one chat. */
    static Map<String, Object> text(String msgid, String from, String to, long at, String content) {
        return Map.of(
                "msgid",
                msgid,
                "action",
                "send",
                "from",
                from,
                "tolist",
                List.of(to),
                "roomid",
                "",
                "msgtime",
                at,
                "msgtype",
                "text",
                "text",
                Map.of("content", content));
    }

    /** A patient agrees or withdraws. */
    static Map<String, Object> consent(String type, String msgid, String patient, String staff, String room, long at) {
        return Map.of(
                "msgid",
                msgid,
                "action",
                "send",
                "from",
                patient,
                "tolist",
                List.of(staff),
                "roomid",
                room,
                "msgtime",
                at,
                "msgtype",
                type,
                type,
                Map.of("userid", patient, type + "_time", at));
    }
}
