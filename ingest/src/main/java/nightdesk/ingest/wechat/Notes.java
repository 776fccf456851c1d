package nightdesk.ingest.wechat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was decided by rule while reading, counted; survives a crash with the position. */
final class Notes {
    private final Map<Note, Long> counts = new LinkedHashMap<>();
    private final List<String> plain = new ArrayList<>();

    /** Something worth knowing, and how it is told. */
    enum Note {
        ROUNDED_IDS(" 个消息编号被表格软件改成了近似值，已改用发送人、时间和内容识别消息"),
        CORRECTED(" 条标为本人发出的消息其实由对方发出，已按对方记录"),
        MENDED(" 条群消息的首行曾被当作发送人，已还原"),
        MINUTES(" 条消息的时间只到分钟，同一分钟内按文件中的先后排列"),
        UTC(" 条消息的时间是 UTC，已换算"),
        GROUP_OWN(" 条群消息按群成员名单判断了说话人"),
        DIRECTION(" 条消息没有方向，按发送人是否为账号本人判断"),
        NO_IDS(" 条消息没有编号，用发送人、时间和内容识别；完全相同的按先后区分"),
        MASKED(" 条消息在导出时隐去了姓名和编号，无法对应到患者"),
        SKIPPED_FILES(" 个文件不是聊天记录（图片、语音、说明等），没有读"),
        NESTED(" 个压缩包在压缩包之内，没有读；请单独上传");

        private final String text;

        Note(String text) {
            this.text = text;
        }
    }

    void count(Note note) {
        counts.merge(note, 1L, Long::sum);
    }

    /** Adds a sentence, once. */
    void say(String sentence) {
        if (!plain.contains(sentence) && plain.size() < 50) {
            plain.add(sentence);
        }
    }

    Map<Note, Long> counts() {
        return new LinkedHashMap<>(counts);
    }

    void restore(Map<Note, Long> saved) {
        saved.forEach((note, n) -> counts.merge(note, n, Long::sum));
    }

    List<String> sentences() {
        return List.copyOf(plain);
    }

    List<String> told() {
        List<String> told = new ArrayList<>(plain);
        counts.forEach((note, n) -> told.add(n + note.text));
        return told;
    }
}
