package nightdesk.dashboard.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import nightdesk.ingest.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import FILE…}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"导入账号本人导出的微信聊天记录。格式按内容识别，重复导入不会产生重复消息。", ""},
        exitCodeListHeading = "%n退出码：%n",
        exitCodeList = {"0:全部读入（或早已在库中）", "1:有行被拒，其余已读入", "2:文件打不开、读不出或不是认识的格式", "3:连不上服务，或令牌无权", "64:参数有误"},
        footer = {
            "",
            "到哪里去：给了 --server（或环境变量 NIGHTDESK_SERVER）就经 HTTP 导入到那个服务；没有给时，数据目录",
            "（NIGHTDESK_DATA_DIR，默认 ./data）若没有服务在用，就在本进程里直接导入；若有，就连本机的服务",
            "（端口 NIGHTDESK_PORT，默认 8080）。经 HTTP 时令牌放在环境变量 NIGHTDESK_TOKEN 里。",
            "",
            "例：NIGHTDESK_TOKEN=… java -jar nightdesk.jar import --dry-run --owner '李顾问,wxid_li88' 王女士.csv"
        })
final class ImportCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "导出的文件，可以有多个")
    @SuppressWarnings("NullAway.Init")
    private List<Path> files;

    @Option(names = "--dry-run", description = "只试读：说明会导入什么，不写入任何消息")
    private boolean dryRun;

    @Option(names = "--owner", paramLabel = "NAMES", defaultValue = "", description = "这是谁的微信：名字和微信号，逗号分隔，本人的名字在前")
    private String owner = "";

    @Option(names = "--exported-by", paramLabel = "NAME", description = "谁导出的")
    private @Nullable String exportedBy;

    @Option(names = "--legal-basis", paramLabel = "TEXT", description = "合法依据，例如：员工本人账号，已告知患者")
    private @Nullable String legalBasis;

    @Option(
            names = "--format",
            paramLabel = "CODE",
            defaultValue = "auto",
            description = "格式代码；默认 ${DEFAULT-VALUE}，按内容识别")
    private String format = "auto";

    @Option(names = "--timezone", paramLabel = "ZONE", description = "文件里没有时区的时间属于哪个时区；默认医院所在时区")
    private @Nullable String timezone;

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:NIGHTDESK_SERVER}",
            description = "服务的地址，例如 http://127.0.0.1:8080")
    private @Nullable URI server;

    @Option(names = "--json", description = "每个文件输出一行 JSON，不显示进度；供脚本使用")
    private boolean json;

    @Option(names = "--verbose", description = "在本进程里导入时显示日志")
    private boolean verbose;

    @Override
    public Integer call() {
        check();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<Path> missing =
                files.stream().filter(file -> !Files.isReadable(file)).toList();
        missing.forEach(file -> err.println(file + "：文件不存在或不可读"));
        ExitCode code = missing.isEmpty() ? ExitCode.ALL : ExitCode.UNREADABLE;
        if (missing.size() == files.size()) {
            return code.code();
        }
        try (ImportTarget target = target()) {
            for (Path file : files) {
                code = missing.contains(file) ? code : code.worseOf(importFile(target, file, out, err));
            }
            return code.code();
        } catch (ImportTarget.NoServer e) {
            err.println(e.getMessage());
            return ExitCode.NO_SERVER.code();
        }
    }

    private void check() {
        try {
            if (timezone != null) {
                ZoneId.of(timezone);
            }
        } catch (DateTimeException e) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--timezone：遇到 '" + timezone + "'，应为 Asia/Shanghai 这样的写法");
        }
    }

    private ImportTarget target() throws ImportTarget.NoServer {
        if (server != null && !server.toString().isBlank()) {
            return new ServerTarget(server, token());
        }
        if (DirectoryTarget.isFree(Path.of(environment("NIGHTDESK_DATA_DIR", "./data")))) {
            return DirectoryTarget.open(verbose);
        }
        return new ServerTarget(URI.create("http://127.0.0.1:" + environment("NIGHTDESK_PORT", "8080")), token());
    }

    private static String token() throws ImportTarget.NoServer {
        String token = environment("NIGHTDESK_TOKEN", "");
        if (token.isEmpty()) {
            throw new ImportTarget.NoServer("没有令牌：请在系统里建一个有 import 权限的令牌，放进环境变量 NIGHTDESK_TOKEN");
        }
        return token;
    }

    private static String environment(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    private ExitCode importFile(ImportTarget target, Path file, PrintWriter out, PrintWriter err)
            throws ImportTarget.NoServer {
        Progress progress = new Progress(err, !json && CommandLine.Help.Ansi.AUTO.enabled());
        try {
            ImportTarget.Settings settings =
                    new ImportTarget.Settings(dryRun, format, owner, timezone, exportedBy, legalBasis);
            ImportTarget.Job job = target.run(file, settings, json ? any -> {} : progress::show);
            progress.end();
            out.println(json ? Json.text(job) : told(job));
            return job.state().equals("failed")
                    ? ExitCode.UNREADABLE
                    : job.rejected() > 0 ? ExitCode.SOME_REJECTED : ExitCode.ALL;
        } catch (ImportTarget.Refused e) {
            progress.end();
            out.println(
                    json
                            ? Json.text(Map.of(
                                    "fileName",
                                    String.valueOf(file.getFileName()),
                                    "state",
                                    "failed",
                                    "failure",
                                    String.valueOf(e.getMessage())))
                            : "");
            err.println(file + "：" + e.getMessage());
            return ExitCode.UNREADABLE;
        }
    }

    private static String told(ImportTarget.Job job) {
        StringBuilder told = new StringBuilder(job.fileName());
        if (job.formatExplained() != null) {
            told.append("\n  ").append(job.formatExplained());
        }
        if (job.failure() != null) {
            return told.append("\n  失败：").append(job.failure()).toString();
        }
        told.append(String.format(
                "%n  读到 %,d：新增 %,d，重复 %,d，待认领 %,d，被拒 %,d",
                job.read(), job.imported(), job.duplicates(), job.quarantined(), job.rejected()));
        ImportTarget.Found found = job.preview();
        if (found != null) {
            told.append(String.format(
                    "%n  试读，没有写入。账号 %s，患者 %,d 位，会话 %,d 个，%s 至 %s",
                    found.account(), found.patients(), found.conversations(), found.firstAt(), found.lastAt()));
        }
        job.notes().forEach(note -> told.append("\n  · ").append(note));
        job.errors().stream()
                .limit(SHOWN)
                .forEach(error -> told.append(String.format("%n  第 %,d 行：%s", error.line(), error.reason())));
        if (job.errors().size() > SHOWN) {
            told.append("\n  …其余被拒的行可在「导入」页下载");
        }
        return told.toString();
    }
}
