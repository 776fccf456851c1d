package nightdesk.ingest.wechat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nightdesk.ingest.Imports;
import org.jspecify.annotations.Nullable;

/** The formats that are read. A new one is one shape and one line here. */
final class ExportFormats {
    private static final List<ExportFormat> ALL = List.of(
            TableFormat.csv("memotrace-csv", "留痕 CSV（旧版）", new MemoTraceTable()),
            TableFormat.csv("memotrace-csv-zh", "留痕 CSV（新版）", new MemoTraceChineseTable()),
            TableFormat.sheet("memotrace-xlsx", "留痕 Excel（新版）", new MemoTraceChineseTable()),
            TableFormat.sheet("memotrace-xlsx-old", "留痕 Excel（旧版）", new MemoTraceTable()),
            new MemoTraceText(),
            new JsonFormat("chatlog-json", "chatlog JSON", new ChatlogMessage()),
            TableFormat.csv("chatlog-csv", "chatlog CSV", new ChatlogTable()),
            TableFormat.csv("pywxdump-csv", "PyWxDump CSV", new PyWxDumpTable(true)),
            TableFormat.csv("weclone-csv", "WeClone CSV", new PyWxDumpTable(false)),
            new JsonFormat("pywxdump-json", "PyWxDump JSON", pyWxDump(true)),
            new JsonFormat("weclone-json", "WeClone JSON", pyWxDump(false)),
            new JsonFormat("weflow-json", "WeFlow JSON", new SessionJson(SessionJson.Tool.WEFLOW)),
            new JsonFormat("weflow-api-json", "WeFlow 接口 JSON", new SessionJson(SessionJson.Tool.WEFLOW_API)),
            new JsonFormat("chatlab-json", "ChatLab JSON", new ChatLab(false)),
            new JsonFormat("chatlab-jsonl", "ChatLab JSONL", new ChatLab(true)),
            new JsonFormat("ciphertalk-json", "CipherTalk JSON", new SessionJson(SessionJson.Tool.CIPHERTALK)),
            new JsonFormat("analysis-json", "WeChatDataAnalysis JSON", new SessionJson(SessionJson.Tool.ANALYSIS)),
            new JsonFormat("wx-cli-json", "wx-cli JSON", new WxCli()),
            TableFormat.sheet("ciphertalk-xlsx", "CipherTalk Excel", new ExcelTable(ExcelTable.Tool.CIPHERTALK)),
            TableFormat.sheet("weflow-xlsx", "WeFlow Excel", new ExcelTable(ExcelTable.Tool.WEFLOW)),
            TableFormat.sheet("analysis-xlsx", "WeChatDataAnalysis Excel", new ExcelTable(ExcelTable.Tool.ANALYSIS)),
            TableFormat.sheet(
                    "weflow-xlsx-compact", "WeFlow Excel（精简列）", new ExcelTable(ExcelTable.Tool.WEFLOW_COMPACT)),
            new ZipFormat());

    /** What looks like a log of chats and cannot be one. */
    private static final List<Refusal> REFUSED = List.of(
            new Refusal(
                    "\\s*\\{\\s*\"(?:conversations|messages)\"\\s*:\\s*\\[\\s*\\{\\s*\"role\"",
                    "训练数据（只有角色和文字，没有时间和人），不是聊天记录"),
            new Refusal("\\s*\\*{10,}\\s*\\d{4}-\\d{2}-\\d{2}\\s*\\*{10,}", "给 AI 用的文本（没有时刻，还删去了词语），请改导 CSV 或 JSON"),
            new Refusal(
                    "[^\\n]{1,80}\\((?:wxid_[A-Za-z0-9_-]+|我)\\)[^\\n]{0,120}\\s(?:\\d{2}-\\d{2} )?\\d{2}:\\d{2}:\\d{2}\\s*\\n",
                    "chatlog 的文本格式（时间可能缺年、月、日），请改用 format=json"),
            new Refusal("\\s*UserName,Alias,Remark,NickName", "联系人名单，不是聊天记录"),
            new Refusal("\\s*用户名,显示名称,备注,昵称,手机号", "联系人名单，不是聊天记录"));

    private ExportFormats() {}

    private record Refusal(Pattern start, String why) {
        Refusal(String start, String why) {
            this(Pattern.compile(start), why);
        }
    }

    private static JsonShape pyWxDump(boolean room) {
        PyWxDumpTable shape = new PyWxDumpTable(room);
        return new TableAsJson(room ? shape.required() : PyWxDumpTable.COLUMNS, shape, room ? "" : "room_name");
    }

    /**
     * A file whose format is known.
     *
     * @param explained one sentence for the user
     */
    record Recognised(ExportFile file, ExportFormat format, String explained) {}

    static List<Imports.Format> all() {
        return ALL.stream()
                .map(format -> new Imports.Format(format.code(), format.title()))
                .toList();
    }

    /** Returns whether the API takes this as a format. */
    static boolean exists(String code) {
        return Imports.AUTO.equals(code)
                || ALL.stream().anyMatch(format -> format.code().equals(code));
    }

    static ExportFormat named(String code) {
        return ALL.stream()
                .filter(format -> format.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new UnreadableFile("格式：遇到 " + BadLine.shown(code) + "，应为以下之一：" + listed()));
    }

    /** Returns the codes and titles, for messages. */
    static String listed() {
        return ALL.stream()
                .map(format -> format.title() + " (" + format.code() + ")")
                .collect(Collectors.joining("、"));
    }

    /** Returns the format of a head, or null. */
    static @Nullable ExportFormat of(FileHead head) {
        return ALL.stream()
                .filter(format -> format.recognise(head) != null)
                .findFirst()
                .orElse(null);
    }

    /** Finds the format of a file, or throws an {@link UnreadableFile} that says what was met. */
    static Recognised recognise(ExportFile file, String code) throws IOException {
        FileHead head = FileHead.of(file);
        for (ExportFormat format : ALL) {
            String seen = asked(format, code) ? format.recognise(head) : null;
            if (seen != null) {
                return new Recognised(file, format, explained(file, head, format, seen));
            }
        }
        if (head.text().strip().equals("[]")) {
            return new Recognised(file, named("chatlog-json"), "JSON，没有消息");
        }
        throw new UnreadableFile("格式：遇到" + refusal(head) + "，应为" + expected(code));
    }

    private static String refusal(FileHead head) {
        return REFUSED.stream()
                .filter(refusal -> refusal.start().matcher(head.text()).lookingAt())
                .map(Refusal::why)
                .findFirst()
                .orElse(head.described());
    }

    private static boolean asked(ExportFormat format, String code) {
        return Imports.AUTO.equals(code) || format.code().equals(code);
    }

    private static String expected(String code) {
        return Imports.AUTO.equals(code) ? "以下之一：" + listed() : named(code).title();
    }

    private static String explained(ExportFile file, FileHead head, ExportFormat format, String seen) {
        String encoding = head.kind() == FileHead.Kind.TEXT ? file.encoding() + "，" : "";
        return format.title() + "，" + encoding + seen;
    }
}
