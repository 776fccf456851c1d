package nightdesk.responder.lead;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import nightdesk.ingest.Json;
import nightdesk.ingest.Topics;
import nightdesk.responder.Lead;
import nightdesk.responder.LeadQueue;
import nightdesk.responder.Paged;
import nightdesk.responder.announce.AnnouncementStore;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The call-back queue in PostgreSQL. Staff's changes are optimistic: the version read must still be there. */
public final class LeadStore implements LeadQueue {
    /** A lead keeps the patient it was written for; who that is now is asked when it is read. */
    private static final String SELECT = "select l.*, person_of(l.patient_id) as person_id from leads l ";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final AnnouncementStore announcements;
    private final Clock clock;
    private final ZoneId zone;

    public LeadStore(
            DatabaseClient database,
            TransactionalOperator transaction,
            AnnouncementStore announcements,
            Clock clock,
            ZoneId zone) {
        this.database = database;
        this.transaction = transaction;
        this.announcements = announcements;
        this.clock = clock;
        this.zone = zone;
    }

    /** Writes what a decision tells; call it inside the decision's transaction. */
    public Mono<Void> merge(LeadEntry entry) {
        return locked(LeadRow.id(entry.who().conversationId(), entry.who().night()))
                .flatMap(row -> update(row.with(entry)).thenReturn(true))
                .switchIfEmpty(Mono.defer(() -> insertIfDue(entry)))
                .then();
    }

    private Mono<Boolean> insertIfDue(LeadEntry entry) {
        String source = entry.source();
        return source == null
                ? Mono.just(false)
                : insert(LeadRow.of(entry, source)).thenReturn(true);
    }

    /** Brings a conversation back to staff because something went wrong on the way out. */
    public Mono<Void> bringBack(LeadEntry entry, String reason) {
        return locked(LeadRow.id(entry.who().conversationId(), entry.who().night()))
                .flatMap(row -> update(row.reopened(reason)).thenReturn(true))
                .switchIfEmpty(Mono.defer(() ->
                        insert(LeadRow.of(entry, "delivery").reopened(reason)).thenReturn(true)))
                .then();
    }

    private Mono<LeadRow> locked(String id) {
        return database.sql(SELECT + "where l.id = $1 for update")
                .bind("$1", id)
                .map(LeadRow::read)
                .one();
    }

    private Mono<Void> insert(LeadRow row) {
        return values(database.sql("""
                        insert into leads (id, phone, wechat, name, treatments, wanted_time, wanted_way, promise_from,
                          promise_to, score, reasons, state, emergency, source, last_text, owner, patient_name,
                          conversation_id, night, patient_id, created_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                          $18, $19, $20, $21)"""), row)
                .bind("$18", row.conversationId())
                .bind("$19", row.night())
                .bind("$20", row.patientId())
                .bind("$21", utc(row.createdAt()))
                .then()
                .then(announce(row));
    }

    private Mono<Void> update(LeadRow row) {
        return values(database.sql("""
                        update leads set phone = $2, wechat = $3, name = $4, treatments = $5, wanted_time = $6,
                          wanted_way = $7, promise_from = $8, promise_to = $9, score = $10, reasons = $11, state = $12,
                          emergency = $13, source = $14, last_text = $15, owner = $16, patient_name = $17,
                          version = version + 1
                        where id = $1"""), row).then().then(announce(row));
    }

    private static GenericExecuteSpec values(GenericExecuteSpec sql, LeadRow row) {
        LeadNotes notes = row.notes();
        GenericExecuteSpec spec = sql.bind("$1", row.id());
        spec = text(spec, "$2", notes.phone());
        spec = text(spec, "$3", notes.wechat());
        spec = text(spec, "$4", notes.name());
        spec = spec.bind("$5", Json.text(notes.treatments()));
        spec = text(spec, "$6", notes.wantedTime());
        spec = text(spec, "$7", notes.wantedWay());
        spec = spec.bind("$8", utc(row.promise().from()))
                .bind("$9", utc(row.promise().to()));
        spec = spec.bind("$10", row.score()).bind("$11", Json.text(row.reasons()));
        spec = spec.bind("$12", row.state().code()).bind("$13", row.emergency());
        spec = spec.bind("$14", row.source()).bind("$15", row.lastText());
        return text(text(spec, "$16", row.owner()), "$17", row.patientName());
    }

