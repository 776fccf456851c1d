package nightdesk.ingest.wechat;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Decodes a stream and remembers at which byte each piece of its characters began, so that reading can go on there
 * another time. Whatever the encoding: a piece begins where the decoder had taken whole characters only.
 */
final class Characters extends Reader {
    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK).flip();
    private final CharBuffer chars = CharBuffer.allocate(CHUNK).flip();
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private long taken;
    private long given;
    private long skipped;
    private boolean exhausted;
    private boolean flushed;

    /**
     * @param from where the stream begins, in bytes after the byte order mark
     */
    Characters(InputStream in, CharsetDecoder decoder, long from) {
        this.in = in;
        this.decoder = decoder;
        this.taken = from;
    }

    /** A piece of the text: the byte and the character it begins at. */
    private record Piece(long bytes, long characters) {}

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (!chars.hasRemaining() && !decodeMore()) {
            return -1;
        }
        int n = Math.min(length, chars.remaining());
        chars.get(target, offset, n);
        given += n;
        return n;
    }

    private boolean decodeMore() throws IOException {
        chars.clear();
        pieces.addLast(new Piece(taken, given));
        while (chars.position() == 0 && !flushed) {
            fill();
            int before = bytes.position();
            CoderResult result = decoder.decode(bytes, chars, exhausted);
            taken += bytes.position() - before;
            if (exhausted && result.isUnderflow()) {
                flushed = decoder.flush(chars).isUnderflow();
            }
        }
        chars.flip();
        return chars.hasRemaining();
    }

    private void fill() throws IOException {
        if (exhausted) {
            return;
        }
        bytes.compact();
        int n = bytes.hasRemaining() ? in.read(bytes.array(), bytes.position(), bytes.remaining()) : 0;
        exhausted = n < 0;
        bytes.position(bytes.position() + Math.max(0, n)).flip();
    }

    /** Reads over so many characters; what is counted begins after them. */
    Characters after(int count) throws IOException {
        skipFully(count);
        skipped = count;
        return this;
    }

    /** Reads over so many characters, or to the end. */
    void skipFully(long count) throws IOException {
        long left = count;
        while (left > 0) {
            long n = skip(left);
            if (n <= 0) {
                break;
            }
            left -= n;
        }
    }

    /**
     * Returns where reading has to begin to come to this character; everything before it is forgotten.
     *
     * @param counted which character, from where this reader began
     */
    Position position(long counted, long number) {
        long character = skipped + counted;
        Piece piece = pieces.isEmpty() ? new Piece(taken, given) : pieces.peekFirst();
        while (pieces.size() > 1) {
            pieces.pollFirst();
            Piece next = pieces.peekFirst();
            if (next.characters() > character) {
                pieces.addFirst(piece);
                break;
            }
            piece = next;
        }
        return new Position(0, piece.bytes(), (int) Math.max(0, character - piece.characters()), number);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
