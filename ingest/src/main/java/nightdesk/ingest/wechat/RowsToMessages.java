package nightdesk.ingest.wechat;

import java.time.Instant;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Speaker;
import org.jspecify.annotations.Nullable;

/** Gives rows of an export their ids and makes them messages. */
final class RowsToMessages {
    private final String account;
    private final String source;
    private final Instant receivedAt;
    private final Occurrences occurrences = new Occurrences();

    RowsToMessages(String account, String source, Instant receivedAt) {
        this.account = account;
        this.source = source;
        this.receivedAt = receivedAt;
    }

    ChatMessage message(Entry.Row given) {
        Entry.Row row = cleaned(given);
        String key = row.key() == null ? occurrences.key(row) : row.key();
        return new ChatMessage(
                Ids.message(Channel.WECHAT, account, key),
                Channel.WECHAT,
                account,
                account,
                row.peer(),
                Ids.conversation(Channel.WECHAT, account, account, row.peer()),
                identity(row),
                patientName(row),
                row.speaker(),
                row.speakerId(),
                row.speakerName(),
                row.type(),
                row.text(),
                row.sentAt(),
                receivedAt,
                source,
                row.raw());
    }

    /** PostgreSQL takes neither NUL nor half surrogates, and a message that it refuses would take others with it. */
    private static Entry.Row cleaned(Entry.Row row) {
        return new Entry.Row(
                row.line(),
                row.key(),
                Wording.clean(row.peer()),
                row.named(),
                row.group(),
                cleaned(row.patientName()),
                row.speaker(),
                cleaned(row.speakerId()),
                cleaned(row.speakerName()),
                Wording.clean(row.type()),
                Wording.clean(row.text()),
                row.sentAt(),
                row.raw() == null ? null : Wording.storable(row.raw()));
    }

    private static @Nullable String cleaned(@Nullable String name) {
        return name == null ? null : Wording.clean(name);
    }

    /** In a group, a patient's words are the member's who wrote them, not the group's. */
    private Identity identity(Entry.Row row) {
        if (isMember(row) && row.speakerId() != null) {
            return new Identity("wxid", row.speakerId());
        }
        if (isMember(row) && row.speakerName() != null) {
            return named(row.speakerName());
        }
        return row.named() ? named(row.peer()) : new Identity("wxid", row.peer());
    }

    private static @Nullable String patientName(Entry.Row row) {
        return isMember(row) && row.speakerName() != null ? row.speakerName() : row.patientName();
    }

    private static boolean isMember(Entry.Row row) {
        return row.group() && row.speaker() == Speaker.PATIENT;
    }

    private Identity named(String name) {
        return new Identity("name", account + ":" + name);
    }
}
