package nightdesk.ingest.wechat;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A ZIP that somebody else made: opened only when its directory is of sane size, and inflated only as long as that stays
 * in proportion. Nothing is ever written under a name that stands in it.
 */
final class SafeZip implements Closeable {
    private static final int MOST_ENTRIES = 200_000;
    private static final long LARGEST_DIRECTORY = 64L << 20;
    private static final long FREE = 64L << 20;
    private static final int MOST_TIMES = 200;
    private static final long MOST_BYTES = 64L << 30;
    private static final int TAIL = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;

    private final ZipFile zip;
    private final long size;
    private long inflated;

    private SafeZip(ZipFile zip, long size) {
        this.zip = zip;
        this.size = size;
    }

    static SafeZip open(Path file) throws IOException {
        long size = checkDirectory(file);
        try {
            return new SafeZip(new ZipFile(file.toFile()), size);
        } catch (ZipException | IllegalArgumentException e) {
            return new SafeZip(openWithChineseNames(file), size);
        }
    }

    /** Older Windows writes the names of entries in GBK and does not say so. */
    private static ZipFile openWithChineseNames(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile(), Charset.forName("GB18030"));
        } catch (ZipException | IllegalArgumentException e) {
            throw new UnreadableFile("压缩包：目录损坏，打不开；请重新导出或重新上传");
        }
    }

    /** The end record says how large the directory is; it is looked at before the JDK loads the directory into memory. */
    private static long checkDirectory(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long length = file.length();
            byte[] tail = new byte[(int) Math.min(length, TAIL + LONGEST_COMMENT)];
            file.seek(length - tail.length);
            file.readFully(tail);
            int at = endRecord(tail);
            if (at < 0) {
                throw new UnreadableFile("压缩包：没有结尾目录，可能没有下载完整；请重新上传");
            }
            long entries = number(tail, at + 10, 2);
            long directory = number(tail, at + 12, 4);
            boolean large = entries == 0xFFFF || directory == 0xFFFFFFFFL;
            if (entries > MOST_ENTRIES || (directory > LARGEST_DIRECTORY && !large)) {
                throw new UnreadableFile("压缩包：遇到 " + entries + " 个文件，最多 " + MOST_ENTRIES + " 个");
            }
            if (large) {
                throw new UnreadableFile("压缩包：文件超过 65,534 个或大于 4 GB；请分成几个压缩包");
            }
            return length;
        }
    }

    private static int endRecord(byte[] tail) {
        for (int at = tail.length - TAIL; at >= 0; at--) {
            if (tail[at] == 'P' && tail[at + 1] == 'K' && tail[at + 2] == 5 && tail[at + 3] == 6) {
                return at;
            }
        }
        return -1;
    }

    private static long number(byte[] bytes, int at, int length) {
        long number = 0;
        for (int i = length - 1; i >= 0; i--) {
            number = (number << 8) | (bytes[at + i] & 0xFF);
        }
        return number;
    }

    /** Returns the entries that are files, in order of their names. */
    List<ZipEntry> files() {
        return zip.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry.class::cast)
                .sorted(Comparator.comparing(ZipEntry::getName))
                .toList();
    }

    boolean has(String name) {
        return zip.getEntry(name) != null;
    }

    /** Returns whether a name would leave the folder it is unpacked into. */
    static boolean isEscaping(String name) {
        return name.startsWith("/")
                || name.contains("\\")
                || name.contains("..")
                || name.contains("\0")
                || name.contains(":");
    }

    InputStream open(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new UnreadableFile("压缩包：缺少 " + BadLine.shown(name));
        }
        return open(entry);
    }

    /** Opens an entry; reading fails when the archive inflates beyond reason. */
    InputStream open(ZipEntry entry) throws IOException {
        try {
            return new Guarded(zip.getInputStream(entry));
        } catch (ZipException e) {
            throw new UnreadableFile("压缩包：" + BadLine.shown(entry.getName()) + " 打不开（加密或损坏）");
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private final class Guarded extends FilterInputStream {
        Guarded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n;
            try {
                n = super.read(bytes, offset, length);
            } catch (ZipException | EOFException e) {
                throw new UnreadableFile("压缩包：内容损坏，其后读不出；此前的已读");
            }
            inflated += Math.max(0, n);
            if (inflated > MOST_BYTES || (inflated > FREE && inflated / MOST_TIMES > size)) {
                throw new UnreadableFile("压缩包：解压后超过原大小的 " + MOST_TIMES + " 倍，不像聊天记录，已停止");
            }
            return n;
        }
    }
}
