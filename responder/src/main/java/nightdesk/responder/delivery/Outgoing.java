package nightdesk.responder.delivery;

import java.time.Instant;
import java.time.LocalDate;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Speaker;
import nightdesk.responder.lead.LeadEntry;
import org.jspecify.annotations.Nullable;

/**
 * A text taken from the outbox to be sent.
 *
 * @param msgid ours and deterministic: the same text of the same decision always has the same
 * @param text with the AI mark
 * @param attempts this one included
 * @param clockAt the desk's clock at the decision
 * @param createdAt when it was decided by the wall clock
 * @param personSpoke whether a person of ours has written since, and the text is no help in an emergency
 * @param acceptedAt when WeCom took it, if a crash or a failure came between that and the log
 */
record Outgoing(
        String msgid,
        String replyId,
        String conversationId,
        LocalDate night,
        String account,
        String endpoint,
        String peer,
        String patientId,
        @Nullable String patientName,
        Identity identity,
        String text,
        int attempts,
        Instant clockAt,
        Instant createdAt,
        boolean personSpoke,
        @Nullable Instant acceptedAt) {

    static String msgid(String replyId, int part) {
        return "nd" + Ids.hash(replyId, Integer.toString(part));
    }

    /** Returns the message as the rest of the house sees it; always the same id. */
    ChatMessage message(Instant sentAt) {
        return new ChatMessage(
                Ids.message(Channel.WECOM_KF, account, msgid),
                Channel.WECOM_KF,
                account,
                endpoint,
                peer,
                conversationId,
                identity,
                patientName,
                Speaker.AI,
                null,
                "AI助手",
                ChatMessage.TEXT,
                text,
                sentAt,
                sentAt,
                "outbox",
                null);
    }

    LeadEntry.Who who() {
        return new LeadEntry.Who(conversationId, night, patientId, patientName);
    }
}
