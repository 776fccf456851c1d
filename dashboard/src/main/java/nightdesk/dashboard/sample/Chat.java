package nightdesk.dashboard.sample;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Speaker;

/** One conversation being written: knows both ends and turns what is said into messages with stable ids. */
final class Chat {
    /** The source of every sample message, and the account of those on WeCom. */
    static final String SAMPLE = "sample";

    private final String key;
    private final Channel channel;
    private final String account;
    private final String endpoint;
    private final String peer;
    private final Identity identity;
    private final String patientName;
    private final String patientId;
    private final Staff consultant;
    private final List<ChatMessage> messages = new ArrayList<>();

    private Chat(
            String key,
            Channel channel,
            String account,
            String endpoint,
            String peer,
            Identity identity,
            String patientName,
            Staff consultant) {
        this.key = key;
        this.channel = channel;
        this.account = account;
        this.endpoint = endpoint;
        this.peer = peer;
        this.identity = identity;
        this.patientName = patientName;
        this.patientId = identity.value();
        this.consultant = consultant;
    }

    static Chat personal(String key, String patientName, Staff consultant) {
        String wxid = "wxid_sample_" + key;
        String owner = "wxid_sample_" + consultant.id();
        return new Chat(key, Channel.WECHAT, owner, owner, wxid, new Identity("wxid", wxid), patientName, consultant);
    }

    static Chat wecom(String key, String patientName, Staff consultant) {
        String external = "wmSample" + key;
        Identity identity = new Identity("external_userid", external);
        return new Chat(
                key, Channel.WECOM_ARCHIVE, SAMPLE, consultant.id(), external, identity, patientName, consultant);
    }

    static Chat group(String key, String patientName, Staff consultant) {
        Identity identity = new Identity("external_userid", "wmSample" + key);
        return new Chat(
                key, Channel.WECOM_ARCHIVE, SAMPLE, "group", "wrSample" + key, identity, patientName, consultant);
    }

    String patientName() {
        return patientName;
    }

    Staff consultant() {
        return consultant;
    }

    List<ChatMessage> messages() {
        return messages;
    }

    void patientSays(String text, Instant at) {
        add(Speaker.PATIENT, patientId, patientName, text, at);
    }

    void staffSays(Staff staff, String text, Instant at) {
        add(Speaker.STAFF, staff.id(), staff.name(), text, at);
    }

    private void add(Speaker speaker, String speakerId, String speakerName, String text, Instant at) {
        messages.add(new ChatMessage(
                Ids.message(channel, account, SAMPLE + "-" + key + "-" + messages.size()),
                channel,
                account,
                endpoint,
                peer,
                Ids.conversation(channel, account, endpoint, peer),
                identity,
                patientName,
                speaker,
                speakerId,
                speakerName,
                type(text),
                text,
                at,
                at.plusSeconds(1),
                SAMPLE,
                null));
    }

    private static String type(String text) {
        return switch (text) {
            case "[图片]" -> "image";
            case "[语音]" -> "voice";
            default -> ChatMessage.TEXT;
        };
    }
}
