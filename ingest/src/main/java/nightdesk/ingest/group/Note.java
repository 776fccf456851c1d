package nightdesk.ingest.group;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Groups.Role;
import nightdesk.ingest.Identity;
import org.jspecify.annotations.Nullable;

/**
 * What messages tell about a member that was not known yet.
 *
 * @param stale whether the platform's list must be out of date, as this member is not on it
 */
record Note(GroupKey key, String memberId, @Nullable String name, Role seen, Identity identity, boolean stale) {

    /** Returns what these messages tell beyond the roster, one note a member. */
    static List<Note> beyond(Roster roster, List<ChatMessage> messages) {
        Map<String, Note> notes = new LinkedHashMap<>();
        for (ChatMessage message : messages) {
            String member = GroupKey.memberId(message);
            Role seen = seen(message);
            if (!member.isEmpty() && seen != Role.UNKNOWN) {
                notes.merge(member, note(roster.key(), member, seen, message), Note::and);
            }
        }
        List<Note> news = new ArrayList<>();
        notes.values().forEach(note -> note.against(roster, news));
        return news;
    }

    private static Note note(GroupKey key, String member, Role seen, ChatMessage message) {
        Identity own = seen == Role.PATIENT ? message.identity() : key.identity(member);
        return new Note(key, member, message.speakerName(), seen, own, false);
    }

    private static Role seen(ChatMessage message) {
        if (ChatMessage.EVENT.equals(message.type())) {
            return Role.UNKNOWN;
        }
        return switch (message.speaker()) {
            case PATIENT -> Role.PATIENT;
            case STAFF -> Role.STAFF;
            case SYSTEM -> Role.ROBOT;
            case AI -> Role.UNKNOWN;
        };
    }

    private Note and(Note later) {
        Role both = stronger(seen, later.seen);
        Identity own = later.seen == Role.PATIENT ? later.identity : identity;
        return new Note(key, memberId, later.name == null ? name : later.name, both, own, false);
    }

    /** Once staff is always staff, so that the order of messages does not matter. */
    static Role stronger(Role one, Role other) {
        if (one == Role.STAFF || other == Role.STAFF) {
            return Role.STAFF;
        }
        return one == Role.ROBOT || other == Role.ROBOT ? Role.ROBOT : Role.PATIENT;
    }

    private void against(Roster roster, List<Note> news) {
        Roster.Known known = roster.members().get(memberId);
        if (known == null) {
            news.add(new Note(key, memberId, name, seen, identity, key.isWecom()));
            return;
        }
        Role both = known.seen() == null ? seen : stronger(known.seen(), seen);
        boolean named = name != null && !Objects.equals(name, known.name()) && known.listed() == null;
        if (both != known.seen() || named) {
            news.add(new Note(key, memberId, name, both, known.identity(), false));
        }
    }
}