    private static GenericExecuteSpec text(GenericExecuteSpec spec, String name, @Nullable String value) {
        return value == null ? spec.bindNull(name, String.class) : spec.bind(name, value);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private record Changed(String id, String conversationId, String state, boolean emergency) {}

    private Mono<Void> announce(LeadRow row) {
        return Mono.defer(() -> announcements.note(
                Topics.LEAD,
                row.id(),
                new Changed(row.id(), row.conversationId(), row.state().code(), row.emergency())));
    }

    @Override
    public Mono<Paged<Lead>> list(Lead.@Nullable State state, int page, int size) {
        String wanted = state == null ? "" : state.code();
        return count(wanted).flatMap(total -> page(wanted, page, size).map(items -> new Paged<>(total, items)));
    }

    private Mono<Long> count(String state) {
        return database.sql("select count(*) as n from leads where $1 = '' or state = $1")
                .bind("$1", state)
                .map(row -> Objects.requireNonNull(row.get("n", Long.class)))
                .one();
    }

    private Mono<List<Lead>> page(String state, int page, int size) {
        return database.sql(SELECT + """
                        where $1 = '' or state = $1
                        order by state in ('done', 'lost'), emergency desc, score desc, promise_from, created_at, id
                        limit $2 offset $3""")
                .bind("$1", state)
                .bind("$2", size)
                .bind("$3", (long) page * size)
                .map(LeadRow::read)
                .all()
                .collectList()
                .flatMap(this::withAttempts);
    }

    private record Tried(String leadId, Lead.Attempt attempt) {}

    private Mono<List<Lead>> withAttempts(List<LeadRow> rows) {
        return database.sql("select * from lead_attempts where lead_id = any($1) order by seq")
                .bind("$1", rows.stream().map(LeadRow::id).toArray(String[]::new))
                .map(this::tried)
                .all()
                .collect(Collectors.groupingBy(Tried::leadId, Collectors.mapping(Tried::attempt, Collectors.toList())))
                .map(attempts -> rows.stream().map(row -> lead(row, attempts)).toList());
    }

    private Lead lead(LeadRow row, Map<String, List<Lead.Attempt>> attempts) {
        return row.lead(attempts.getOrDefault(row.id(), List.of()), zone);
    }

    private Tried tried(Readable row) {
        OffsetDateTime at = Objects.requireNonNull(row.get("at", OffsetDateTime.class));
        return new Tried(
                Objects.requireNonNull(row.get("lead_id", String.class)),
                new Lead.Attempt(
                        at.atZoneSameInstant(zone).toOffsetDateTime(),
                        Objects.requireNonNull(row.get("by_whom", String.class)),
                        Lead.Outcome.of(Objects.requireNonNull(row.get("outcome", String.class))),
                        Objects.requireNonNull(row.get("note", String.class))));
    }

    @Override
    public Mono<Lead> claim(String id, String by) {
        return change(id, row -> claimed(row, by)).as(transaction::transactional);
    }

    private static LeadRow claimed(LeadRow row, String by) {
        boolean mine = row.state() == Lead.State.CLAIMED && by.equals(row.owner());
        if (row.state() != Lead.State.OPEN && !mine) {
            throw taken(row, by);
        }
        return moved(row, Lead.State.CLAIMED, by);
    }

    private static LeadTaken taken(LeadRow row, String by) {
        return new LeadTaken("lead " + row.id() + ": met state " + row.state().code() + " owned by " + row.owner()
                + ", expected open, or claimed by " + by);
    }

    private static LeadRow moved(LeadRow row, Lead.State state, String owner) {
        return new LeadRow(
                row.id(),
                row.conversationId(),
                row.night(),
                row.patientId(),
                row.patientName(),
                row.notes(),
                row.promise(),
                row.score(),
                row.reasons(),
                state,
                row.emergency(),
                row.source(),
                row.lastText(),
                owner,
                row.createdAt(),
                row.version());
    }

    @Override
    public Mono<Lead> attempt(String id, String by, Lead.Outcome outcome, String note) {
        return change(id, row -> moved(claimed(row, by), outcome.then(), by))
                .flatMap(lead -> keep(lead.id(), by, outcome, note).then(byId(lead.id())))
                .as(transaction::transactional);
    }

    private Mono<Void> keep(String id, String by, Lead.Outcome outcome, String note) {
        return database.sql(
                        "insert into lead_attempts (lead_id, at, by_whom, outcome, note) values ($1, $2, $3, $4, $5)")
                .bind("$1", id)
                .bind("$2", utc(clock.instant()))
                .bind("$3", by)
                .bind("$4", outcome.code())
                .bind("$5", note)
                .then();
    }

    private Mono<Lead> change(String id, Function<LeadRow, LeadRow> change) {
        return row(id).flatMap(row -> move(row, change.apply(row))).flatMap(done -> byId(id));
    }

    /** Moves the row on unless somebody else was faster. */
    private Mono<Boolean> move(LeadRow before, LeadRow after) {
        return text(
                        database.sql("update leads set state = $2, owner = $3, version = version + 1"
                                        + " where id = $1 and version = $4")
                                .bind("$1", before.id())
                                .bind("$2", after.state().code())
                                .bind("$4", before.version()),
                        "$3",
                        after.owner())
                .fetch()
                .rowsUpdated()
                .filter(updated -> updated > 0)
                .switchIfEmpty(Mono.error(() ->
                        new LeadTaken("lead " + before.id() + " was changed by somebody else just now; look again")))
                .flatMap(updated -> announce(after).thenReturn(true));
    }

    private Mono<LeadRow> row(String id) {
        return database.sql(SELECT + "where l.id = $1")
                .bind("$1", id)
                .map(LeadRow::read)
                .one();
    }

    private Mono<Lead> byId(String id) {
        return row(id).flatMap(row -> withAttempts(List.of(row)))
                .flatMapIterable(leads -> leads)
                .next();
    }

    @Override
    public Mono<Contact> contact(String id, String by) {
        return row(id).map(row -> {
            if (!by.equals(row.owner())) {
                throw taken(row, by);
            }
            return new Contact(
                    row.notes().phone(), row.notes().wechat(), row.notes().name());
        });
    }

    /** Takes words that were taken back out of what the queue quotes; call it inside a transaction. */
    public Mono<Void> forget(String conversationId, LocalDate night, String words) {
        if (words.isBlank()) {
            return Mono.empty();
        }
        return database.sql("""
                        update leads set last_text = replace(last_text, $3, '[已撤回]')
                        where conversation_id = $1 and night = $2 and position($3 in last_text) > 0""")
                .bind("$1", conversationId)
                .bind("$2", night)
                .bind("$3", words)
                .then();
    }
}
