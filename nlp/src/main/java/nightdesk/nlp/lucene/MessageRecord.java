package nightdesk.nlp.lucene;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Speaker;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * What a hit shows of a message, as one binary value: each text as its length in UTF-8 and its bytes, -1 for none.
 *
 * @param sentAt milliseconds since 1970
 */
record MessageRecord(
        String messageId,
        String conversationId,
        String patientId,
        @Nullable String patientName,
        Channel channel,
        String account,
        Speaker speaker,
        @Nullable String speakerName,
        String type,
        String text,
        long sentAt) {

    private static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LATEST = Instant.parse("9999-12-31T00:00:00Z").getEpochSecond();

    static MessageRecord of(ChatMessage message) {
        return new MessageRecord(
                message.messageId(),
                message.conversationId(),
                message.patientId(),
                message.patientName(),
                message.channel(),
                message.account(),
                message.speaker(),
                message.speakerName(),
                message.type(),
                message.text(),
                millis(message.sentAt()));
    }

    /** Returns the time in milliseconds; a time no calendar shows is brought to the nearest that one does. */
    static long millis(Instant time) {
        return Math.clamp(time.getEpochSecond(), EARLIEST, LATEST) * 1000 + time.getNano() / 1_000_000;
    }

    /** Returns whether {@link #text} holds the speaker's own words. */
    boolean isWords() {
        return ChatMessage.TEXT.equals(type);
    }

    /** Returns whether {@link #text} holds words of anybody, which search finds. */
    boolean isSearched() {
        return ChatMessage.isSearched(type);
    }

    boolean isRecalled() {
        return ChatMessage.RECALLED.equals(type);
    }

    BytesRef encode() {
        byte[][] texts = {
            utf8(messageId),
            utf8(conversationId),
            utf8(patientId),
            utf8(patientName),
            utf8(channel.code()),
            utf8(account),
            utf8(speaker.code()),
            utf8(speakerName),
            utf8(type),
            utf8(text)
        };
        int size = Long.BYTES;
        for (byte[] bytes : texts) {
            size += Integer.BYTES + (bytes == ABSENT ? 0 : bytes.length);
        }
        ByteBuffer out = ByteBuffer.allocate(size).putLong(sentAt);
        for (byte[] bytes : texts) {
            put(out, bytes);
        }
        return new BytesRef(out.array());
    }

    static MessageRecord decode(BytesRef bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
        long sentAt = in.getLong();
        return new MessageRecord(
                text(in),
                text(in),
                text(in),
                textOrNull(in),
                Channel.of(text(in)),
                text(in),
                Speaker.of(text(in)),
                textOrNull(in),
                text(in),
                text(in),
                sentAt);
    }

    private static final byte[] ABSENT = {};

    private static byte[] utf8(@Nullable String text) {
        return text == null ? ABSENT : text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ByteBuffer out, byte[] bytes) {
        if (bytes == ABSENT) {
            out.putInt(-1);
        } else {
            out.putInt(bytes.length).put(bytes);
        }
    }

    private static String text(ByteBuffer in) {
        String text = textOrNull(in);
        return text == null ? "" : text;
    }

    private static @Nullable String textOrNull(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0) {
            return null;
        }
        String text = new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }
}
