package nightdesk.responder.delivery;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import nightdesk.ingest.Identity;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Texts on their way, in PostgreSQL. A text that is taken and not heard of again may be taken anew after its lease. */
public final class OutboxStore {
    private final DatabaseClient database;
    private final Duration lease;

    OutboxStore(DatabaseClient database, Duration lease) {
        this.database = database;
        this.lease = lease;
    }

    /** Puts a decision's texts in, in order; call it inside the decision's transaction. */
    public Mono<Void> put(String replyId, String conversationId, LocalDate night, List<String> texts, Instant clockAt) {
        return Flux.range(0, texts.size())
                .concatMap(part -> database.sql("""
                                insert into night_outbox (msgid, reply_id, conversation_id, night, text, clock_at)
                                values ($1, $2, $3, $4, $5, $6) on conflict (msgid) do nothing""")
                        .bind("$1", Outgoing.msgid(replyId, part))
                        .bind("$2", replyId)
                        .bind("$3", conversationId)
                        .bind("$4", night)
                        .bind("$5", texts.get(part))
                        .bind("$6", clockAt.atOffset(ZoneOffset.UTC))
                        .then())
                .then();
    }

    /** Takes texts that are due: of each conversation only the oldest, so that their order is kept. */
    Mono<List<Outgoing>> take(int limit) {
        return database.sql("""
                        update night_outbox o
                        set taken_until = clock_timestamp() + $2 * interval '1 millisecond', attempts = attempts + 1
                        from night_conversations c
                        where c.conversation_id = o.conversation_id and o.msgid in (
                          select due.msgid from night_outbox due
                          where due.state = 'pending' and due.next_at <= clock_timestamp()
                            and (due.taken_until is null or due.taken_until < clock_timestamp())
                            and not exists (select 1 from night_outbox earlier
                              where earlier.conversation_id = due.conversation_id and earlier.state = 'pending'
                                and earlier.seq < due.seq)
                          order by due.seq limit $1 for update skip locked)
                        returning o.accepted_at, o.msgid, o.reply_id, o.conversation_id, o.night, o.text, o.attempts, o.clock_at,
                          o.created_at, c.account, c.endpoint, c.peer, c.patient_id, c.patient_name, c.identity_kind,
                          c.identity_value,
                          exists (select 1 from night_inbox i, night_replies r where i.conversation_id = o.conversation_id
                            and i.night = o.night and i.said_by = 'staff' and r.id = o.reply_id
                            and r.kind <> 'emergency'
                            and i.arrived_at > o.created_at - interval '10 seconds') as person""")
                .bind("$1", limit)
                .bind("$2", lease.toMillis())
                .map(OutboxStore::outgoing)
                .all()
                .collectList();
    }

    private static Outgoing outgoing(Readable row) {
        return new Outgoing(
                text(row, "msgid"),
                text(row, "reply_id"),
                text(row, "conversation_id"),
                Objects.requireNonNull(row.get("night", LocalDate.class)),
                text(row, "account"),
                text(row, "endpoint"),
                text(row, "peer"),
                text(row, "patient_id"),
                row.get("patient_name", String.class),
                new Identity(text(row, "identity_kind"), text(row, "identity_value")),
                text(row, "text"),
                Objects.requireNonNull(row.get("attempts", Integer.class)),
                instant(row, "clock_at"),
                instant(row, "created_at"),
                Boolean.TRUE.equals(row.get("person", Boolean.class)),
                instantOrNull(row));
    }

    private static @Nullable Instant instantOrNull(Readable row) {
        OffsetDateTime accepted = row.get("accepted_at", OffsetDateTime.class);
        return accepted == null ? null : accepted.toInstant();
    }

    /** Notes that WeCom took a text, before the log and the queue hear of it. */
    Mono<Void> accepted(String msgid, Instant at) {
        return database.sql("update night_outbox set accepted_at = $2 where msgid = $1 and accepted_at is null")
                .bind("$1", msgid)
                .bind("$2", at.atOffset(ZoneOffset.UTC))
                .then();
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    private static Instant instant(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, OffsetDateTime.class), column)
                .toInstant();
    }

    Mono<Void> sent(String msgid, Instant at) {
        return database.sql("update night_outbox set state = 'sent', sent_at = $2, taken_until = null"
                        + " where msgid = $1 and state = 'pending'")
                .bind("$1", msgid)
                .bind("$2", at.atOffset(ZoneOffset.UTC))
                .then();
    }

    Mono<Void> again(String msgid, Duration pause, String reason) {
        return database.sql(
                        "update night_outbox set taken_until = null, reason = $3,"
                                + " next_at = clock_timestamp() + $2 * interval '1 millisecond' where msgid = $1 and state = 'pending'")
                .bind("$1", msgid)
                .bind("$2", pause.toMillis())
                .bind("$3", reason)
                .then();
    }

    /** Ends a text that will not be sent by us, and what would have followed it; {@code state} is draft or failed. */
    Mono<Void> ended(String msgid, String state, @Nullable Integer errcode, String reason) {
        var sql = database.sql("""
                        update night_outbox o set state = $2, errcode = $3, reason = $4, taken_until = null
                        from night_outbox this
                        where this.msgid = $1 and o.reply_id = this.reply_id and o.seq >= this.seq
                          and o.state = 'pending'""").bind("$1", msgid).bind("$2", state).bind("$4", reason);
        return (errcode == null ? sql.bindNull("$3", Integer.class) : sql.bind("$3", errcode)).then();
    }

    /** Marks a sent text as not delivered; returns it, or empty when it is not ours or known to have failed. */
    Mono<Outgoing> undelivered(String msgid, String reason) {
        return database.sql("""
                        update night_outbox o set state = 'failed', reason = $2
                        from night_conversations c
                        where c.conversation_id = o.conversation_id and o.msgid = $1 and o.state <> 'failed'
                        returning o.*, c.account, c.endpoint, c.peer, c.patient_id, c.patient_name, c.identity_kind,
                          c.identity_value, false as person""")
                .bind("$1", msgid)
                .bind("$2", reason)
                .map(OutboxStore::outgoing)
                .one();
    }

    /** Keeps back what was decided in a conversation since an instant and is not on its way yet; returns it. */
    Flux<Outgoing> withdraw(String conversationId, LocalDate night, Instant since, String reason) {
        return database.sql("""
                        update night_outbox o set state = 'draft', reason = $4, taken_until = null
                        from night_conversations c
                        where c.conversation_id = o.conversation_id and o.conversation_id = $1 and o.night = $2
                          and o.created_at >= $3 and o.state = 'pending'
                          and (o.taken_until is null or o.taken_until < clock_timestamp())
                        returning o.*, c.account, c.endpoint, c.peer, c.patient_id, c.patient_name, c.identity_kind,
                          c.identity_value, false as person""")
                .bind("$1", conversationId)
                .bind("$2", night)
                .bind("$3", since.atOffset(ZoneOffset.UTC))
                .bind("$4", reason)
                .map(OutboxStore::outgoing)
                .all();
    }
}
