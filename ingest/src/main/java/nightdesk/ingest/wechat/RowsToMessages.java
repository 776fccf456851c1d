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
    private final String source;
    private final Instant receivedAt;
    private final Occurrences occurrences;

    RowsToMessages(String source, Instant receivedAt) {
        this(source, receivedAt, new Occurrences());
    }

    RowsToMessages(String source, Instant receivedAt, Occurrences occurrences) {
        this.source = source;
        this.receivedAt = receivedAt;
        this.occurrences = occurrences;
    }

    /**
     * A message whose id stands; who speaks may still be open, and then it is written as a patient's.
     *
     * @param open who has to be decided about, or null
     */
    record Draft(ChatMessage message, @Nullable Undecided open) {}

    Occurrences occurrences() {
        return occurrences;
    }

    Draft draft(String account, Entry.Row given) {
        Entry.Row row = cleaned(given);
        String key = row.key() == null ? occurrences.key(row) : row.key();
        String conversation =
                Ids.conversation(Channel.WECHAT, account, account, row.talk().peer());
        ChatMessage message = new ChatMessage(
                Ids.message(Channel.WECHAT, account, key),
                Channel.WECHAT,
                account,
                account,
                row.talk().peer(),
                conversation,
                conversationIdentity(account, row.talk()),
                row.talk().name(),
                row.speaker() == null ? Speaker.PATIENT : row.speaker(),
                row.speakerId(),
                row.speakerName(),
                row.type(),
                row.text(),
                occurrences.inOrder(conversation, row.sentAt()),
                receivedAt,
                source,
                row.raw());
        Undecided open = row.speaker() == null ? Undecided.of(account, row) : null;
        return new Draft(
                row.speaker() == Speaker.PATIENT
                        ? spokenByPatient(message, row.talk().group())
                        : message,
                open);
    }

    /** A group is nobody: what staff say in it belongs to the group until its patient is known. */
    private static Identity conversationIdentity(String account, Entry.Talk talk) {
        if (talk.group()) {
            return new Identity("group", account + "/" + talk.peer());
        }
        return talk.named() ? new Identity("name", account + ":" + talk.peer()) : new Identity("wxid", talk.peer());
    }

    /** Returns the message as a patient's: in a group, whoever wrote it. */
    static ChatMessage spokenByPatient(ChatMessage message, boolean group) {
        if (!group || (message.speakerId() == null && message.speakerName() == null)) {
            return with(message, message.identity(), message.patientName(), Speaker.PATIENT);
        }
        Identity member = message.speakerId() != null
                ? new Identity("wxid", message.speakerId())
                : new Identity("name", message.account() + ":" + message.speakerName());
        return with(message, member, message.speakerName(), Speaker.PATIENT);
    }

    /** Returns the message as staff's. */
    static ChatMessage spokenByStaff(ChatMessage message) {
        return with(message, message.identity(), message.patientName(), Speaker.STAFF);
    }

    private static ChatMessage with(ChatMessage message, Identity identity, @Nullable String name, Speaker speaker) {
        return new ChatMessage(
                message.messageId(),
                message.channel(),
                message.account(),
                message.endpoint(),
                message.peer(),
                message.conversationId(),
                identity,
                name,
                speaker,
                message.speakerId(),
                message.speakerName(),
                message.type(),
                message.text(),
                message.sentAt(),
                message.receivedAt(),
                message.source(),
                message.raw());
    }

    /** PostgreSQL takes neither NUL nor half surrogates, and a message that it refuses would take others with it. */
    private static Entry.Row cleaned(Entry.Row row) {
        Entry.Talk talk = row.talk();
        return new Entry.Row(
                row.line(),
                row.key(),
                new Entry.Talk(Wording.clean(talk.peer()), talk.named(), talk.group(), cleaned(talk.name())),
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
}
