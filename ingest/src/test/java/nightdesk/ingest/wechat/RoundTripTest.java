package nightdesk.ingest.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Speaker;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was written is read, whatever the text; and nothing that is done to a file makes the reader fall. */
class RoundTripTest {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final String[] PIECES = {
        "水光针",
        "多少钱",
        "\"",
        "\"\"",
        ",",
        ";",
        "\n",
        "\n\n",
        "\t",
        "[微笑]",
        "'",
        "\\",
        "{\"seq\":1,",
        "},{\"seq\":2",
        "]",
        "}",
        "😀",
        "𠮷",
        "a",
        " ",
        "<br>",
        "1,12,1,0,0,1717257600,3,",
        "\n7,12,1,0,0,1717257600,3,好",
        "\u2005",
        "é",
        "引用",
        "\\n",
        "//",
        "=1+1"
    };

    static Function<Writer, Exports.Out> writer(String format) {
        return switch (format) {
            case "memotrace-csv" -> Exports::memoTrace;
            case "memotrace-csv-zh" -> to -> Exports.memoTraceChinese(to, ",");
            case "semicolons" -> to -> Exports.memoTraceChinese(to, ";");
            case "tabs" -> to -> Exports.memoTraceChinese(to, "\t");
            case "chatlog-csv" -> Exports::chatlogCsv;
            default -> Exports::chatlogJson;
        };
    }

    static byte[] written(String format, List<Exports.Line> lines, Charset charset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Exports.Out out = writer(format).apply(new OutputStreamWriter(bytes, charset))) {
            lines.forEach(out::write);
        }
        return bytes.toByteArray();
    }

    static List<Exports.Line> lines(Random random, int count, boolean oneChat) {
        List<Exports.Line> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String patient = oneChat ? "wxid_p0" : "wxid_p" + random.nextInt(5);
            lines.add(new Exports.Line(
                    i + 1, patient, "王女士" + patient, i == 0 || random.nextBoolean(), at(i), text(random)));
        }
        return lines;
    }

    private static Instant at(int i) {
        return Instant.ofEpochSecond(1_717_257_600L + i / 2);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("好");
        for (int n = random.nextInt(12); n > 0; n--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.append("吗").toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memotrace-csv", "memotrace-csv-zh", "semicolons", "tabs", "chatlog-csv", "chatlog-json"})
    void readsWhatWasWritten(String format) {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            List<Exports.Line> lines = lines(random, 40, !format.startsWith("chatlog"));
            Charset charset = seed % 3 == 0 ? GB18030 : StandardCharsets.UTF_8;
            byte[] file = written(format, lines, charset);
            Reading read = Reading.of(file, "王女士wxid_p0.csv", "");
            assertThat(read.rejected()).as("seed %s", seed).isEmpty();
            assertThat(read.texts())
                    .as("seed %s", seed)
                    .isEqualTo(lines.stream().map(Exports.Line::text).toList());
            assertThat(read.messages().stream().map(ChatMessage::speaker))
                    .isEqualTo(lines.stream()
                            .map(line -> line.fromPatient() ? Speaker.PATIENT : Speaker.STAFF)
                            .toList());
            assertThat(read.messages().stream().map(message -> message.sentAt().truncatedTo(ChronoUnit.SECONDS)))
                    .isEqualTo(lines.stream().map(Exports.Line::at).toList());
            assertThat(read.ids()).doesNotHaveDuplicates();
            assertThat(Reading.of(file, "王女士wxid_p0.csv", "").ids()).isEqualTo(read.ids());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memotrace-csv", "memotrace-csv-zh", "tabs", "chatlog-csv", "chatlog-json"})
    void survivesAnyDamage_andNamesTheReasonOfEachRejectedLine(String format) {
        int unreadable = 0;
        for (int seed = 0; seed < 600; seed++) {
            Random random = new Random(seed);
            Charset charset = seed % 4 == 0 ? GB18030 : StandardCharsets.UTF_8;
            byte[] file = damaged(written(format, lines(random, 12, true), charset), random, 1 + random.nextInt(8));
            try {
                Reading read = Reading.of(file, "王女士.csv", "");
                assertThat(read.rejected()).allSatisfy(no -> {
                    assertThat(no.reason()).isNotBlank().contains("：");
                    assertThat(no.line()).isPositive();
                    assertThat(no.raw()).isNotEmpty();
                });
            } catch (UnreadableFile e) {
                assertThat(e).hasMessageContaining("，应为");
                unreadable++;
            }
        }
        assertThat(unreadable).isLessThan(250);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memotrace-csv", "memotrace-csv-zh", "chatlog-csv", "chatlog-json"})
    void losesAtMostTheNeighbours_whenOneByteIsDamaged(String format) {
        List<Exports.Line> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lines.add(new Exports.Line(i + 1, "wxid_p", "王女士", true, at(i * 2), "水光针,多少钱\n第" + i + "次"));
        }
        byte[] whole = written(format, lines, StandardCharsets.UTF_8);
        int head = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        int body = "chatlog-json".equals(format) ? 2_000 : head;
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            byte[] file = whole.clone();
            int at = body + random.nextInt(whole.length - body);
            file[at] = (byte) "\",;\n{}[]x\0".charAt(random.nextInt(10));
            Reading read = Reading.of(file, "王女士.csv", "");
            HashSet<String> texts = new HashSet<>(read.texts());
            long lost =
                    lines.stream().filter(line -> !texts.contains(line.text())).count();
            assertThat(lost).as("seed %s byte %s", seed, at).isLessThanOrEqualTo(2);
            assertThat(read.messages().size() + read.rejected().size())
                    .as("seed %s", seed)
                    .isGreaterThanOrEqualTo(39);
        }
    }

    private static byte[] damaged(byte[] file, Random random, int times) {
        byte[] now = file;
        for (int i = 0; i < times; i++) {
            now = damagedOnce(now, random);
        }
        return now;
    }

    private static byte[] damagedOnce(byte[] file, Random random) {
        int at = random.nextInt(file.length - 1);
        byte any = random.nextBoolean()
                ? (byte) random.nextInt(256)
                : (byte) "\",;\n\r{}[]\\\0".charAt(random.nextInt(11));
        switch (random.nextInt(4)) {
            case 0 -> {
                byte[] flipped = file.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                return flipped;
            }
            case 1 -> {
                byte[] changed = file.clone();
                changed[at] = any;
                return changed;
            }
            case 2 -> {
                byte[] shorter = new byte[file.length - 1];
                System.arraycopy(file, 0, shorter, 0, at);
                System.arraycopy(file, at + 1, shorter, at, shorter.length - at);
                return shorter;
            }
            default -> {
                byte[] longer = new byte[file.length + 1];
                System.arraycopy(file, 0, longer, 0, at);
                longer[at] = any;
                System.arraycopy(file, at, longer, at + 1, file.length - at);
                return longer;
            }
        }
    }

    @Test
    void readsRecordsAsCommonsCsvDoes() throws Exception {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            String file = new String(
                    written("chatlog-csv", lines(random, 20, false), StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            List<List<String>> expected = CSVFormat.RFC4180.parse(new StringReader(file)).getRecords().stream()
                    .map(CSVRecord::toList)
                    .toList();
            List<List<String>> met = new ArrayList<>();
            try (CsvRecords records =
                    new CsvRecords(new Lines(new StringReader(file)), ',', 6, Pattern.compile("Time|\\d{4}-"))) {
                for (var read = records.next(); read != null; read = records.next()) {
                    met.add(((Rows.Fields) read).fields());
                }
            }
            assertThat(met).isEqualTo(expected);
        }
    }
}
