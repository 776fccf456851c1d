package nightdesk.ingest.gateway;

import java.time.Instant;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Speaker;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway told, before it is a message.
 *
 * @param id unique within the source
 * @param peer the other end, or the group
 * @param group whether it is a group
 * @param peerName the name of the other end, or of the group
 * @param speakerId who said it; null when only a name is known
 * @param sentAt when
 */
record Spoken(
        String id,
        String peer,
        boolean group,
        @Nullable String peerName,
        Speaker speaker,
        @Nullable String speakerId,
        @Nullable String speakerName,
        String type,
        String text,
        Instant sentAt,
        @Nullable String raw) {

    /** An id of personal WeChat that stays the same and means the same everywhere. */
    private static final String WXID = "wxid_";
    /** The web protocol's ids, which change with every login. */
    private static final String TEMPORARY = "@";

    ChatMessage message(Gateway gateway, Instant now) {
        String key = gateway.name() + "/" + id;
        String patient = group && speakerId != null ? speakerId : peer;
        return new ChatMessage(
                Ids.message(Channel.GATEWAY, gateway.name(), key),
                Channel.GATEWAY,
                gateway.name(),
                gateway.owner(),
                peer,
                Ids.conversation(Channel.GATEWAY, gateway.name(), gateway.owner(), peer),
                identity(gateway, patient, group ? speakerName : peerName),
                peerName,
                speaker,
                speakerId,
                speakerName,
                type,
                text,
                sentAt,
                now,
                "gateway:" + gateway.name(),
                raw);
    }

    private static Identity identity(Gateway gateway, String id, @Nullable String name) {
        if (id.startsWith(WXID)) {
            return new Identity("wxid", id);
        }
        return name != null && (id.equals(name) || id.startsWith(TEMPORARY))
                ? new Identity("name", gateway.owner() + "/" + name)
                : new Identity("gateway", gateway.name() + "/" + id);
    }
}
