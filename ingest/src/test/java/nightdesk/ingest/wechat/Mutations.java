package nightdesk.ingest.wechat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nightdesk.ingest.Json;

/** Export files of every format, whole and then damaged, from a seed: the same seed always gives the same file. */
public final class Mutations {
    private static final String[] WORDS = {
        "水光针多少钱",
        "要面诊",
        "好",
        "[图片]",
        "【语音】",
        "\"",
        ",",
        ";",
        "\n",
        "\t",
        "😀",
        "=1+1",
        "\u2005",
        "@张 ",
        "</t>",
        "]}",
        "{\"seq\":1",
        "2024-06-02 00:00:00 我"
    };
    private static final String[] FORMATS = {
        "memotrace-csv", "memotrace-csv-zh", "memotrace-xlsx", "memotrace-txt", "chatlog-json", "chatlog-csv",
        "pywxdump-csv", "pywxdump-json", "weclone-csv", "weclone-json", "weflow-json", "weflow-api-json",
        "chatlab-json", "chatlab-jsonl", "ciphertalk-json", "ciphertalk-xlsx", "weflow-xlsx", "analysis-json",
        "analysis-zip", "wx-cli-json"
    };

    private Mutations() {}

    /** A damaged file. */
    @SuppressWarnings("ArrayRecordComponent")
    public record File(String format, String name, byte[] bytes) {}

    public static File file(long seed) {
        Random random = new Random(seed);
        String format = FORMATS[(int) (seed % FORMATS.length)];
        byte[] bytes = whole(format, random);
        for (int times = random.nextInt(6); times >= 0; times--) {
            bytes = damaged(bytes, random);
        }
        String ending = format.contains("xlsx") ? ".xlsx" : format.endsWith("zip") ? ".zip" : ".csv";
        return new File(format, "王女士" + ending, bytes);
    }

    static byte[] whole(String format, Random random) {
        int rows = 1 + random.nextInt(25);
        Charset charset = random.nextInt(5) == 0 ? Charset.forName("GB18030") : StandardCharsets.UTF_8;
        return switch (format) {
            case "memotrace-xlsx" -> Books.sheet(table(random, rows, "消息ID,类型,发送人,时间,内容,备注,昵称,更多信息"));
            case "ciphertalk-xlsx" -> Books.sheet(table(random, rows, "序号,时间,日期,时刻,星期,发送者,微信ID,消息类型,消息内容,原始类型代码,时间戳"));
            case "weflow-xlsx" -> Books.sheet(table(random, rows, "序号,时间,发送者昵称,发送者微信ID,发送者备注,发送者身份,消息类型,内容"));
            case "analysis-zip" -> archive(random, rows);
            case "memotrace-csv" ->
                csv(
                                random,
                                rows,
                                "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender")
                        .getBytes(charset);
            case "memotrace-csv-zh" ->
                csv(random, rows, "消息ID,类型,发送人,时间,内容,备注,昵称,更多信息").getBytes(charset);
            case "chatlog-csv" ->
                csv(random, rows, "Time,SenderName,Sender,TalkerName,Talker,Content")
                        .getBytes(charset);
            case "pywxdump-csv" ->
                csv(random, rows, "id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime")
                        .getBytes(charset);
            case "weclone-csv" ->
                csv(random, rows, "id,MsgSvrID,type_name,is_sender,talker,msg,src,CreateTime")
                        .getBytes(charset);
            case "memotrace-txt" -> lines(random, rows).getBytes(charset);
            default -> json(format, random, rows).getBytes(charset);
        };
    }

    private static List<List<Object>> table(Random random, int rows, String header) {
        List<String> names = List.of(header.split(","));
        List<List<Object>> table = new ArrayList<>();
        table.add(new ArrayList<>(names));
        for (int i = 0; i < rows; i++) {
            List<Object> row = new ArrayList<>();
            for (String name : names) {
                row.add(random.nextInt(60) == 0 ? text(random) : cell(name, i, random));
            }
            table.add(row);
        }
        return table;
    }

    private static String csv(Random random, int rows, String header) {
        String separator =
                switch (random.nextInt(5)) {
                    case 0 -> ";";
                    case 1 -> "\t";
                    default -> ",";
                };
        StringBuilder file = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
        for (List<Object> row : table(random, rows, header)) {
            for (int i = 0; i < row.size(); i++) {
                String cell = String.valueOf(row.get(i));
                boolean quote = cell.matches("(?s).*[\",;\t\n].*");
                file.append(i == 0 ? "" : separator).append(quote ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell);
            }
            file.append(random.nextBoolean() ? "\r\n" : "\n");
        }
        return file.toString();
    }

