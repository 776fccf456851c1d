package nightdesk.ingest.archive.child;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Frames on a pipe: eight bytes that mark a beginning, the length of the rest, its CRC-32, then id, code and fields, all
 * numbers big-endian. The mark and the checksum are there because a native library may print on the same pipe.
 */
public final class Frames {
    private static final byte[] MARK = {0, 'N', 'D', 'S', 'K', 1, (byte) 0xf0, 13};
    private static final int MAX_LENGTH = 96 << 20;
    private static final int MAX_FIELDS = 16;
    /** A talkative library is forgiven this much between two frames. */
    private static final int MAX_NOISE = 1 << 20;

    private Frames() {}

    /** Writes a frame and flushes it. */
    public static void write(OutputStream out, Frame frame) throws IOException {
        byte[] rest = rest(frame);
        CRC32 checksum = new CRC32();
        checksum.update(rest);
        ByteBuffer head = ByteBuffer.allocate(MARK.length + 2 * Integer.BYTES);
        head.put(MARK).putInt(rest.length).putInt((int) checksum.getValue());
        synchronized (out) {
            out.write(head.array());
            out.write(rest);
            out.flush();
        }
    }

    private static byte[] rest(Frame frame) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeInt(frame.id());
        data.writeInt(frame.code());
        data.writeInt(frame.fields().size());
        for (byte[] field : frame.fields()) {
            data.writeInt(field.length);
            data.write(field);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads the next frame, passing over what is not one.
     *
     * @throws EOFException when the pipe ends
     * @throws IOException when the frame is damaged
     */
    public static Frame read(InputStream in) throws IOException {
        seekMark(in);
        DataInputStream data = new DataInputStream(in);
        int length = data.readInt();
        int checksum = data.readInt();
        if (length < 3 * Integer.BYTES || length > MAX_LENGTH) {
            throw new IOException("expected a frame of 12 to " + MAX_LENGTH + " bytes, met " + length);
        }
        byte[] rest = in.readNBytes(length);
        if (rest.length < length) {
            throw new EOFException("the pipe ended inside a frame");
        }
        CRC32 met = new CRC32();
        met.update(rest);
        if ((int) met.getValue() != checksum) {
            throw new IOException("a frame of " + length + " bytes is damaged");
        }
        return frame(ByteBuffer.wrap(rest));
    }

    private static void seekMark(InputStream in) throws IOException {
        byte[] window = new byte[MARK.length];
        int filled = 0;
        for (int noise = 0; noise < MAX_NOISE; ) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the pipe ended");
            }
            if (filled < window.length) {
                window[filled++] = (byte) next;
            } else {
                System.arraycopy(window, 1, window, 0, window.length - 1);
                window[window.length - 1] = (byte) next;
                noise++;
            }
            if (filled == window.length && Arrays.equals(window, MARK)) {
                return;
            }
        }
        throw new IOException("expected a frame, met " + MAX_NOISE + " bytes of something else");
    }

    private static Frame frame(ByteBuffer rest) throws IOException {
        int id = rest.getInt();
        int code = rest.getInt();
        int count = rest.getInt();
        if (count < 0 || count > MAX_FIELDS) {
            throw new IOException("expected up to " + MAX_FIELDS + " fields, met " + count);
        }
        List<byte[]> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fields.add(field(rest));
        }
        return new Frame(id, code, List.copyOf(fields));
    }

    private static byte[] field(ByteBuffer rest) throws IOException {
        int length = rest.remaining() < Integer.BYTES ? -1 : rest.getInt();
        if (length < 0 || length > rest.remaining()) {
            throw new IOException("a field is longer than its frame");
        }
        byte[] field = new byte[length];
        rest.get(field);
        return field;
    }
}
