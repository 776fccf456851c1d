package nightdesk.ingest.group;

import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Groups;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;

/**
 * One group of one account.
 *
 * @param network {@code wecom} for every channel of WeCom, as they share their ids; else the channel's code
 */
record GroupKey(String network, String account, String groupId) {
    static final String WECOM = "wecom";
    private static final String NAMED = "name:";

    static GroupKey of(ChatMessage message) {
        return of(message.channel(), message.account(), message.peer());
    }

    static GroupKey of(Channel channel, String account, String groupId) {
        return new GroupKey(network(channel), account, groupId);
    }

    static String network(Channel channel) {
        return switch (channel) {
            case WECOM_KF, WECOM_ARCHIVE -> WECOM;
            case WECHAT, GATEWAY -> channel.code();
        };
    }

    String id() {
        return "g_" + Ids.hash(network, account, groupId);
    }

    boolean isWecom() {
        return WECOM.equals(network);
    }

    /** Returns who stands for the group where no single patient does. */
    Identity identity() {
        return new Identity(Groups.KIND, account + "/" + groupId);
    }

    /** Returns how the network knows this member as a patient. */
    Identity identity(String memberId) {
        if (memberId.startsWith(NAMED)) {
            return new Identity("name", account + ":" + memberId.substring(NAMED.length()));
        }
        return new Identity(isWecom() ? "external_userid" : "wxid", memberId);
    }

    /** Returns the member who said this, by id, else by name; empty when neither is known. */
    static String memberId(ChatMessage message) {
        if (message.speakerId() != null && !message.speakerId().isEmpty()) {
            return message.speakerId();
        }
        return message.speakerName() == null || message.speakerName().isEmpty() ? "" : NAMED + message.speakerName();
    }
}
