package nightdesk.ingest.wechat;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rejected lines as a file for a person: a CSV with the line, the reason and the line itself, which may be mended in a
 * spreadsheet and uploaded again. No cell can be taken for a formula.
 */
final class Repaired {
    static final List<String> COLUMNS = List.of("任务", "行号", "原因", "原文");
    private static final String DANGEROUS = "=+-@\t\r";

    private Repaired() {}

    static String header() {
        return "\uFEFF" + Csv.line(COLUMNS) + "\r\n";
    }

    static String line(String job, long line, String reason, String raw) {
        return Csv.line(List.of(job, String.valueOf(line), safe(reason), safe(raw))) + "\r\n";
    }

    /** Returns the cell with an apostrophe before what a spreadsheet would calculate, or before such an apostrophe. */
    static String safe(String cell) {
        return isDangerous(cell, 0) || (cell.startsWith("'") && isDangerous(cell, 1)) ? "'" + cell : cell;
    }

    static String original(String cell) {
        return cell.startsWith("'") && (isDangerous(cell, 1) || (cell.startsWith("''") && isDangerous(cell, 2)))
                ? cell.substring(1)
                : cell;
    }

    private static boolean isDangerous(String cell, int at) {
        return cell.length() > at && DANGEROUS.indexOf(cell.charAt(at)) >= 0;
    }

    /** Returns the job whose lines a file holds, or null when it is another file. */
    static @Nullable String job(ExportFile file) throws IOException {
        Table table = Table.in(FileHead.of(file), COLUMNS);
        if (table == null) {
            return null;
        }
        try (Rows rows = rows(file, table)) {
            for (Rows.Read read = rows.next(); read != null; read = rows.next()) {
                if (read instanceof Rows.Fields fields) {
                    return table.cell(fields, "任务").strip();
                }
            }
        }
        throw new UnreadableFile("修好的被拒行：文件里一行也没有");
    }

    private static Rows rows(ExportFile file, Table table) throws IOException {
        return table.isSheet()
                ? new SheetRows(file, table, Position.START)
                : new CsvRows(file, table, table.startOf(List.of("i_[0-9a-f]{20}", "\\d{1,12}")), Position.START);
    }

    /** Writes the lines as a file of their format. */
    static void write(ExportFile file, OpenedFile original, Path to) throws IOException {
        Table table = Table.in(FileHead.of(file), COLUMNS);
        if (table == null) {
            throw new UnreadableFile("修好的被拒行：表头应为 " + String.join("、", COLUMNS));
        }
        ExportFormat format = ExportFormats.named(original.format()).repaired();
        try (Writer out = Files.newBufferedWriter(to, StandardCharsets.UTF_8);
                Rows rows = rows(file, table)) {
            out.write(original.opening());
            boolean first = true;
            for (Rows.Read read = rows.next(); read != null; read = rows.next()) {
                out.write(first ? "" : format.between());
                out.write(
                        switch (read) {
                            case Rows.Fields fields -> original(table.cell(fields, "原文"));
                            case Rows.Broken broken -> broken.rejected().raw();
                        });
                first = false;
            }
            out.write("\n");
        }
    }
}
