package nightdesk.ingest.wechat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file whose bytes were looked at once, from end to end.
 *
 * @param charset its encoding: by its byte order mark, else UTF-8 where the whole file is, else GB18030
 * @param bom how many bytes its byte order mark takes
 * @param damaged whether some bytes are not of that encoding
 * @param size in bytes
 * @param sha256 in hexadecimal
 */
record ExportFile(Path path, Charset charset, int bom, boolean damaged, long size, String sha256) {
    private static final int CHUNK = 1 << 16;
    private static final Charset GB18030 = Charset.forName("GB18030");

    static ExportFile inspect(Path path) throws IOException {
        MessageDigest digest = newDigest();
        Utf8Check check = new Utf8Check();
        byte[] chunk = new byte[CHUNK];
        Mark mark = Mark.NONE;
        long size = 0;
        try (InputStream in = Files.newInputStream(path)) {
            for (int n = in.readNBytes(chunk, 0, CHUNK); n > 0; n = in.readNBytes(chunk, 0, CHUNK)) {
                mark = size == 0 ? Mark.of(chunk, n) : mark;
                digest.update(chunk, 0, n);
                check.update(chunk, n);
                size += n;
            }
        }
        check.end();
        String hash = HexFormat.of().formatHex(digest.digest());
        return switch (mark) {
            case UTF_8 -> new ExportFile(path, StandardCharsets.UTF_8, 3, !check.isStrict(), size, hash);
            case UTF_16_LITTLE -> new ExportFile(path, StandardCharsets.UTF_16LE, 2, true, size, hash);
            case UTF_16_BIG -> new ExportFile(path, StandardCharsets.UTF_16BE, 2, true, size, hash);
            case GB_18030 -> new ExportFile(path, GB18030, 4, true, size, hash);
            case NONE ->
                check.isMostly()
                        ? new ExportFile(path, StandardCharsets.UTF_8, 0, !check.isStrict(), size, hash)
                        : new ExportFile(path, GB18030, 0, true, size, hash);
        };
    }

    /** Returns the encoding as a person would say it. */
    String encoding() {
        return charset.name() + (bom > 0 ? "（带 BOM）" : "");
    }

    /** Opens the bytes after the byte order mark, counted. */
    CountedBytes open() throws IOException {
        return open(Position.START);
    }

    /** Opens the bytes from a position on, counted as if those before it had been read. */
    CountedBytes open(Position from) throws IOException {
        CountedBytes in = new CountedBytes(Files.newInputStream(path));
        in.skipNBytes(bom + from.bytes());
        return in;
    }

    /** Returns the characters of these bytes; what is not of the encoding becomes {@link Wording#DAMAGE}. */
    Characters characters(InputStream in, Position from) throws IOException {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(String.valueOf(Wording.DAMAGE));
        return new Characters(in, decoder, from.bytes()).after(from.skip());
    }

    /** Returns whether a line of this file holds bytes that are not of its encoding. */
    boolean holdsDamage(String raw) {
        return damaged && raw.indexOf(Wording.DAMAGE) >= 0;
    }

    /** Returns the reason why a damaged line is rejected. */
    String damageReason() {
        return "编码：遇到不属于 " + charset.name() + " 的字节，应与整个文件的编码一致";
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private enum Mark {
        NONE,
        UTF_8,
        UTF_16_LITTLE,
        UTF_16_BIG,
        GB_18030;

        static Mark of(byte[] head, int length) {
            if (length >= 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF) {
                return UTF_8;
            }
            if (length >= 4 && head[0] == (byte) 0x84 && head[1] == 0x31 && head[2] == (byte) 0x95 && head[3] == 0x33) {
                return GB_18030;
            }
            if (length >= 2 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE) {
                return UTF_16_LITTLE;
            }
            return length >= 2 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF ? UTF_16_BIG : NONE;
        }
    }
}
