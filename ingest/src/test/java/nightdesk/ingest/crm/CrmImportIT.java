package nightdesk.ingest.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import nightdesk.ingest.CrmImports;
import nightdesk.ingest.CrmImports.Column;
import nightdesk.ingest.CrmImports.Job;
import nightdesk.ingest.CrmImports.Uploaded;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.IngestModule;
import nightdesk.ingest.PatientRecords;
import nightdesk.ingest.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;

class CrmImportIT {
    private static final String ORDERS = """
            客户编号,姓名,手机号,消费日期,项目,金额,天气
            C1,王小美,13800000001,2026-01-05,水光,1980.00,晴
            C1,王小美,13800000001,2026-01-05,水光,1980.00,晴
            C2,"李,丽",="13800000002",2026/1/6 10:30,"热玛吉
            眼部",12800,
            C3,赵四,138,2026-01-07,皮秒,300,
            C4,钱五,13800000004,昨天,皮秒,300,
            C5,少一列
            """;
    private static ConfigurableApplicationContext context;
    private static CrmImports imports;
    private static PatientRecords records;

    @BeforeAll
    static void start() {
        context = new SpringApplicationBuilder(IngestModule.class)
                .web(WebApplicationType.NONE)
                .properties(TestServers.fresh())
                .run();
        imports = context.getBean(CrmImports.class);
        records = context.getBean(PatientRecords.class);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void readsAnExportOnce_howeverOftenItIsImported() throws IOException {
        Uploaded first = upload("his", ORDERS, Charset.forName("GB18030"));
        assertThat(first.explained()).isEqualTo("GB18030，逗号分隔");
        assertThat(first.kind()).isEqualTo("order");
        assertThat(first.columns().getLast().field()).isNull();
        assertThat(first.columns().get(2).samples()).contains("138****0001");

        Job tried = run(first, true);
        assertThat(counts(tried)).isEqualTo("6 read, 3 accepted, 0 duplicates, 3 rejected");
        assertThat(tried.errors().toString()).contains("line=6", "手机号", "line=7", "昨天", "line=8", "收到 2 列");
        assertThat(records.find(Ids.patient(new Identity("crm", "his/C1"))).block())
                .isNull();

        Job done = run(first, false);
        assertThat(counts(done)).isEqualTo("6 read, 3 accepted, 0 duplicates, 3 rejected");
        var happened =
                until(records.happened(Ids.patient(new Identity("crm", "his/C1")), 0, 10), found -> found.total() == 2);
        assertThat(happened.items().getFirst().data().path("amount").asInt()).isEqualTo(198000);
        assertThat(happened.toString()).doesNotContain("13800000001").contains("138****0001");
        assertThat(until(records.happened(Ids.patient(new Identity("crm", "his/C2")), 0, 10), found -> true)
                        .items()
                        .getFirst()
                        .data()
                        .path("treatment")
                        .asString())
                .isEqualTo("热玛吉\n眼部");

        Job again = run(upload("his", ORDERS, StandardCharsets.UTF_8), false);
        assertThat(counts(again)).isEqualTo("6 read, 0 accepted, 3 duplicates, 3 rejected");
        assertThat(records.happened(Ids.patient(new Identity("crm", "his/C1")), 0, 10)
                        .block()
                        .total())
                .isEqualTo(2);
        assertThatThrownBy(() -> run(first, false)).hasMessageContaining("已经导入过");
    }

    @Test
    void remembersTheMappingOfASource() throws IOException {
        Uploaded first = upload("shop", "顾客,到店,说明\nX1,2026-01-05,初诊\n", StandardCharsets.UTF_8);
        assertThat(first.columns()).allMatch(column -> column.field() == null);
        assertThatThrownBy(() -> imports.run(first.id(), "visit", Map.of("到店", "at"), true)
                        .block())
                .hasMessageContaining("认出患者");
        imports.run(first.id(), "visit", Map.of("顾客", "crmId", "到店", "at", "说明", "visitType"), true)
                .block();
        until(imports.find(first.id()), job -> job.state().equals("done"));
        Uploaded second = upload("shop", "到店,顾客\n2026-01-06,X2\n", StandardCharsets.UTF_8);
        assertThat(second.columns()).extracting(Column::field).containsExactly("at", "crmId");
    }

    @Test
    void refusesTwoLinesOfOneNumberThatDiffer() throws IOException {
        Job job = run(
                upload(
                        "his2",
                        "订单号,客户编号,消费日期,金额\nO1,C1,2026-01-05,100\nO1,C1,2026-01-05,200\nO1,C1,2026-01-05,100\n",
                        StandardCharsets.UTF_8),
                false);
        assertThat(counts(job)).isEqualTo("3 read, 1 accepted, 1 duplicates, 1 rejected");
        assertThat(job.errors().getFirst().reason()).contains("同一编号而内容不同");
    }

    @Test
    void goesOnAfterAQuoteThatIsNeverClosed() throws IOException {
        StringBuilder file = new StringBuilder("客户编号,消费日期,金额,项目\nC1,2026-01-05,100,\"没有结束\n");
        for (int i = 0; i < 1200; i++) {
            file.append("K").append(i).append(",2026-01-05,100,水光\n");
        }
        Job job = run(upload("his3", file.toString(), StandardCharsets.UTF_8), false);
        assertThat(counts(job)).isEqualTo("1201 read, 1200 accepted, 0 duplicates, 1 rejected");
    }

    private static String counts(Job job) {
        return job.read() + " read, " + job.accepted() + " accepted, " + job.duplicates() + " duplicates, "
                + job.rejected() + " rejected";
    }

    private static Job run(Uploaded uploaded, boolean dryRun) {
        Map<String, String> columns = new HashMap<>();
        uploaded.columns().forEach(column -> {
            if (column.field() != null) {
                columns.put(column.header(), column.field());
            }
        });
        imports.run(uploaded.id(), uploaded.kind(), columns, dryRun).block(Duration.ofSeconds(30));
        return until(
                imports.find(uploaded.id()),
                job -> job.state().equals("done") || job.state().equals("failed"));
    }

    private static Uploaded upload(String source, String content, Charset charset) throws IOException {
        Path file = imports.directory().resolve(UUID.randomUUID() + ".csv");
        Files.write(file, content.getBytes(charset));
        return imports.upload(file, "导出.csv", source, "admin").block(Duration.ofSeconds(30));
    }

    private static <T> T until(Mono<T> probe, Predicate<T> enough) {
        return probe.filter(enough)
                .repeatWhenEmpty(tries -> tries.delayElements(Duration.ofMillis(50)))
                .block(Duration.ofSeconds(60));
    }
}
