package nightdesk.responder.night;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import nightdesk.ingest.Json;
import nightdesk.responder.Paged;
import nightdesk.responder.Replies;
import nightdesk.responder.Reply;
import nightdesk.responder.ReplyKind;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The decisions in PostgreSQL. */
final class ReplyStore implements Replies {
    private final DatabaseClient database;
    private final ZoneId zone;

    ReplyStore(DatabaseClient database, ZoneId zone) {
        this.database = database;
        this.zone = zone;
    }

    /** Keeps a decision; false when this very burst was decided before. */
    Mono<Boolean> keep(String id, String conversationId, LocalDate night, Instant at, Decision decision) {
        var sql = database.sql("""
                        insert into night_replies (id, conversation_id, night, decided_at, kind, rule, question, text,
                          knowledge, triage, gate, knowledge_version, trace, model)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
                        on conflict (id) do nothing""")
                .bind("$1", id)
                .bind("$2", conversationId)
                .bind("$3", night)
                .bind("$4", at.atOffset(ZoneOffset.UTC))
                .bind("$5", decision.kind().code())
                .bind("$6", decision.rule())
                .bind("$7", decision.question())
                .bind("$8", decision.text())
                .bind("$9", Json.text(decision.knowledge()))
                .bind("$10", Json.text(danger(decision)))
                .bind("$11", Json.text(decision.gate()))
                .bind("$12", decision.knowledgeVersion())
                .bind("$13", Json.text(decision.trace()));
        String model = decision.model();
        return (model == null ? sql.bindNull("$14", String.class) : sql.bind("$14", model))
                .fetch()
                .rowsUpdated()
                .map(added -> added > 0);
    }

    private static Reply.Danger danger(Decision decision) {
        return new Reply.Danger(
                decision.triage().level(),
                decision.triage().signals(),
                decision.triage().because());
    }

    /** Returns what we said or chose not to say in a conversation's night, oldest first, as turns. */
    Mono<List<Turn>> turns(String conversationId, LocalDate night) {
        return database.sql("""
                        select id, decided_at, kind, rule, text, knowledge from night_replies
                        where conversation_id = $1 and night = $2 and kind <> 'silent' order by seq""")
                .bind("$1", conversationId)
                .bind("$2", night)
                .map(ReplyStore::turn)
                .all()
                .collectList();
    }

    private static Turn turn(Readable row) {
        return Turn.ours(
                text(row, "id"),
                time(row, "decided_at").toInstant(),
                ReplyKind.of(text(row, "kind")),
                text(row, "rule"),
                text(row, "text"),
                sources(row).stream().map(Reply.Source::id).toList());
    }

    @Override
    public Mono<Paged<Reply>> ofConversation(String conversationId, int page, int size) {
        return database.sql("select count(*) as n from night_replies where conversation_id = $1")
                .bind("$1", conversationId)
                .map(row -> Objects.requireNonNull(row.get("n", Long.class)))
                .one()
                .flatMap(total -> page(conversationId, page, size).map(items -> new Paged<>(total, items)));
    }

    private Mono<List<Reply>> page(String conversationId, int page, int size) {
        return database.sql("""
                        select r.*, o.msgid, o.errcode, o.attempts, o.sent_at,
                          (select case when bool_or(state = 'failed') then 'failed' when bool_or(state = 'draft') then 'draft'
                             when bool_or(state = 'pending') then 'pending' else 'sent' end
                           from night_outbox where reply_id = r.id) as state
                        from night_replies r left join lateral (
                          select * from night_outbox where reply_id = r.id order by seq limit 1) o on true
                        where r.conversation_id = $1 order by r.seq limit $2 offset $3""")
                .bind("$1", conversationId)
                .bind("$2", size)
                .bind("$3", (long) page * size)
                .map(this::reply)
                .all()
                .collectList();
    }

    private Reply reply(Readable row) {
        return new Reply(
                text(row, "id"),
                text(row, "conversation_id"),
                local(time(row, "decided_at")),
                ReplyKind.of(text(row, "kind")),
                text(row, "question"),
                text(row, "text"),
                sources(row),
                Json.read(text(row, "triage"), Reply.Danger.class),
                Json.read(text(row, "gate"), Reply.Gate.class),
                row.get("model", String.class),
                text(row, "knowledge_version"),
                delivery(row),
                Arrays.asList(Json.read(text(row, "trace"), Reply.Step[].class)));
    }

    private Reply.@Nullable Delivery delivery(Readable row) {
        String msgid = row.get("msgid", String.class);
        if (msgid == null) {
            return null;
        }
        OffsetDateTime sentAt = row.get("sent_at", OffsetDateTime.class);
        return new Reply.Delivery(
                text(row, "state"),
                msgid,
                row.get("errcode", Integer.class),
                Objects.requireNonNullElse(row.get("attempts", Integer.class), 0),
                sentAt == null ? null : local(sentAt));
    }

    private static List<Reply.Source> sources(Readable row) {
        return Arrays.asList(Json.read(text(row, "knowledge"), Reply.Source[].class));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    private OffsetDateTime local(OffsetDateTime time) {
        return time.atZoneSameInstant(zone).toOffsetDateTime();
    }

    private static OffsetDateTime time(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, OffsetDateTime.class), column);
    }

    /** Takes words that were taken back out of what was decided on them. */
    Mono<Void> forget(InboxStore.TakenBack taken) {
        if (taken.words().isBlank()) {
            return Mono.empty();
        }
        return database.sql("""
                        update night_replies set question = replace(question, $3, '[已撤回]'),
                          trace = replace(trace, $3, '[已撤回]')
                        where conversation_id = $1 and night = $2""")
                .bind("$1", taken.conversationId())
                .bind("$2", taken.night())
                .bind("$3", taken.words())
                .then();
    }
}
