package nightdesk.responder.delivery;

import java.time.Instant;
import java.time.LocalDate;
import nightdesk.ingest.SendFailures;
import nightdesk.ingest.Topics;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.announce.AnnouncementStore;
import nightdesk.responder.lead.LeadEntry;
import nightdesk.responder.lead.LeadNotes;
import nightdesk.responder.lead.LeadScore;
import nightdesk.responder.lead.LeadStore;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Writes down what became of a text, each time in one transaction: outbox, queue and announcement. */
public final class DeliveryBook {
    private final OutboxStore outbox;
    private final LeadStore leads;
    private final AnnouncementStore announcements;
    private final NightCalendar calendar;
    private final TransactionalOperator transaction;

    DeliveryBook(
            OutboxStore outbox,
            LeadStore leads,
            AnnouncementStore announcements,
            NightCalendar calendar,
            TransactionalOperator transaction) {
        this.outbox = outbox;
        this.leads = leads;
        this.announcements = announcements;
        this.calendar = calendar;
        this.transaction = transaction;
    }

    private record Delivery(String conversationId, String replyId, String delivery) {}

    Mono<Void> sent(Outgoing text, Instant at) {
        return outbox.sent(text.msgid(), at).then(announce(text, "sent")).as(transaction::transactional);
    }

    /** Ends a text that will not go out; staff find the conversation in the queue with the reason. */
    Mono<Void> ended(Outgoing text, String state, @Nullable Integer errcode, String reason) {
        return outbox.ended(text.msgid(), state, errcode, reason)
                .then(Mono.defer(() -> bringBack(text, reason)))
                .then(announce(text, state))
                .as(transaction::transactional);
    }

    /** WeCom says later that a text it had taken did not arrive. */
    public Mono<Void> undelivered(String msgid, String failType) {
        String reason = "消息未送达：" + SendFailures.reason(failType);
        return outbox.undelivered(msgid, reason)
                .flatMap(text -> bringBack(text, reason).then(announce(text, "failed")))
                .as(transaction::transactional);
    }

    /** Keeps back the texts that answer what was taken back; staff find them as drafts. */
    public Mono<Void> withdraw(String conversationId, LocalDate night, Instant since, String reason) {
        return outbox.withdraw(conversationId, night, since, reason)
                .collectList()
                .flatMapIterable(texts -> texts)
                .concatMap(text -> announce(text, "draft"))
                .then();
    }

    private Mono<Void> bringBack(Outgoing text, String reason) {
        LeadNotes nothing = LeadNotes.NOTHING;
        LeadScore score = LeadScore.of(nothing, new LeadScore.Hints(false, false, false, false, false));
        LeadEntry entry = new LeadEntry(
                text.who(), nothing, score, calendar.promise(text.clockAt()), "delivery", false, "", text.clockAt());
        return leads.bringBack(entry, reason);
    }

    private Mono<Void> announce(Outgoing text, String state) {
        return Mono.defer(() -> announcements.note(
                Topics.REPLY, text.conversationId(), new Delivery(text.conversationId(), text.replyId(), state)));
    }
}
