package nightdesk.ingest.crm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nightdesk.ingest.CrmImports;
import nightdesk.ingest.Phone;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The face of the imports of exports. */
final class CsvImports implements CrmImports {
    private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");
    private static final int SAMPLES = 3;
    private static final int SAMPLE_ROWS = 20;
    private static final int LONGEST_SAMPLE = 40;

    private final CrmImportStore store;
    private final Scheduler scheduler;
    private final Path directory;
    private final String node;
    private final Clock clock;

    CsvImports(CrmImportStore store, Scheduler scheduler, Path directory, String node, Clock clock) {
        this.store = store;
        this.scheduler = scheduler;
        this.directory = directory;
        this.node = node;
        this.clock = clock;
    }

    @Override
    public Path directory() {
        return directory;
    }

    /** The head of a file. */
    private record Head(CsvFile file, List<String> header, List<List<String>> rows, long size) {}

    @Override
    public Mono<Uploaded> upload(Path file, String fileName, String source, String who) {
        if (!SOURCE.matcher(source).matches()) {
            return Mono.error(
                    new IllegalArgumentException("来源：收到“" + source + "”，应为小写字母、数字、- 和 _，以字母或数字开头，最多 40 个字符，例如 his"));
        }
        String id = "ci_" + UUID.randomUUID();
        return Mono.fromCallable(() -> head(file))
                .subscribeOn(scheduler)
                .flatMap(head -> store.insert(
                                id,
                                node,
                                source,
                                fileName,
                                file.toString(),
                                head.file().explained() + "，" + head.header().size() + " 列",
                                head.size(),
                                who,
                                clock.instant())
                        .then(store.mapping(source))
                        .map(mapping -> uploaded(id, fileName, source, head, mapping)));
    }

    private static Head head(Path path) {
        try {
            CsvFile file = CsvFile.inspect(path);
            try (CsvFile.Rows rows = file.open()) {
                CsvFile.Row header = rows.next();
                if (header == null || header.problem() != null) {
                    throw new IllegalArgumentException(header == null ? "文件是空的" : "表头读不了：" + header.problem());
                }
                requireDistinct(header.values());
                List<List<String>> samples = new ArrayList<>();
                for (CsvFile.Row row = rows.next(); row != null && samples.size() < SAMPLE_ROWS; row = rows.next()) {
                    samples.add(row.values());
                }
                return new Head(file, header.values(), samples, Files.size(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireDistinct(List<String> header) {
        Set<String> seen = new HashSet<>();
        header.stream()
                .filter(name -> !name.isEmpty() && !seen.add(name))
                .findFirst()
                .ifPresent(twice -> {
                    throw new IllegalArgumentException("表头里有两列都叫“" + twice + "”，请改名后再导入");
                });
    }

    private static Uploaded uploaded(
            String id, String fileName, String source, Head head, Map<String, String> mapping) {
        Set<String> used = new HashSet<>();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < head.header().size(); i++) {
            String name = head.header().get(i);
            String field = mapping.containsKey(name)
                    ? mapping.get(name)
                    : CrmField.guess(name).map(CrmField::key).orElse(null);
            boolean free = field != null && !field.isEmpty() && used.add(field);
            columns.add(new Column(name, samples(head.rows(), i), free ? field : null));
        }
        Collection<CrmField> known =
                used.stream().flatMap(key -> CrmField.of(key).stream()).toList();
        String kind =
                used.contains(CrmField.KIND.key()) ? "" : CrmKind.guess(known).code();
        return new Uploaded(id, fileName, source, head.file().explained(), kind, columns);
    }

    private static List<String> samples(List<List<String>> rows, int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .map(row -> row.get(column))
                .filter(value -> !value.isEmpty())
                .distinct()
                .limit(SAMPLES)
                .map(value -> Phone.normalise(value).map(Phone::mask).orElseGet(() -> Phone.maskIn(value)))
                .map(value -> value.length() <= LONGEST_SAMPLE ? value : value.substring(0, LONGEST_SAMPLE) + "…")
                .toList();
    }

    @Override
    public Mono<Job> run(String id, @Nullable String kind, Map<String, String> columns, boolean dryRun) {
        return Mono.defer(() -> {
            requireSense(kind, columns);
            return store.find(id).flatMap(job -> queued(job, kind, columns, dryRun));
        });
    }

    private Mono<Job> queued(Job job, @Nullable String kind, Map<String, String> columns, boolean dryRun) {
        return store.queue(job.id(), kind, columns, dryRun)
                .filter(queued -> queued)
                .switchIfEmpty(Mono.error(() -> new IllegalArgumentException("这个文件正在读取，或者已经导入过了；要再导入请重新上传")))
                .then(store.keepMapping(job.source(), columns, clock.instant()))
                .then(store.find(job.id()));
    }

    private static void requireSense(@Nullable String kind, Map<String, String> columns) {
        List<String> fields =
                columns.values().stream().filter(field -> !field.isEmpty()).toList();
        for (String field : fields) {
            if (CrmField.of(field).isEmpty()) {
                throw new IllegalArgumentException("没有名为“" + field + "”的字段");
            }
        }
        if (new HashSet<>(fields).size() < fields.size()) {
            throw new IllegalArgumentException("有两列对应了同一个字段");
        }
        if (kind == null && !fields.contains(CrmField.KIND.key())) {
            throw new IllegalArgumentException("请选择这个文件每行是什么，或指定一列为“记录类型”");
        }
        if (kind != null && CrmKind.of(kind).isEmpty()) {
            throw new IllegalArgumentException("记录类型：收到“" + kind + "”，应为 " + CrmKind.listed() + " 之一");
        }
        if (Stream.of(CrmField.values())
                .filter(field -> field.isPatient() && field != CrmField.NAME)
                .noneMatch(field -> fields.contains(field.key()))) {
            throw new IllegalArgumentException("至少要有一列能认出患者：客户编号、手机号、external_userid、unionid、openid 或 wxid");
        }
        if (kind != null) {
            requireColumns(Objects.requireNonNull(CrmKind.of(kind).orElse(null)), fields);
        }
    }

    private static void requireColumns(CrmKind kind, List<String> fields) {
        for (CrmField field : kind.required()) {
            boolean yuan = field == CrmField.AMOUNT && fields.contains(CrmField.AMOUNT_YUAN.key());
            if (!fields.contains(field.key()) && !yuan) {
                throw new IllegalArgumentException(kind.title() + "需要一列对应“" + field.title() + "”");
            }
        }
    }

    @Override
    public Mono<Page> list(int page, int size) {
        return store.list(page, size);
    }

    @Override
    public Mono<Job> find(String id) {
        return store.find(id);
    }

    @Override
    public List<Field> fields() {
        return Arrays.stream(CrmField.values())
                .map(field -> new Field(field.key(), field.title()))
                .toList();
    }

    @Override
    public List<Kind> kinds() {
        return Arrays.stream(CrmKind.values())
                .map(kind -> new Kind(
                        kind.code(),
                        kind.title(),
                        kind.required().stream().map(CrmField::key).toList()))
                .toList();
    }
}
