package nightdesk.ingest.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nightdesk.ingest.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever stops anywhere and goes on at the position reads what whoever did not stop reads. */
class PositionTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "memotrace-csv", "memotrace-csv-zh", "memotrace-xlsx", "memotrace-txt", "chatlog-json", "chatlog-csv",
                "pywxdump-csv", "pywxdump-json", "weflow-json", "chatlab-jsonl", "ciphertalk-xlsx", "analysis-json",
                "analysis-zip", "wx-cli-json"
            })
    void readsTheSame_whereverItStopped(String format) throws IOException {
        for (int seed = 0; seed < 12; seed++) {
            Path path = Files.write(directory.resolve("f" + seed), Mutations.whole(format, new Random(seed)));
            assertThat(inPieces(path, 1 + seed % 5)).as("%s %s", format, seed).isEqualTo(inPieces(path, 10_000));
        }
    }

    @Test
    void knowsThePlaceInAFileOfManyPieces_whateverItsEncoding() throws IOException {
        StringBuilder csv = new StringBuilder("Time,SenderName,Sender,TalkerName,Talker,Content\n");
        for (int i = 0; i < 20_000; i++) {
            csv.append("2024-06-02 00:00:00,王女士,wxid_a,王女士,wxid_a,水光针😀多少钱")
                    .append(i)
                    .append('\n');
        }
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"), StandardCharsets.UTF_16LE)) {
            String mark = charset.equals(StandardCharsets.UTF_16LE) ? "\uFEFF" : "";
            Path path = Files.write(directory.resolve("large"), (mark + csv).getBytes(charset));
            List<String> whole = inPieces(path, 1_000_000);
            assertThat(whole).hasSize(20_000);
            assertThat(inPieces(path, 3_777)).as(charset.name()).isEqualTo(whole);
        }
    }

    /** Opens the file anew after each piece, with nothing but what a job keeps. */
    private static List<String> inPieces(Path path, int piece) throws IOException {
        ExportFile file = ExportFile.inspect(path);
        ExportFormat format = ExportFormats.recognise(file, "auto").format();
        ReadOptions options = new ReadOptions(Owner.parse(""), Reading.SHANGHAI, "王女士.csv", Reading.NOW);
        Survey survey = Json.read(Json.text(format.survey(file, options)), Survey.class);
        List<String> read = new ArrayList<>();
        Position from = Position.START;
        String memory = Json.text(new Occurrences().memory());
        boolean more = true;
        while (more) {
            try (ExportReader reader = format.open(file, options, survey, from)) {
                Occurrences occurrences = Occurrences.of(Json.read(memory, Occurrences.Memory.class));
                RowsToMessages rows = new RowsToMessages("s", Reading.NOW, occurrences);
                int n = 0;
                Entry entry = reader.next();
                while (entry != null) {
                    read.add(
                            switch (entry) {
                                case Entry.Row row -> {
                                    RowsToMessages.Draft draft = rows.draft(reader.account(), row);
                                    yield row.line() + " " + draft.message();
                                }
                                case Entry.Rejected no -> no.toString();
                            });
                    entry = ++n < piece ? reader.next() : null;
                }
                more = n == piece;
                from = Json.read(Json.text(reader.position()), Position.class);
                memory = Json.text(occurrences.memory());
            }
        }
        return read;
    }
}
