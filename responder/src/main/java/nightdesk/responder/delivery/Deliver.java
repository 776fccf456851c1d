package nightdesk.responder.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import nightdesk.ingest.Counters;
import nightdesk.ingest.CustomerService;
import nightdesk.ingest.CustomerService.SendResult;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.FailureText;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Stage;
import nightdesk.ingest.Topics;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomAccounts;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.announce.Poll;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stage {@code deliver}: sends what the outbox holds. A crash at any point is safe: before the send it is sent later;
 * after it WeCom refuses the same msgid and that counts as sent; the message put on the log twice has one id.
 */
final class Deliver implements Stage {
    private static final Logger log = LoggerFactory.getLogger(Deliver.class);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(2);
    private static final int MOST_DOUBLINGS = 7;

    private final OutboxStore outbox;
    private final DeliveryBook book;
    private final CustomerService wecom;
    private final WecomAccounts accounts;
    private final EventLog eventLog;
    private final NightCalendar calendar;
    private final DeliverySettings settings;
    private final Counters counters;
    private final Clock clock;

    Deliver(
            OutboxStore outbox,
            DeliveryBook book,
            CustomerService wecom,
            WecomAccounts accounts,
            EventLog eventLog,
            NightCalendar calendar,
            DeliverySettings settings,
            Counters counters,
            Clock clock) {
        this.outbox = outbox;
        this.book = book;
        this.wecom = wecom;
        this.accounts = accounts;
        this.eventLog = eventLog;
        this.calendar = calendar;
        this.settings = settings;
        this.counters = counters;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "deliver";
    }

    @Override
    public String role() {
        return "responder";
    }

    @Override
    public Mono<Void> run() {
        return Poll.forever(settings.parallelism(), settings.pollInterval(), this::deliverNext);
    }

    /** Workers take one text each, so that a slow send holds up nobody but its own conversation. */
    private Mono<Integer> deliverNext() {
        return outbox.take(1)
                .flatMap(due -> Flux.fromIterable(due).concatMap(this::deliver).then(Mono.just(due.size())));
    }

    private Mono<Void> deliver(Outgoing text) {
        Instant accepted = text.acceptedAt();
        if (accepted != null) {
            return tell(text, accepted).onErrorResume(failure -> tryAgain(text, failure));
        }
        if (text.personSpoke()) {
            return hold(text, null, unsent(text) + "：已有同事接待");
        }
        if (isOvertaken(text)) {
            return hold(text, null, unsent(text) + "：已到上班时间，请人工回复");
        }
        return wecom.sendText(text.account(), text.endpoint(), text.peer(), text.msgid(), text.text())
                .timeout(settings.sendTimeout())
                .flatMap(result -> settle(text, result).thenReturn(true))
                .onErrorResume(failure -> tryAgain(text, failure).thenReturn(false))
                .then();
    }

    /** A night's text that could not go out in time is staff's business in the morning. */
    private boolean isOvertaken(Outgoing text) {
        Instant now = clock.instant();
        return !simulated(text)
                && !calendar.isNight(now)
                && text.createdAt().plus(settings.maxAge()).isBefore(now);
    }

    private boolean simulated(Outgoing text) {
        return accounts.find(text.account()).filter(WecomAccount::simulated).isPresent();
    }

    private Mono<Void> settle(Outgoing text, SendResult result) {
        return switch (result) {
            case SendResult.Sent sent -> sent(text);
            case SendResult.AlreadySent before -> sent(text);
            case SendResult.Refused refused -> refused(text, refused);
        };
    }

    /** A try before this one may have reached WeCom without an answer reaching us. */
    private static String unsent(Outgoing text) {
        return text.attempts() > 1 ? "消息可能已发出，请先看对话" : "消息未发出";
    }

    private Mono<Void> sent(Outgoing text) {
        Instant at = simulated(text) ? text.clockAt() : clock.instant();
        counters.increment("replies.sent", "ok");
        return outbox.accepted(text.msgid(), at).then(Mono.defer(() -> tell(text, at)));
    }

    /** First the log, then the mark: a crash in between says it twice, the same words at the same time with one id. */
    private Mono<Void> tell(Outgoing text, Instant at) {
        LogRecord entry = new LogRecord(Topics.MESSAGE, text.conversationId(), Json.text(text.message(at)));
        return eventLog.append(entry).then(Mono.defer(() -> book.sent(text, at)));
    }

    private Mono<Void> refused(Outgoing text, SendResult.Refused refused) {
        log.warn("WeCom refused {} with {}", text.msgid(), refused.errcode());
        counters.increment("replies.refused", Integer.toString(refused.errcode()));
        return switch (refused.errcode()) {
            case 95018, 95013, 95016 -> hold(text, refused.errcode(), "消息未发出：会话由人工接待或已结束，请同事回复");
            case 95001 -> fail(text, refused.errcode(), "消息未发出：超过5条限制");
            case 95002 -> fail(text, refused.errcode(), "消息未发出：超过48小时");
            case 40001, 40013, 40014, 41001, 42001, 48002, 60011, 60020, 301002 -> notLetIn(text, refused.errcode());
            default -> fail(text, refused.errcode(), "消息未发出：企业微信拒绝（" + refused.errcode() + "）");
        };
    }

    /** A secret, a right or an address that is set wrong is put right by a person: the text waits for that. */
    private Mono<Void> notLetIn(Outgoing text, int errcode) {
        return outbox.again(text.msgid(), LONGEST_BACKOFF, "企业微信拒绝了凭证、权限或来源地址（" + errcode + "），设置改正后自动发出");
    }

    private Mono<Void> hold(Outgoing text, @Nullable Integer errcode, String reason) {
        return book.ended(text, "draft", errcode, reason);
    }

    private Mono<Void> fail(Outgoing text, int errcode, String reason) {
        return book.ended(text, "failed", errcode, reason);
    }

    private Mono<Void> tryAgain(Outgoing text, Throwable failure) {
        Duration pause = backoff(text.attempts());
        log.warn("Sending {} failed ({}), again in {}", text.msgid(), FailureText.of(failure), pause);
        counters.increment("replies.retried", failure.getClass().getSimpleName());
        return outbox.again(text.msgid(), pause, failure.getClass().getSimpleName());
    }

    private Duration backoff(int attempts) {
        Duration pause = settings.firstBackoff().multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : pause;
    }
}