    private static String lines(Random random, int rows) {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            file.append(time(i))
                    .append(i % 2 == 0 ? " 王女士\n" : " 我\n")
                    .append(text(random))
                    .append("\n\n");
        }
        return file.toString();
    }

    private static Object cell(String name, int i, Random random) {
        boolean own = i % 3 == 0;
        return switch (name) {
            case "消息ID", "MsgSvrID", "platformMessageId", "serverId" ->
                String.valueOf(7_238_910_023_456_789_011L + i * 10L);
            case "localId", "id", "序号", "local_id", "seq" -> i + 1;
            case "TalkerId" -> 1;
            case "Type", "type", "localType" -> random.nextInt(8) == 0 ? 49 : 1;
            case "SubType", "subType" -> 0;
            case "IsSender", "is_sender", "isSend" -> own ? 1 : 0;
            case "isSelf", "isSent" -> own;
            case "isChatRoom", "isGroup" -> false;
            case "CreateTime" -> random.nextBoolean() ? 1_717_257_600L + i : time(i);
            case "createTime", "timestamp", "时间戳" -> 1_717_257_600L + i;
            case "time" -> "2024-06-02T00:00:00+08:00";
            case "StrTime", "时间", "Time" -> random.nextInt(6) == 0 ? "2024/6/2 0:00" : time(i);
            case "类型", "type_name", "消息类型" -> random.nextInt(6) == 0 ? "图片" : "文本";
            case "发送人", "SenderName", "发送者", "发送者昵称", "senderName", "Remark", "备注", "NickName", "昵称" ->
                own ? "我" : "王女士";
            case "发送者身份" -> own ? "我" : "对方";
            case "Sender", "sender", "talker", "微信ID", "发送者微信ID", "senderUsername" -> own ? "wxid_me" : "wxid_abc123";
            case "Talker", "room_name" -> random.nextInt(12) == 0 ? "9@chatroom" : "wxid_abc123";
            case "Status", "原始类型代码" -> 3;
            default -> text(random);
        };
    }

    private static String time(int i) {
        return "2024-06-02 00:%02d:%02d".formatted(i / 60, i % 60);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(8); n >= 0; n--) {
            text.append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }

    private static String json(String format, Random random, int rows) {
        String fields =
                switch (format) {
                    case "chatlog-json" ->
                        "seq,time,talker,talkerName,isChatRoom,sender,senderName,isSelf,type,subType,content";
                    case "pywxdump-json" -> "id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime";
                    case "weclone-json" -> "id,MsgSvrID,type_name,is_sender,talker,msg,src,CreateTime";
                    case "chatlab-json", "chatlab-jsonl" ->
                        "sender,accountName,timestamp,type,content,platformMessageId";
                    case "wx-cli-json" -> "timestamp,time,sender,content,local_id";
                    case "analysis-json" -> "localId,serverId,createTime,type,isSent,senderUsername,content";
                    default -> "localId,createTime,localType,content,isSend,senderUsername,platformMessageId";
                };
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            Map<String, Object> message = new LinkedHashMap<>();
            if (format.equals("chatlab-jsonl")) {
                message.put("_type", "message");
            }
            for (String field : fields.split(",")) {
                message.put(field, random.nextInt(60) == 0 ? text(random) : cell(field, i, random));
            }
            messages.add(Json.text(message));
        }
        String list = String.join(",\n", messages);
        return switch (format) {
            case "weflow-json" ->
                "{\"weflow\":{},\"session\":{\"wxid\":\"wxid_abc123\",\"type\":\"私聊\"},\"messages\":[" + list + "]}";
            case "weflow-api-json" -> "{\"success\":true,\"talker\":\"wxid_abc123\",\"messages\":[" + list + "]}";
            case "ciphertalk-json" ->
                "{\"exportInfo\":{},\"session\":{\"wxid\":\"wxid_abc123\",\"isGroup\":false},\"messages\":[" + list
                        + "]}";
            case "analysis-json" ->
                "{\"schemaVersion\":1,\"conversation\":{\"username\":\"wxid_abc123\"},\"messages\":[" + list + "]}";
            case "wx-cli-json" ->
                "{\"chat\":\"王女士\",\"username\":\"wxid_abc123\",\"messages\":[" + list + "],\"meta\":{}}";
            case "chatlab-json" ->
                "{\"chatlab\":{},\"meta\":{\"platform\":\"wechat\",\"ownerId\":\"wxid_me\"},\"members\":[],\"messages\":["
                        + list + "]}";
            case "chatlab-jsonl" ->
                "{\"_type\":\"header\",\"meta\":{\"ownerId\":\"wxid_me\"}}\n" + String.join("\n", messages) + "\n";
            default -> "[" + list + "]";
        };
    }

    private static byte[] archive(Random random, int rows) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("manifest.json", Books.text("{}"));
        files.put("report.json", Books.text("{}"));
        for (int i = random.nextInt(3); i >= 0; i--) {
            byte[] chat = Books.text(json("analysis-json", random, rows));
            files.put("conversations/" + i + "/messages.json", random.nextInt(4) == 0 ? damaged(chat, random) : chat);
        }
        return Books.zip(files);
    }

    private static byte[] damaged(byte[] file, Random random) {
        if (file.length < 2) {
            return file;
        }
        int at = random.nextInt(file.length - 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + 16);
        try {
            switch (random.nextInt(7)) {
                case 0 -> out.write(java.util.Arrays.copyOf(file, at));
                case 1 -> {
                    file[at] ^= (byte) (1 << random.nextInt(8));
                    out.write(file);
                }
                case 2 -> {
                    out.write(file, 0, at);
                    out.write("\",;\n\r{}[]\\\0\t".charAt(random.nextInt(12)));
                    out.write(file, at, file.length - at);
                }
                case 3 -> {
                    int end = Math.min(file.length, at + 1 + random.nextInt(40));
                    out.write(file, 0, at);
                    out.write(file, end, file.length - end);
                }
                case 4 -> {
                    int end = Math.min(file.length, at + 1 + random.nextInt(200));
                    out.write(file, 0, end);
                    out.write(file, at, file.length - at);
                }
                case 5 -> {
                    byte[] noise = new byte[1 + random.nextInt(30)];
                    random.nextBytes(noise);
                    out.write(file, 0, at);
                    out.write(noise);
                    out.write(file, at, file.length - at);
                }
                default -> out.write(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
