package nightdesk.ingest.wechat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Turns a table of chats (gzip, tab-separated: seq, conv_id, role, source, fold, text) into import files, for the large
 * measurement:
 *
 * <pre>{@code
 * VolumeToImport chat.tsv.gz chatlog-json|memotrace-csv|pywxdump-csv|memotrace-xlsx out-file [rows]
 * }</pre>
 *
 * <p>A conversation becomes a talker; customers and patients are the other side, all others the owner. Times are spread
 * evenly over the 13 months before 2026-11-20, so that the same table always gives the same file.
 */
public final class VolumeToImport {
    private static final Set<String> PATIENTS = Set.of("patient", "user", "customer", "usr", "A");
    private static final Instant LAST = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration SPAN = Duration.ofDays(395);
    private static final long ROWS = 800_000;

    private VolumeToImport() {}

    public static void main(String[] args) throws IOException {
        if (args.length < 3) {
            throw new IllegalArgumentException("expected: <table.tsv.gz> <format> <out> [rows]");
        }
        long most = args.length > 3 ? Long.parseLong(args[3]) : Long.MAX_VALUE;
        System.out.println(convert(Path.of(args[0]), args[1], Path.of(args[2]), most) + " messages");
    }

    /** Writes the file and returns how many messages it holds. */
    public static long convert(Path table, String format, Path file) throws IOException {
        return convert(table, format, file, Long.MAX_VALUE);
    }

    static long convert(Path table, String format, Path file, long most) throws IOException {
        long rows = 0;
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(table), 1 << 16), StandardCharsets.UTF_8));
                Exports.Out out = out(format, file)) {
            in.readLine();
            for (String row = in.readLine(); row != null && rows < most; row = in.readLine()) {
                out.write(line(row.split("\t", 6), rows++));
            }
        }
        return rows;
    }

    private static Exports.Out out(String format, Path file) throws IOException {
        if (format.equals("memotrace-xlsx")) {
            return new Exports.Sheet(Files.newOutputStream(file));
        }
        Writer to = Files.newBufferedWriter(file);
        return switch (format) {
            case "chatlog-json" -> Exports.chatlogJson(to);
            case "memotrace-csv" -> Exports.memoTrace(to);
            case "pywxdump-csv" -> Exports.pyWxDump(to);
            case "memotrace-csv-zh" -> Exports.memoTraceChinese(to, ",");
            default -> throw new IllegalArgumentException("format: met " + format);
        };
    }

    private static Exports.Line line(String[] cells, long row) {
        Instant at = LAST.minus(SPAN).plusSeconds(row * SPAN.toSeconds() / ROWS);
        String conversation = cells[1].replace(':', '_');
        return new Exports.Line(
                row, "wxid_" + conversation, "客户" + conversation, PATIENTS.contains(cells[2]), at, cells[5]);
    }
}
