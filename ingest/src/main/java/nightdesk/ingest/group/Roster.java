package nightdesk.ingest.group;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Groups.Role;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Speaker;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a group: decides who speaks and whose conversation it is. The decision depends on nothing but this and
 * the message, so that reading a message again comes to the same end whatever happened in between.
 *
 * @param version grows with every change
 * @param members by member id
 */
record Roster(GroupKey key, long version, @Nullable String name, boolean listed, Map<String, Known> members) {

    /**
     * A member.
     *
     * @param assigned given by a person
     * @param listed told by the platform
     * @param seen what the channel took the member for
     */
    record Known(
            String id,
            @Nullable String name,
            @Nullable Role assigned,
            @Nullable Role listed,
            @Nullable Role seen,
            Identity identity,
            @Nullable Instant joinedAt,
            @Nullable Instant leftAt) {

        Role role() {
            if (assigned != null) {
                return assigned;
            }
            if (listed != null && listed != Role.UNKNOWN) {
                return listed;
            }
            return seen == null ? Role.UNKNOWN : seen;
        }

        private boolean decidesLike(@Nullable Known other) {
            return other != null
                    && role() == other.role()
                    && identity.equals(other.identity)
                    && Objects.equals(joinedAt, other.joinedAt)
                    && Objects.equals(leftAt, other.leftAt);
        }

        private boolean isThere(Instant at) {
            return (joinedAt == null || !joinedAt.isAfter(at)) && (leftAt == null || leftAt.isAfter(at));
        }
    }

    static Roster empty(GroupKey key) {
        return new Roster(key, 0, null, false, Map.of());
    }

    ChatMessage decide(ChatMessage message) {
        Known member = members.get(GroupKey.memberId(message));
        Speaker speaker = speaker(message, member);
        if (speaker == Speaker.PATIENT) {
            Identity own = member == null ? message.identity() : member.identity();
            String ownName = message.speakerName() != null || member == null ? message.speakerName() : member.name();
            return message.saidBy(speaker, own, ownName);
        }
        Known patient = onlyPatient(message.sentAt());
        return patient == null
                ? message.saidBy(speaker, key.identity(), name)
                : message.saidBy(speaker, patient.identity(), patient.name());
    }

    private static Speaker speaker(ChatMessage message, @Nullable Known member) {
        if (member == null || message.speaker() == Speaker.AI || ChatMessage.EVENT.equals(message.type())) {
            return message.speaker();
        }
        return switch (member.role()) {
            case PATIENT -> Speaker.PATIENT;
            case CONSULTANT, DOCTOR, STAFF -> Speaker.STAFF;
            case ROBOT -> Speaker.SYSTEM;
            case UNKNOWN -> message.speaker();
        };
    }

    /** Returns the one patient who was there then; where none was, the one who ever was. */
    private @Nullable Known onlyPatient(Instant at) {
        List<Known> then = patients(member -> member.isThere(at));
        List<Known> candidates = then.isEmpty() ? patients(member -> true) : then;
        return candidates.size() == 1 ? candidates.getFirst() : null;
    }

    private List<Known> patients(Predicate<Known> which) {
        return members.values().stream()
                .filter(member -> member.role() == Role.PATIENT)
                .filter(which)
                .toList();
    }

    /** Returns whether a later roster decides every message as this one does. */
    boolean decidesLike(Roster later) {
        boolean kept = members.values().stream().allMatch(known -> known.decidesLike(later.members.get(known.id())));
        return kept && (hasNoOnlyPatient() || later.members.values().stream().allMatch(this::changesNothing));
    }

    private boolean changesNothing(Known member) {
        return members.containsKey(member.id()) || member.role() != Role.PATIENT;
    }

    /** Two patients who are there at any time: a third one changes nothing for the others. */
    private boolean hasNoOnlyPatient() {
        return patients(member -> member.joinedAt() == null && member.leftAt() == null)
                        .size()
                > 1;
    }
}
