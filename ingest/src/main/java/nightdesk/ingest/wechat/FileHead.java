package nightdesk.ingest.wechat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * The beginning of a file, by which its format is recognised.
 *
 * @param text its first characters
 * @param name what a file that is no text is by its first bytes; empty for text
 */
record FileHead(String text, String name) {
    private static final int LENGTH = 1 << 16;

    static FileHead of(ExportFile file) throws IOException {
        char[] head = new char[LENGTH];
        int length = 0;
        try (Reader in = file.characters(file.open())) {
            for (int n = 0; n >= 0 && length < LENGTH; n = in.read(head, length, LENGTH - length)) {
                length += n;
            }
        }
        return new FileHead(new String(head, 0, length), magic(file));
    }

    /** Returns the first line that is not empty. */
    String firstLine() {
        return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    }

    /** Returns what the file looks like to a person, for a message that says it cannot be read. */
    String described() {
        if (!name.isEmpty()) {
            return name;
        }
        String line = firstLine();
        return line.isEmpty() ? "an empty file" : "a text that begins with " + BadLine.shown(Wording.storable(line));
    }

    private static String magic(ExportFile file) throws IOException {
        byte[] bytes = new byte[16];
        int length;
        try (var in = Files.newInputStream(file.path())) {
            length = in.readNBytes(bytes, 0, bytes.length);
        }
        String start = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        if (start.startsWith("PK\3\4")) {
            return "a ZIP or XLSX file";
        }
        if (start.startsWith("SQLite format 3")) {
            return "an SQLite database";
        }
        if (start.startsWith("%PDF")) {
            return "a PDF file";
        }
        if (start.startsWith("\u00D0\u00CF\u0011\u00E0")) {
            return "an old XLS or DOC file";
        }
        if (start.startsWith("\u00FF\u00D8\u00FF") || start.startsWith("\u0089PNG")) {
            return "an image";
        }
        return start.startsWith("\u001F\u008B") ? "a GZIP file" : "";
    }
}
