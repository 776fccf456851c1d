package nightdesk.ingest;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Group chats and who is in them: customer groups of WeCom, archived rooms, chatrooms of personal WeChat. Knowing who is
 * staff decides who speaks and whose conversation it is.
 *
 * <p>The rules: a patient's words are the patient's own. Words of staff, robots and the platform belong to the group's
 * patient where exactly one was in the group at that time, else to the group itself, which stands as a person of kind
 * {@link #KIND}. Who a member is, is told in this order: a role that a person gave; the platform's member list; what the
 * channel took the member for when they first spoke, where once staff is always staff.
 *
 * <p>When roles or lists change, the messages of that group are read again: store and index follow, the log stays.
 */
public interface Groups {

    /** The kind of the identity that stands for a group with no patient or several; its value is {@code account/group}. */
    String KIND = "group";

    /**
     * Takes messages of groups as their channel brought them, before they go to the log: notes groups and members, and
     * returns the messages in the same order, with speaker and patient decided.
     *
     * @param messages of groups only. {@link ChatMessage#peer()} is the group's id; speaker is what the channel takes the
     *     speaker for; speakerId or else speakerName says who it is; identity is the speaker's own where they are a
     *     patient and anything otherwise; patientName may be the group's name
     */
    Mono<List<ChatMessage>> arrive(List<ChatMessage> messages);

    /**
     * Returns messages as they read by what is known of their groups now; messages of no group stay as they are. Within a
     * transaction, what is known cannot change until it ends.
     */
    Mono<List<ChatMessage>> reread(List<ChatMessage> messages);

    /** Takes the platform's own list of a group's members: who is not on it has left. */
    Mono<Void> listed(MemberList list);

    /** Notes that a group was dismissed; its members stay as a fact. */
    Mono<Void> dismissed(Channel channel, String account, String groupId, Instant at);

    /**
     * Returns groups, those with the most recent message first.
     *
     * @param text part of the name, or of a member's name; null = all
     */
    Mono<GroupPage> list(@Nullable String text, int page, int size);

    /** Returns a group with its members, or empty when there is none of this id. */
    Mono<Group> find(String id);

    /**
     * Gives a member a role; null takes it back, so that the member list decides again.
     *
     * @param everywhere whether it holds for this member in all groups of the account
     * @return the group as it is now, or empty when there is no such group or member
     */
    Mono<Group> assign(String id, String memberId, @Nullable Role role, boolean everywhere);

    /** Who a member of a group is. */
    enum Role {
        PATIENT,
        CONSULTANT,
        DOCTOR,
        STAFF,
        /** A group robot or another machine. */
        ROBOT,
        UNKNOWN;

        /** Returns the lower-case code used by the store and the API. */
        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Returns the role with this code.
         *
         * @throws IllegalArgumentException naming the codes that exist
         */
        public static Role of(String code) {
            for (Role role : values()) {
                if (role.code().equals(code)) {
                    return role;
                }
            }
            throw new IllegalArgumentException(
                    "role: met '" + code + "', expected one of patient, consultant, doctor, staff, robot, unknown");
        }
    }

    /**
     * A platform's list of a group's members.
     *
     * @param channel any channel of the platform
     * @param account our account
     * @param groupId {@code chat_id}, room id
     * @param owner the owner's member id
     * @param version the platform's version of the list; null where it has none
     * @param asOf when the platform was asked: an older list never replaces a newer one
     */
    record MemberList(
            Channel channel,
            String account,
            String groupId,
            @Nullable String name,
            @Nullable String owner,
            @Nullable String notice,
            @Nullable String version,
            @Nullable Instant createdAt,
            Instant asOf,
            List<ListedMember> members) {}

    /**
     * @param id userid, external_userid, wxid
     * @param role what the platform says the member is
     * @param joinedAt when the member joined; null = not told
     */
    record ListedMember(
            String id,
            Role role,
            @Nullable String name,
            @Nullable String groupNickname,
            @Nullable String unionid,
            @Nullable Instant joinedAt) {}

    /**
     * @param id {@code g_…}
     * @param channel {@code wecom}, {@code wechat} or {@code gateway}: one group of WeCom is known by several channels
     * @param version the platform's version of the member list; null = known from messages only
     * @param listedAt when the list was last taken; null = never
     * @param patients how many present members are patients
     * @param members all there ever were; empty in lists of groups
     * @param reading whether its messages are being read again
     */
    record Group(
            String id,
            String channel,
            String account,
            String groupId,
            @Nullable String name,
            @Nullable String owner,
            @Nullable String version,
            @Nullable Instant listedAt,
            @Nullable Instant dismissedAt,
            @Nullable Instant lastMessageAt,
            long present,
            long patients,
            boolean reading,
            List<Member> members) {}

    /**
     * @param role who the member is taken for
     * @param assigned whether a person gave that role
     * @param listed what the platform's list says; null = not on a list
     * @param patientId of whom is a patient
     */
    record Member(
            String id,
            @Nullable String name,
            @Nullable String groupNickname,
            Role role,
            boolean assigned,
            @Nullable Role listed,
            @Nullable Instant joinedAt,
            @Nullable Instant leftAt,
            @Nullable String patientId) {}

    /** One page of groups. */
    record GroupPage(long total, List<Group> items) {}
}
