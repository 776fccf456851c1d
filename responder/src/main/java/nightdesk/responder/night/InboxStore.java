package nightdesk.responder.night;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import nightdesk.ingest.ChatMessage;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The lines of the nights in PostgreSQL, each once, and which conversations wait for a decision. */
final class InboxStore {
    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    InboxStore(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /** Keeps what is new and sets when its conversations are due; what is known already changes nothing. */
    Mono<Void> keep(List<Heard> heard) {
        if (heard.isEmpty()) {
            return Mono.empty();
        }
        return insert(heard)
                .collect(() -> new HashSet<String>(), Set::add)
                .flatMap(added -> Flux.fromIterable(latest(heard, added))
                        .concatMap(this::due)
                        .then())
                .as(transaction::transactional);
    }

    private Flux<String> insert(List<Heard> heard) {
        return database.sql("""
                        insert into night_inbox (message_id, conversation_id, night, said_by, type, text, sent_at, decided)
                        select id, conversation, night::date, said_by, type, text, sent_at::timestamptz, said_by <> 'patient'
                        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
                          as new (id, conversation, night, said_by, type, text, sent_at)
                        on conflict (message_id) do nothing
                        returning message_id""")
                .bind("$1", column(heard, one -> one.message().messageId()))
                .bind("$2", column(heard, one -> one.message().conversationId()))
                .bind("$3", column(heard, one -> one.night().toString()))
                .bind("$4", column(heard, one -> one.from().name().toLowerCase(Locale.ROOT)))
                .bind("$5", column(heard, Heard::type))
                .bind("$6", column(heard, one -> one.message().text().replace("\0", "")))
                .bind("$7", column(heard, one -> one.message().sentAt().toString()))
                .map(row -> Objects.requireNonNull(row.get("message_id", String.class)))
                .all();
    }

    private static String[] column(List<Heard> heard, Function<Heard, String> value) {
        return heard.stream().map(value).toArray(String[]::new);
    }

    /** Returns, for each conversation that has a new open line, the last of them. */
    private static List<Heard> latest(List<Heard> heard, Set<String> added) {
        Map<String, Heard> latest = new LinkedHashMap<>();
        heard.stream()
                .filter(one -> one.isOpen() && added.contains(one.message().messageId()))
                .forEach(one -> latest.put(one.message().conversationId(), one));
        return new ArrayList<>(latest.values());
    }

    private Mono<Void> due(Heard heard) {
        ChatMessage message = heard.message();
        var sql = database.sql("""
                        insert into night_conversations (conversation_id, account, endpoint, peer, patient_id,
                          patient_name, identity_kind, identity_value, due_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp() + $9 * interval '1 millisecond')
                        on conflict (conversation_id) do update set due_at = excluded.due_at,
                          patient_name = coalesce(excluded.patient_name, night_conversations.patient_name)""")
                .bind("$1", message.conversationId())
                .bind("$2", message.account())
                .bind("$3", message.endpoint())
                .bind("$4", message.peer())
                .bind("$5", message.patientId())
                .bind("$7", message.identity().kind())
                .bind("$8", message.identity().value())
                .bind("$9", heard.quiet().toMillis());
        String name = message.patientName();
        return (name == null ? sql.bindNull("$6", String.class) : sql.bind("$6", name)).then();
    }

    /**
     * A line that was taken back.
     *
     * @param words what it said; empty when only its place was kept
     * @param byPatient whether the patient had said it
     * @param arrivedAt when we had heard it
     */
    record TakenBack(String conversationId, LocalDate night, String words, boolean byPatient, Instant arrivedAt) {}

    /**
     * Takes a line back, lets go of its words and lets the desk read the night again without it. A line that has not come
     * yet is kept out by a place that stands for it. Call it inside a transaction.
     *
     * @return the line; empty when it was taken back before, or has not come yet
     */
    Mono<TakenBack> recall(String conversationId, String messageId, LocalDate night, Instant at) {
        return database.sql("select 1 from night_conversations where conversation_id = $1 for update")
                .bind("$1", conversationId)
                .then()
                .then(Mono.defer(() -> take(messageId)))
                .switchIfEmpty(Mono.defer(
                        () -> keepOut(conversationId, messageId, night, at).then(Mono.empty())));
    }

    private Mono<TakenBack> take(String messageId) {
        return database.sql("""
                        with before as (select message_id, text from night_inbox
                            where message_id = $1 and not recalled for update),
                          taken as (
                            update night_inbox i set recalled = true, decided = true, text = ''
                            from before where i.message_id = before.message_id
                            returning i.conversation_id, i.night, before.text as words, i.said_by, i.arrived_at),
                          again as (
                            update night_conversations set due_at = clock_timestamp()
                            where conversation_id in (select conversation_id from taken))
                        select * from taken""")
                .bind("$1", messageId)
                .map(row -> new TakenBack(
                        text(row, "conversation_id"),
                        Objects.requireNonNull(row.get("night", LocalDate.class)),
                        text(row, "words"),
                        "patient".equals(text(row, "said_by")),
                        Objects.requireNonNull(row.get("arrived_at", OffsetDateTime.class))
                                .toInstant()))
                .one();
    }

    private Mono<Void> keepOut(String conversationId, String messageId, LocalDate night, Instant at) {
        return database.sql("""
                        insert into night_inbox (message_id, conversation_id, night, said_by, type, text, sent_at,
                          decided, recalled)
                        values ($1, $2, $3, 'event', 'recalled', '', $4, true, true) on conflict do nothing""")
                .bind("$1", messageId)
                .bind("$2", conversationId)
                .bind("$3", night)
                .bind("$4", at.atOffset(ZoneOffset.UTC))
                .then();
    }

    /**
     * A conversation that waits, taken for one decision.
     *
     * @param undecidedNight the night of its oldest undecided line; the last night it wrote in, if none is undecided
     * @param lease who took it; after the lease's end somebody else may
     * @param failures how often its decision has failed
     */
    record Due(
            String conversationId,
            String account,
            String patientId,
            String patientName,
            LocalDate undecidedNight,
            String lease,
            int failures) {}

    /** Takes the conversation that has waited longest; empty when none is due. Nobody else gets it until the lease ends. */
    Mono<Due> take(Duration lease) {
        String token = UUID.randomUUID().toString();
        return database.sql("""
                        update night_conversations c
                        set taken_by = $1, taken_until = clock_timestamp() + $2 * interval '1 millisecond'
                        where c.conversation_id = (select conversation_id from night_conversations
                          where due_at <= clock_timestamp() and (taken_until is null or taken_until < clock_timestamp())
                          order by due_at limit 1 for update skip locked)
                        returning c.*, (select coalesce(min(i.night) filter (where not i.decided), max(i.night))
                          from night_inbox i where i.conversation_id = c.conversation_id) as undecided_night""")
                .bind("$1", token)
                .bind("$2", lease.toMillis())
                .map(row -> new Due(
                        text(row, "conversation_id"),
                        text(row, "account"),
                        text(row, "patient_id"),
                        Objects.requireNonNullElse(row.get("patient_name", String.class), ""),
                        Objects.requireNonNull(row.get("undecided_night", LocalDate.class)),
                        token,
                        Objects.requireNonNull(row.get("failures", Integer.class))))
                .one();
    }

    /**
     * Locks a taken conversation for writing its decision; true if it is still ours and its night holds the very lines
     * that the decision has read, so that nobody has spoken or taken a line back meanwhile. Call it inside the transaction
     * of the writing.
     */
    Mono<Boolean> stillStands(Due due, List<String> linesRead) {
        return database.sql("""
                        select conversation_id from night_conversations
                        where conversation_id = $1 and taken_by = $2 for update""")
                .bind("$1", due.conversationId())
                .bind("$2", due.lease())
                .map(row -> text(row, "conversation_id"))
                .one()
                .flatMap(held -> lines(due))
                .map(lines ->
                        lines.stream().map(line -> line.turn().id()).toList().equals(linesRead))
                .defaultIfEmpty(false);
    }

    /** Gives a conversation back undecided; it is due as before. */
    Mono<Void> giveBack(Due due) {
        return database.sql("""
                        update night_conversations set taken_by = null, taken_until = null
                        where conversation_id = $1 and taken_by = $2""")
                .bind("$1", due.conversationId())
                .bind("$2", due.lease())
                .then();
    }

    /** Gives a conversation back whose decision failed; it is due again after a pause. */
    Mono<Void> failed(Due due, Duration pause) {
        return database.sql("""
                        update night_conversations set taken_by = null, taken_until = null, failures = failures + 1,
                          due_at = clock_timestamp() + $3 * interval '1 millisecond'
                        where conversation_id = $1 and taken_by = $2""")
                .bind("$1", due.conversationId())
                .bind("$2", due.lease())
                .bind("$3", pause.toMillis())
                .then();
    }

    /** A line as kept. */
    record Line(Turn turn, boolean decided) {}

    /** Returns the lines of a conversation's night that still stand, in the order they were said. */
    Mono<List<Line>> lines(Due due) {
        return database.sql("""
                        select * from night_inbox where conversation_id = $1 and night = $2 and not recalled
                        order by sent_at, seq""")
                .bind("$1", due.conversationId())
                .bind("$2", due.undecidedNight())
                .map(InboxStore::line)
                .all()
                .collectList();
    }

    private static Line line(Readable row) {
        Turn turn = Turn.of(
                Turn.From.valueOf(text(row, "said_by").toUpperCase(Locale.ROOT)),
                text(row, "message_id"),
                Objects.requireNonNull(row.get("sent_at", OffsetDateTime.class)).toInstant(),
                text(row, "type"),
                text(row, "text"));
        return new Line(turn, Boolean.TRUE.equals(row.get("decided", Boolean.class)));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    /** Marks lines as decided; the conversation is due again at once if others wait, else not at all. */
    Mono<Void> decided(String conversationId, List<String> messageIds) {
        return database.sql("update night_inbox set decided = true where message_id = any($1)")
                .bind("$1", messageIds.toArray(String[]::new))
                .then()
                .then(Mono.defer(
                        () -> database.sql("""
                                update night_conversations set taken_by = null, taken_until = null,
                                  failures = 0, due_at = case when exists (select 1 from night_inbox
                                    where conversation_id = $1 and not decided) then clock_timestamp() end
                                where conversation_id = $1""").bind("$1", conversationId).then()));
    }
}
