package nightdesk.nlp.lucene;

import java.time.Instant;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Speaker;

/** Messages for tests. */
final class Messages {
    static final Instant NOON = Instant.parse("2026-07-01T04:00:00Z");

    private Messages() {}

    static ChatMessage said(String key, String text) {
        return said(key, "wm1", Speaker.PATIENT, text, NOON);
    }

    static ChatMessage said(String key, String peer, Speaker speaker, String text, Instant at) {
        return message(key, peer, speaker, ChatMessage.TEXT, text, at);
    }

    static ChatMessage message(String key, String peer, Speaker speaker, String type, String text, Instant at) {
        return new ChatMessage(
                Ids.message(Channel.WECOM_KF, "main", key),
                Channel.WECOM_KF,
                "main",
                "wk1",
                peer,
                Ids.conversation(Channel.WECOM_KF, "main", "wk1", peer),
                new Identity("external_userid", peer),
                "患者" + peer,
                speaker,
                null,
                null,
                type,
                text,
                at,
                at,
                "kf",
                null);
    }
}
