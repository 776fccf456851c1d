package nightdesk.ingest.wechat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a file, by which its format is recognised.
 *
 * @param kind what it is made of
 * @param text its first characters, when it is a text; what is in it, when it is a ZIP
 * @param json what stands before the messages, when it is JSON
 * @param sheets the first rows of each sheet, when it is a workbook
 * @param name what a file of another kind is by its first bytes; else empty
 */
record FileHead(Kind kind, String text, @Nullable JsonHead json, List<List<SheetRows.Row>> sheets, String name) {
    private static final int LENGTH = 1 << 16;

    /** What a file is made of. */
    enum Kind {
        TEXT,
        SHEET,
        ZIP,
        OTHER
    }

    static FileHead of(ExportFile file) throws IOException {
        String magic = magic(file);
        if (!magic.isEmpty()) {
            return new FileHead(Kind.OTHER, "", null, List.of(), magic);
        }
        if (isZip(file)) {
            return Workbook.isWorkbook(file)
                    ? new FileHead(Kind.SHEET, "", null, Workbook.heads(file), "")
                    : new FileHead(Kind.ZIP, ZipFormat.described(file), null, List.of(), "压缩包");
        }
        String text = text(file);
        return new FileHead(Kind.TEXT, text, JsonHead.isJson(text) ? JsonHead.of(file) : null, List.of(), "");
    }

    private static String text(ExportFile file) throws IOException {
        char[] head = new char[LENGTH];
        int length = 0;
        try (Reader in = file.characters(file.open(), Position.START)) {
            for (int n = 0; n >= 0 && length < LENGTH; n = in.read(head, length, LENGTH - length)) {
                length += n;
            }
        }
        return new String(head, 0, length);
    }

    /** Returns the first line that is not empty. */
    String firstLine() {
        return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    }

    /** Returns what the file looks like to a person, for a message that says it cannot be read. */
    String described() {
        if (kind == Kind.SHEET) {
            return "一个 Excel 工作簿，其中没有认识的表头";
        }
        if (!name.isEmpty()) {
            return name;
        }
        String line = firstLine();
        return line.isEmpty() ? "空文件" : "以 " + BadLine.shown(Wording.storable(line)) + " 开头的文本";
    }

    static boolean isZip(ExportFile file) throws IOException {
        return start(file).startsWith("PK\3\4");
    }

    private static String start(ExportFile file) throws IOException {
        try (var in = Files.newInputStream(file.path())) {
            return new String(in.readNBytes(16), StandardCharsets.ISO_8859_1);
        }
    }

    private static String magic(ExportFile file) throws IOException {
        String start = start(file);
        if (start.startsWith("SQLite format 3")) {
            return "SQLite 数据库（这里只读导出的文件，不读微信数据库）";
        }
        if (start.startsWith("%PDF")) {
            return "PDF 文件";
        }
        if (start.startsWith("\u00D0\u00CF\u0011\u00E0")) {
            return "旧版 XLS 或 DOC 文件（请另存为 XLSX 或 CSV）";
        }
        if (start.startsWith("\u00FF\u00D8\u00FF") || start.startsWith("\u0089PNG")) {
            return "图片";
        }
        if (start.startsWith("PK\5\6")) {
            return "空的压缩包";
        }
        return start.startsWith("\u001F\u008B") ? "GZIP 文件（请先解压）" : "";
    }
}
