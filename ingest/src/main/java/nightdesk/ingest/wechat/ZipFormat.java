package nightdesk.ingest.wechat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * An archive of exports: WeChatDataAnalysis writes one, others are packed by hand. Each file in it is recognised by its
 * content and read as if it had been uploaded alone; one at a time is unpacked, under a name of ours.
 */
final class ZipFormat implements ExportFormat {
    private static final Set<String> ENDINGS = Set.of("json", "jsonl", "csv", "txt", "xlsx");
    private static final Set<String> BESIDE = Set.of("manifest.json", "report.json", "meta.json");

    @Override
    public String code() {
        return "zip";
    }

    @Override
    public String title() {
        return "压缩包";
    }

    @Override
    public @Nullable String recognise(FileHead head) {
        return head.kind() == FileHead.Kind.ZIP ? head.text() : null;
    }

    static String described(ExportFile file) throws IOException {
        try (SafeZip zip = SafeZip.open(file.path())) {
            List<ZipEntry> files = zip.files();
            long chats = files.stream().filter(ZipFormat::mayBeChat).count();
            String tool = zip.has("manifest.json") && zip.has("report.json") ? "WeChatDataAnalysis 导出，" : "";
            return tool + files.size() + " 个文件，其中 " + chats + " 个可能是聊天记录";
        }
    }

    private static boolean mayBeChat(ZipEntry entry) {
        String name = entry.getName();
        String last = name.substring(name.lastIndexOf('/') + 1);
        return !SafeZip.isEscaping(name)
                && !name.startsWith("__MACOSX/")
                && !last.startsWith(".")
                && !BESIDE.contains(last)
                && ENDINGS.contains(ending(last));
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    @Override
    public Survey survey(ExportFile file, ReadOptions options) {
        return Survey.NOTHING;
    }

    @Override
    public ExportReader open(ExportFile file, ReadOptions options, Survey survey, Position from) throws IOException {
        return new ZipReader(file, options, from);
    }

    @Override
    public String opening(ExportFile file) {
        return "";
    }

    @Override
    public String between() {
        return "\n";
    }

    /** Reads one file after the other. */
    private static final class ZipReader implements ExportReader {
        private final ExportFile file;
        private final ReadOptions options;
        private final SafeZip zip;
        private final List<ZipEntry> entries;
        private final Notes notes = new Notes();
        private Position from;
        private int part;
        private long done;
        private @Nullable Inside inside;
        private String account;

        ZipReader(ExportFile file, ReadOptions options, Position from) throws IOException {
            this.file = file;
            this.options = options;
            this.zip = SafeZip.open(file.path());
            this.entries = zip.files();
            this.from = from;
            this.part = from.part();
            this.account = options.owner().account(null);
        }

        /** A file that is unpacked and open. */
        private record Inside(String name, Path spool, ExportReader reader, long size) {}

        @Override
        public @Nullable Entry next() throws IOException {
            while (part < entries.size()) {
                Inside now = inside;
                if (now == null) {
                    now = openPart(entries.get(part));
                    inside = now;
                }
                Entry entry = now == null ? null : now.reader.next();
                if (entry != null && now != null) {
                    account = now.reader.account();
                    return named(now.name, entry);
                }
                leave();
            }
            return null;
        }

        private static Entry named(String name, Entry entry) {
            return entry instanceof Entry.Rejected no
                    ? new Entry.Rejected(no.line(), BadLine.shown(Wording.storable(name)) + " " + no.reason(), no.raw())
                    : entry;
        }

        private void leave() throws IOException {
            Inside now = inside;
            if (now != null) {
                addNotes(notes, now.reader.notes());
                close(now);
                inside = null;
            }
            done += Math.max(0, entries.get(part).getCompressedSize());
            part++;
            from = new Position(part, 0, 0, 0);
        }

        private static void addNotes(Notes to, Notes some) {
            to.restore(some.counts());
            some.sentences().forEach(to::say);
        }

        private @Nullable Inside openPart(ZipEntry entry) throws IOException {
            if (!mayBeChat(entry)) {
                pass(entry);
                return null;
            }
            Path spool = unpack(entry);
            try {
                ExportFile unpacked = ExportFile.inspect(spool);
                FileHead head = FileHead.of(unpacked);
                ExportFormat format = head.kind() == FileHead.Kind.ZIP ? null : ExportFormats.of(head);
                if (format == null) {
                    notes.say("压缩包里的 " + BadLine.shown(Wording.storable(entry.getName())) + " 不是认识的聊天记录，没有读");
                    Spool.remove(spool);
                    return null;
                }
                ReadOptions inner = options.inside(entry.getName());
                Survey survey = format.survey(unpacked, inner);
                ExportReader reader = format.open(unpacked, inner, survey, from.inPart(0));
                return new Inside(entry.getName(), spool, reader, unpacked.size());
            } catch (UnreadableFile e) {
                Spool.remove(spool);
                notes.say("压缩包里的 " + BadLine.shown(Wording.storable(entry.getName())) + " 没有读：" + e.getMessage());
                return null;
            } catch (IOException | RuntimeException e) {
                Spool.remove(spool);
                throw e;
            }
        }

        private void pass(ZipEntry entry) {
            boolean nested = Set.of("zip", "7z", "rar", "gz").contains(ending(entry.getName()));
            notes.count(nested ? Notes.Note.NESTED : Notes.Note.SKIPPED_FILES);
            if (SafeZip.isEscaping(entry.getName())) {
                notes.say("压缩包里的 " + BadLine.shown(Wording.storable(entry.getName())) + " 指向压缩包之外，没有读");
            }
        }

        private Path unpack(ZipEntry entry) throws IOException {
            Path directory = file.path().toAbsolutePath().getParent();
            Path spool = Files.createTempFile(directory, "part", Spool.SUFFIX);
            try (InputStream in = zip.open(entry)) {
                Files.copy(in, spool, StandardCopyOption.REPLACE_EXISTING);
                return spool;
            } catch (IOException | RuntimeException e) {
                Spool.remove(spool);
                throw e;
            }
        }

        @Override
        public Position position() {
            Inside now = inside;
            return now == null
                    ? new Position(part, 0, 0, 0)
                    : now.reader.position().inPart(part);
        }

        @Override
        public long bytesRead() {
            Inside now = inside;
            long of = part < entries.size() ? Math.max(0, entries.get(part).getCompressedSize()) : 0;
            long share = now == null || now.size == 0 ? 0 : of * now.reader.bytesRead() / now.size;
            return part >= entries.size() ? file.size() : Math.min(file.size(), done + share);
        }

        @Override
        public String account() {
            return account;
        }

        @Override
        public Notes notes() {
            Notes all = new Notes();
            addNotes(all, notes);
            Inside now = inside;
            if (now != null) {
                addNotes(all, now.reader.notes());
            }
            return all;
        }

        @Override
        public void close() throws IOException {
            Inside now = inside;
            if (now != null) {
                close(now);
            }
            zip.close();
        }

        private static void close(Inside now) throws IOException {
            try {
                now.reader.close();
            } finally {
                Spool.remove(now.spool);
            }
        }
    }
}
