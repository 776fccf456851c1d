package nightdesk.ingest.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import nightdesk.ingest.ImportJob;
import nightdesk.ingest.ImportRequest;
import nightdesk.ingest.Imports;
import nightdesk.ingest.IngestModule;
import nightdesk.ingest.Json;
import nightdesk.ingest.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

class ImportsIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static ConfigurableApplicationContext context;
    private static Imports imports;
    private static DatabaseClient database;

    @BeforeAll
    static void start() {
        context = new SpringApplicationBuilder(IngestModule.class)
                .web(WebApplicationType.NONE)
                .properties(TestServers.fresh())
                .run();
        imports = context.getBean(Imports.class);
        database = context.getBean(DatabaseClient.class);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void importsOnce_andFindsOnlyDuplicatesTheSecondTime() throws IOException {
        String file = memoTrace("once", 2_500, "");
        ImportJob first = run(upload("a.csv", file), "auto");
        assertThat(first.state()).isEqualTo(ImportJob.State.DONE);
        assertThat(first.imported()).isEqualTo(2_500);
        assertThat(first.read()).isEqualTo(2_500);
        assertThat(first.duplicates()).isZero();
        assertThat(first.bytesRead()).isEqualTo(first.bytesTotal());
        assertThat(first.formatExplained()).startsWith("留痕 CSV（旧版），UTF-8，12 列");
        assertThat(first.fileHash()).hasSize(64);
        until(stored(first.id()), n -> n == 2_500);

        ImportJob second = run(upload("b.csv", file + "broken line\n"), "memotrace-csv");
        assertThat(second.imported()).isZero();
        assertThat(second.duplicates()).isEqualTo(2_500);
        assertThat(second.rejected()).isEqualTo(1);
        assertThat(second.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.line()).isEqualTo(2_502));
        assertThat(stored(second.id()).block(LONG)).isZero();
    }

    @Test
    void countsADoubledRowAsADuplicate_evenBeforeItIsStored() throws IOException {
        String rows = memoTrace("doubled", 1_500, "");
        ImportJob job = run(upload("c.csv", rows + rows.substring(rows.indexOf('\n') + 1)), "auto");
        assertThat(job.imported()).isEqualTo(1_500);
        assertThat(job.duplicates()).isEqualTo(1_500);
    }

    @Test
    void beginsAgainAfterACrash_withoutWrongCounts() throws IOException {
        Path file = upload("d.csv", memoTrace("again", 1_200, ""));
        ImportJob job = run(file, "auto");
        until(stored(job.id()), n -> n == 1_200);
        Files.writeString(file, memoTrace("again", 1_200, ""));
        database.sql("update imports set state = 'running', imported = 700, read = 700 where id = $1")
                .bind("$1", job.id())
                .then()
                .block(LONG);
        ImportJob again = imports.watch(job.id()).blockLast(LONG);
        assertThat(again.state()).isEqualTo(ImportJob.State.DONE);
        assertThat(again.imported()).isEqualTo(1_200);
        assertThat(again.duplicates()).isZero();
        assertThat(stored(job.id()).block(LONG)).isEqualTo(1_200);
    }

    /** The part of the file before the position is overwritten: whoever read it again would fall over it. */
    @Test
    void goesOnAfterACrashWhereItStopped_withoutReadingAgain() throws IOException {
        String content = memoTrace("resumed", 3_000, "");
        Path file = upload("r.csv", content);
        ImportJob job = run(file, "auto");
        until(stored(job.id()), n -> n == 3_000);
        String header = content.substring(0, content.indexOf('\n') + 1);
        int half = content.indexOf("resumed水光针1500");
        int at = content.lastIndexOf('\n', half) + 1;
        long bytes = content.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
        byte[] spoilt = content.getBytes(StandardCharsets.UTF_8);
        Arrays.fill(spoilt, header.getBytes(StandardCharsets.UTF_8).length, (int) bytes, (byte) 'x');
        Files.write(file, spoilt);
        Checkpoint stopped = new Checkpoint(
                1,
                new Position(0, bytes, 0, 1_501),
                new Tally(1_500, 0, 0, 0, bytes),
                Map.of(),
                List.of("已说过"),
                new Occurrences().memory());
        database.sql(
                        "update imports set state = 'running', imported = 1500, read = 1500, checkpoint = $2 where id = $1")
                .bind("$1", job.id())
                .bind("$2", Json.text(stopped))
                .then()
                .then(database.sql(
                                "update import_ids set batch = case when id = any(array(select id from messages"
                                        + " where source = $1 order by sent_at limit 1500)) then 1 else 2 end where import_id = $2")
                        .bind("$1", "import:" + job.id())
                        .bind("$2", job.id())
                        .then())
                .block(LONG);
        ImportJob again = imports.watch(job.id()).blockLast(LONG);
        assertThat(again.state()).isEqualTo(ImportJob.State.DONE);
        assertThat(again.rejected()).isZero();
        assertThat(again.imported()).isEqualTo(3_000);
        assertThat(again.duplicates()).isZero();
        assertThat(again.resumed()).isEqualTo(1);
        assertThat(again.notes()).contains("已说过");
        assertThat(stored(job.id()).block(LONG)).isEqualTo(3_000);
    }

    @Test
    void keepsEveryRejectedLine_andRemovesTheUpload() throws IOException {
        Path file = upload("e.csv", memoTrace("kept", 3, "\"") + memoTrace("kept", 3, ""));
        ImportJob job = run(file, "auto");
        assertThat(job.rejected()).isPositive();
        Long kept = database.sql(
                        "select count(*) as n from import_rejects where import_id = $1 and raw <> '' and reason <> ''")
                .bind("$1", job.id())
                .map(row -> row.get("n", Long.class))
                .one()
                .block(LONG);
        assertThat(kept).isEqualTo(job.rejected());
        until(Mono.fromCallable(() -> Files.exists(file)), exists -> !exists);
    }

    @Test
    void failsWithAReason_whenTheFileIsOfNoKnownFormat_orGone() throws IOException {
        ImportJob unknown = run(upload("f.csv", "name,age\nx,1\n"), "auto");
        assertThat(unknown.state()).isEqualTo(ImportJob.State.FAILED);
        assertThat(unknown.failure()).contains("'name,age'").contains("chatlog JSON");
        ImportJob other = run(upload("g.csv", memoTrace("g", 1, "")), "chatlog-json");
        assertThat(other.failure()).contains("应为chatlog JSON");
        assertThatThrownBy(() -> run(upload("h.csv", "x"), "nonsense"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("memotrace-csv");
    }

    @Test
    void watchesAJobToItsEnd_andKnowsNothingOfOthers() throws IOException {
        ImportJob job = start(upload("i.csv", memoTrace("watched", 4_000, "")), "auto");
        var seen = imports.watch(job.id()).collectList().block(LONG);
        assertThat(seen.getLast().imported()).isEqualTo(4_000);
        assertThat(imports.watch("i_none").collectList().block(LONG)).isEmpty();
        assertThat(imports.find("i_none").blockOptional(LONG)).isEmpty();
        assertThat(imports.list(0, 50).block(LONG).items())
                .extracting(ImportJob::id)
                .contains(job.id());
    }

    private static ImportJob run(Path file, String format) {
        return imports.watch(start(file, format).id()).blockLast(LONG);
    }

    private static ImportJob start(Path file, String format) {
        return imports.start(new ImportRequest(
                        file, file.getFileName().toString(), format, "张顾问", Reading.SHANGHAI, "admin"))
                .block(LONG);
    }

    private static Path upload(String name, String content) throws IOException {
        return Files.writeString(imports.directory().resolve(name), content);
    }

    private static String memoTrace(String mark, int rows, String quote) {
        StringBuilder file = new StringBuilder(
                "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\n");
        for (int i = 0; i < rows; i++) {
            file.append(i)
                    .append(",1,1,0,0,")
                    .append(1_717_257_600L + i)
                    .append(",3,")
                    .append(quote)
                    .append(mark)
                    .append("水光针")
                    .append(i)
                    .append(",2024-06-02 00:00:00,王,王,wxid_")
                    .append(mark)
                    .append('\n');
        }
        return file.toString();
    }

    private static Mono<Long> stored(String id) {
        return database.sql("select count(*) as n from messages where source = $1")
                .bind("$1", "import:" + id)
                .map(row -> row.get("n", Long.class))
                .one();
    }

    private static <T> T until(Mono<T> probe, Predicate<T> enough) {
        return probe.filter(enough)
                .repeatWhenEmpty(tries -> tries.delayElements(Duration.ofMillis(100)))
                .block(LONG);
    }
}
