package nightdesk.ingest.wechat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightdesk.ingest.Speaker;
import org.jspecify.annotations.Nullable;

/**
 * The TXT of MemoTrace, old and new, and of WeFlow: a line with time and name, the text, an empty line. A text may look
 * like such a line: it is taken for one only after an empty line and when its time does not go back.
 */
final class MemoTraceText implements ExportFormat {
    private static final Pattern HEADER =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2})(?: (.{0,200}))?");
    private static final Pattern QUOTED = Pattern.compile("'(.*)'");
    private static final int LONGEST = 200_000;

    @Override
    public String code() {
        return "memotrace-txt";
    }

    @Override
    public String title() {
        return "留痕 TXT";
    }

    @Override
    public @Nullable String recognise(FileHead head) {
        boolean fits = head.kind() == FileHead.Kind.TEXT
                && head.json() == null
                && HEADER.matcher(head.firstLine().strip()).matches();
        return fits ? "每条一行时间和姓名，没有消息编号，没有微信号" : null;
    }

    @Override
    public Survey survey(ExportFile file, ReadOptions options) throws IOException {
        Senders.Names names = new Senders.Names(options);
        try (Blocks blocks = new Blocks(file, Position.START)) {
            for (Block block = blocks.next(); block != null; block = blocks.next()) {
                if (!block.isNotice()) {
                    names.see(block.name(), "");
                }
            }
        }
        return names.survey();
    }

    @Override
    public ExportReader open(ExportFile file, ReadOptions options, Survey survey, Position from) throws IOException {
        return new TextReader(file, new Blocks(file, from), options, survey);
    }

    @Override
    public String opening(ExportFile file) {
        return "";
    }

    @Override
    public String between() {
        return "\n\n";
    }

    /**
     * One message.
     *
     * @param name who wrote it; of a notice in old files what it says
     * @param broken why it does not hold, or null
     */
    private record Block(
            long line,
            String time,
            String name,
            String text,
            String raw,
            @Nullable String broken) {
        boolean isNotice() {
            return name.isEmpty() || text.isEmpty();
        }
    }

    /** The messages of a file, one by one. */
    private static final class Blocks implements AutoCloseable {
        private final CountedBytes bytes;
        private final Characters characters;
        private final Lines lines;
        private final Deque<Lines.Line> waiting = new ArrayDeque<>(1);

        Blocks(ExportFile file, Position from) throws IOException {
            this.bytes = file.open(from);
            this.characters = file.characters(bytes, from);
            this.lines = new Lines(characters, from.number());
        }

        @Nullable Block next() throws IOException {
            Lines.Line first = take();
            while (first != null && first.isBlank()) {
                first = take();
            }
            if (first == null) {
                return null;
            }
            Matcher header = HEADER.matcher(first.text().strip());
            return header.matches() ? block(first, header) : stray(first);
        }

        private Block block(Lines.Line first, Matcher header) throws IOException {
            String time = header.group(1);
            StringBuilder text = new StringBuilder();
            boolean blank = false;
            boolean cut = first.cut();
            for (Lines.Line line = take(); line != null; line = take()) {
                Matcher next = HEADER.matcher(line.text().strip());
                if ((blank || text.isEmpty()) && next.matches() && next.group(1).compareTo(time) >= 0) {
                    waiting.push(line);
                    break;
                }
                cut |= line.cut() || text.length() > LONGEST;
                if (text.length() <= LONGEST) {
                    text.append(line.text()).append('\n');
                }
                blank = line.isBlank();
            }
            String told = text.toString().stripTrailing();
            String name = header.group(2) == null ? "" : header.group(2).strip();
            Matcher quoted = QUOTED.matcher(name);
            String raw = first.text() + "\n" + told;
            String broken = cut ? "长度：遇到超过 " + LONGEST + " 个字符的消息" : null;
            return new Block(first.number(), time, quoted.matches() ? quoted.group(1) : name, told, raw, broken);
        }

        private Block stray(Lines.Line first) throws IOException {
            StringBuilder raw = new StringBuilder(first.text());
            for (Lines.Line line = take(); line != null; line = take()) {
                if (HEADER.matcher(line.text().strip()).matches()) {
                    waiting.push(line);
                    break;
                }
                if (raw.length() < Entry.RAW_LIMIT) {
                    raw.append('\n').append(line.text());
                }
            }
            return new Block(first.number(), "", "", "", raw.toString(), "开头：遇到没有时间和姓名的文字");
        }

        private Lines.@Nullable Line take() throws IOException {
            Lines.Line line = waiting.poll();
            return line != null ? line : lines.next();
        }

        Position position() {
            Lines.Line line = waiting.peek();
            return line != null
                    ? characters.position(line.offset(), line.number() - 1)
                    : characters.position(lines.offset(), lines.number());
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    /** Reads the messages and understands them. */
    private static final class TextReader implements ExportReader {
        private final ExportFile file;
        private final Blocks blocks;
        private final Senders senders;
        private final ExportTimes times;
        private final Notes notes = new Notes();

        TextReader(ExportFile file, Blocks blocks, ReadOptions options, Survey survey) {
            this.file = file;
            this.blocks = blocks;
            this.senders = new Senders(options, survey);
            this.times = new ExportTimes(options, notes);
        }

        @Override
        public @Nullable Entry next() throws IOException {
            Block block = blocks.next();
            if (block == null) {
                return null;
            }
            if (block.broken() != null) {
                return new Entry.Rejected(block.line(), block.broken(), block.raw());
            }
            if (file.holdsDamage(block.raw())) {
                return new Entry.Rejected(block.line(), file.damageReason(), block.raw());
            }
            try {
                return row(block);
            } catch (BadLine bad) {
                return new Entry.Rejected(block.line(), String.valueOf(bad.getMessage()), block.raw());
            }
        }

        private Entry.Row row(Block block) {
            Instant sentAt = times.written(block.time());
            boolean notice = block.isNotice();
            String told = Wording.clean(block.text().isEmpty() ? block.name() : block.text());
            Content said = notice ? Content.notice(MessageKind.SYSTEM, told) : Wording.labelled(told);
            String name = notice ? "" : Wording.clean(block.name());
            notes.count(Notes.Note.NO_IDS);
            @Nullable Speaker speaker = senders.speaker(said.kind(), name, "");
            return Entry.Row.of(block.line(), null, senders.talk(), speaker, "", name, said, sentAt, block.raw());
        }

        @Override
        public Position position() {
            return blocks.position();
        }

        @Override
        public long bytesRead() {
            return blocks.bytes.count();
        }

        @Override
        public String account() {
            return senders.account(notes);
        }

        @Override
        public Notes notes() {
            return notes;
        }

        @Override
        public void close() throws IOException {
            blocks.close();
        }
    }
}
