package nightdesk.ingest.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Cipher;

/**
 * The private keys of one corp, {@code <publickey_ver>.pem} in a directory, PKCS#1 or PKCS#8. Old versions stay in use:
 * a record keeps the version it was written with. The directory is looked at again when something in it has changed.
 */
final class ArchiveKeys {
    private static final Pattern FILE = Pattern.compile("(\\d{1,9})\\.pem");
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ((?:RSA )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    /** SEQUENCE { INTEGER 0, SEQUENCE { OID rsaEncryption, NULL } : what PKCS#8 puts before a PKCS#1 key. */
    private static final byte[] PKCS8_VERSION_AND_RSA = {
        2, 1, 0, 0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
    };

    private static final byte SEQUENCE = 0x30;
    private static final byte OCTETS = 4;

    private final Path directory;
    private Map<Path, String> seen = Map.of();
    private Map<Integer, PrivateKey> keys = Map.of();
    private List<String> problems = List.of();

    ArchiveKeys(Path directory) {
        this.directory = directory;
    }

    /** Returns the key of a version, or empty when there is none yet. */
    synchronized Optional<PrivateKey> of(int version) {
        refresh();
        return Optional.ofNullable(keys.get(version));
    }

    /** Returns the versions there are. */
    synchronized List<Integer> versions() {
        refresh();
        return keys.keySet().stream().sorted().toList();
    }

    /** Returns, in Chinese, what is wrong with files of the directory. */
    synchronized List<String> problems() {
        refresh();
        return problems;
    }

    Path directory() {
        return directory;
    }

    /** Opens a record's random key. */
    static String open(PrivateKey key, String encrypted) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.DECRYPT_MODE, key);
        return new String(cipher.doFinal(Base64.getMimeDecoder().decode(encrypted)), StandardCharsets.UTF_8);
    }

    private void refresh() {
        Map<Path, String> files = files();
        if (files.equals(seen)) {
            return;
        }
        Map<Integer, PrivateKey> read = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        files.keySet().forEach(file -> {
            Matcher name = FILE.matcher(file.getFileName().toString());
            if (name.matches()) {
                try {
                    read.put(Integer.parseInt(name.group(1)), parse(Files.readString(file)));
                } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
                    wrong.add(
                            "私钥文件 " + file + " 无法使用：应为 PEM 格式、没有口令的 RSA 私钥（BEGIN PRIVATE KEY 或 BEGIN RSA PRIVATE KEY）");
                }
            }
        });
        seen = files;
        keys = read;
        problems = List.copyOf(wrong);
    }

    private Map<Path, String> files() {
        Map<Path, String> files = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> listed = Files.list(directory)) {
                for (Path file : listed.toList()) {
                    files.put(file, Files.getLastModifiedTime(file) + "/" + Files.size(file));
                }
            } catch (IOException e) {
                return seen;
            }
        }
        return files;
    }

    /**
     * Reads a PEM text.
     *
     * @throws GeneralSecurityException or IllegalArgumentException when it holds no plain RSA key
     */
    static PrivateKey parse(String pem) throws GeneralSecurityException {
        Matcher matcher = PEM.matcher(pem);
        if (!matcher.find()) {
            throw new IllegalArgumentException("expected a PEM private key without a passphrase");
        }
        byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
        byte[] pkcs8 = matcher.group(1).startsWith("RSA") ? wrap(der) : der;
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private static byte[] wrap(byte[] pkcs1) {
        return tagged(SEQUENCE, joined(PKCS8_VERSION_AND_RSA, tagged(OCTETS, pkcs1)));
    }

    private static byte[] tagged(byte tag, byte[] content) {
        int length = content.length;
        byte[] head = length < 0x80
                ? new byte[] {tag, (byte) length}
                : new byte[] {tag, (byte) 0x82, (byte) (length >>> 8), (byte) length};
        return joined(head, content);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = new byte[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
