package nightdesk.responder.night;

import java.time.LocalDate;
import nightdesk.ingest.ChatMessage;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.delivery.DeliveryBook;
import nightdesk.responder.lead.LeadStore;
import nightdesk.responder.night.InboxStore.TakenBack;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * A message was taken back: its words leave inbox, decisions and queue, and an answer to it that has not gone out stays
 * here. In one transaction.
 */
final class TakeBack {
    private static final String REASON = "消息未发出：患者已撤回所问的消息";

    private final InboxStore inbox;
    private final ReplyStore replies;
    private final LeadStore leads;
    private final DeliveryBook deliveries;
    private final NightCalendar calendar;
    private final TransactionalOperator transaction;

    TakeBack(
            InboxStore inbox,
            ReplyStore replies,
            LeadStore leads,
            DeliveryBook deliveries,
            NightCalendar calendar,
            TransactionalOperator transaction) {
        this.inbox = inbox;
        this.replies = replies;
        this.leads = leads;
        this.deliveries = deliveries;
        this.calendar = calendar;
        this.transaction = transaction;
    }

    Mono<Void> of(ChatMessage mark) {
        LocalDate night = calendar.night(mark.sentAt())
                .map(NightCalendar.Night::date)
                .orElseGet(() -> calendar.date(mark.sentAt()));
        return inbox.recall(mark.conversationId(), mark.messageId(), night, mark.sentAt())
                .flatMap(this::forget)
                .as(transaction::transactional);
    }

    private Mono<Void> forget(TakenBack taken) {
        Mono<Void> withdrawn = taken.byPatient()
                ? deliveries.withdraw(taken.conversationId(), taken.night(), taken.arrivedAt(), REASON)
                : Mono.empty();
        return withdrawn
                .then(Mono.defer(() -> replies.forget(taken)))
                .then(Mono.defer(() -> leads.forget(taken.conversationId(), taken.night(), taken.words())));
    }
}
