package nightdesk.ingest.wechat;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** The lines of a text of any length; a line beyond the limit is cut, so that memory stays bounded. */
final class Lines implements Closeable {
    /** The longest line that is kept whole, in characters. */
    static final int LIMIT = 1 << 19;

    private static final int CHUNK = 1 << 16;

    private final Reader in;
    private final char[] buffer = new char[CHUNK];
    private int position;
    private int length;
    private long before;
    private long number;

    Lines(Reader in) {
        this(in, 0);
    }

    /**
     * @param number how many lines were read before
     */
    Lines(Reader in, long number) {
        this.in = in;
        this.number = number;
    }

    /**
     * @param number from 1
     * @param offset at which character it begins, counted from where this reader began
     * @param text without its end
     * @param cut whether it was longer than {@link #LIMIT}
     */
    record Line(long number, long offset, String text, boolean cut) {
        boolean isBlank() {
            return text.isBlank();
        }
    }

    /** Returns the next line, or null at the end. */
    @Nullable Line next() throws IOException {
        if (!filled()) {
            return null;
        }
        number++;
        long offset = offset();
        int end = end();
        if (end < length) {
            String text = new String(buffer, position, end - position);
            position = end + 1;
            return line(offset, text, false);
        }
        return longLine(offset);
    }

    private Line longLine(long offset) throws IOException {
        StringBuilder text = new StringBuilder();
        boolean cut = false;
        while (filled()) {
            int end = end();
            int room = Math.min(end - position, LIMIT - text.length());
            text.append(buffer, position, room);
            cut |= room < end - position;
            position = Math.min(end + 1, length);
            if (end < length) {
                break;
            }
        }
        return line(offset, text.toString(), cut);
    }

    private Line line(long offset, String text, boolean cut) {
        boolean crlf = !cut && text.endsWith("\r");
        return new Line(number, offset, crlf ? text.substring(0, text.length() - 1) : text, cut);
    }

    /** Returns at which character the next line begins. */
    long offset() {
        return before + position;
    }

    /** Returns how many lines were read. */
    long number() {
        return number;
    }

    private int end() {
        int i = position;
        while (i < length && buffer[i] != '\n') {
            i++;
        }
        return i;
    }

    private boolean filled() throws IOException {
        if (position < length) {
            return true;
        }
        before += length;
        position = 0;
        length = Math.max(0, in.read(buffer, 0, CHUNK));
        return length > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
