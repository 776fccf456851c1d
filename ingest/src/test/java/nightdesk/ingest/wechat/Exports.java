package nightdesk.ingest.wechat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import nightdesk.ingest.Json;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/** Writes exports as the exporters do, for tests and measurements. */
final class Exports {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZONE);

    private Exports() {}

    /**
     * One message of a chat between two.
     *
     * @param patient wxid of the other one
     * @param fromPatient whether the patient wrote it
     */
    record Line(long id, String patient, String patientName, boolean fromPatient, Instant at, String text) {}

    /** Takes lines and writes them to a file. */
    interface Out extends AutoCloseable {
        void write(Line line);

        @Override
        void close();
    }

    static Out memoTrace(Writer to) {
        Map<String, Integer> talkers = new HashMap<>();
        return new Csv(
                to,
                ",",
                new String[] {
                    "localId",
                    "TalkerId",
                    "Type",
                    "SubType",
                    "IsSender",
                    "CreateTime",
                    "Status",
                    "StrContent",
                    "StrTime",
                    "Remark",
                    "NickName",
                    "Sender"
                },
                line -> new Object[] {
                    line.id(),
                    talkers.computeIfAbsent(line.patient(), any -> talkers.size() + 1),
                    1,
                    0,
                    line.fromPatient() ? 0 : 1,
                    line.at().getEpochSecond(),
                    line.fromPatient() ? 3 : 2,
                    line.text(),
                    LOCAL.format(line.at()),
                    line.fromPatient() ? line.patientName() : "张顾问",
                    line.fromPatient() ? line.patientName() : "张",
                    line.fromPatient() ? line.patient() : "wxid_owner"
                });
    }

    static Out memoTraceChinese(Writer to, String separator) {
        return new Csv(to, separator, new String[] {"消息ID", "类型", "发送人", "时间", "内容", "备注", "昵称", "更多信息"}, line -> {
            String name = line.fromPatient() ? line.patientName() : "我";
            return new Object[] {
                7_238_910_023_456_700_000L + line.id() * 10 + 1,
                "文本",
                name,
                LOCAL.format(line.at()),
                line.text(),
                name,
                name,
                "more"
            };
        });
    }

    static Out pyWxDump(Writer to) {
        return new Csv(
                to,
                ",",
                new String[] {
                    "id", "MsgSvrID", "type_name", "is_sender", "talker", "room_name", "msg", "src", "CreateTime"
                },
                line -> new Object[] {
                    line.id() + 1,
                    7_238_910_023_456_700_000L + line.id() * 10 + 1,
                    "文本",
                    line.fromPatient() ? 0 : 1,
                    line.fromPatient() ? line.patient() : "我",
                    line.patient(),
                    line.text(),
                    "",
                    LOCAL.format(line.at())
                });
    }

    /** A workbook of MemoTrace, with all its texts as shared strings. */
    static final class Sheet implements Out {
        private final org.dhatim.fastexcel.Workbook book;
        private final org.dhatim.fastexcel.Worksheet sheet;
        private int row;

        Sheet(java.io.OutputStream to) {
            book = new org.dhatim.fastexcel.Workbook(to, "Test", "1.0");
            sheet = book.newWorksheet("聊天");
            write("消息ID", "类型", "发送人", "时间", "内容", "备注", "昵称", "更多信息");
        }

        private void write(String... cells) {
            for (int i = 0; i < cells.length; i++) {
                sheet.value(row, i, cells[i]);
            }
            row++;
        }

        @Override
        public void write(Line line) {
            String name = line.fromPatient() ? "王女士" : "我";
            write(
                    String.valueOf(7_238_910_023_456_700_000L + line.id() * 10 + 1),
                    "文本",
                    name,
                    LOCAL.format(line.at()),
                    line.text(),
                    name,
                    name,
                    "more");
        }

        @Override
        public void close() {
            try {
                book.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Out chatlogCsv(Writer to) {
        return new Csv(
                to,
                ",",
                new String[] {"Time", "SenderName", "Sender", "TalkerName", "Talker", "Content"},
                line -> new Object[] {
                    LOCAL.format(line.at()),
                    line.fromPatient() ? line.patientName() : "张",
                    line.fromPatient() ? line.patient() : "wxid_owner",
                    line.patientName(),
                    line.patient(),
                    line.text()
                });
    }

    static Out chatlogJson(Writer to) {
        return new JsonArray(to);
    }

    private static final class Csv implements Out {
        private final CSVPrinter printer;
        private final java.util.function.Function<Line, Object[]> cells;

        Csv(Writer to, String separator, String[] header, java.util.function.Function<Line, Object[]> cells) {
            this.cells = cells;
            CSVFormat format = CSVFormat.Builder.create()
                    .setDelimiter(separator)
                    .setQuote('"')
                    .setQuoteMode(QuoteMode.MINIMAL)
                    .setRecordSeparator("\r\n")
                    .setHeader(header)
                    .get();
            try {
                printer = new CSVPrinter(to, format);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void write(Line line) {
            try {
                printer.printRecord(cells.apply(line));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                printer.close(true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class JsonArray implements Out {
        private final Writer to;
        private String before = "[";

        JsonArray(Writer to) {
            this.to = to;
        }

        @Override
        public void write(Line line) {
            Map<String, Object> message = new LinkedHashMap<>();
            message.put("seq", line.at().toEpochMilli() * 1_000 + line.id() % 1_000);
            message.put(
                    "time", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.ofInstant(line.at(), ZONE)));
            message.put("talker", line.patient());
            message.put("talkerName", line.patientName());
            message.put("isChatRoom", false);
            message.put("sender", line.fromPatient() ? line.patient() : "wxid_owner");
            message.put("senderName", line.fromPatient() ? line.patientName() : "张");
            message.put("isSelf", !line.fromPatient());
            message.put("type", 1);
            message.put("subType", 0);
            message.put("content", line.text());
            append(before + Json.text(message));
            before = ",";
        }

        private void append(String text) {
            try {
                to.write(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            append("[".equals(before) ? "[]" : "]");
            try {
                to.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
