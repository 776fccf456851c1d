package nightdesk.ingest.wechat;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Json;
import nightdesk.ingest.Quarantine;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The speakers a person has to decide about, and their messages, in PostgreSQL. */
final class QuarantineStore {
    private static final String SELECT = """
            select s.*, (select count(*) from quarantined_messages m where m.speaker = s.id) as waiting,
              array(select m.words from quarantined_messages m where m.speaker = s.id order by m.sent_at, m.id limit 3)
                as samples
            from quarantined_speakers s
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    QuarantineStore(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /** What was decided about a speaker. */
    record Decided(String id, Quarantine.As as) {}

    /** A message that is kept aside, with its speaker. */
    record Kept(ChatMessage message, Undecided speaker) {}

    /** Messages that a decision lets go. */
    record Released(String id, boolean group, Quarantine.As as, ChatMessage message) {}

    Flux<Decided> decided(Collection<String> speakers) {
        if (speakers.isEmpty()) {
            return Flux.empty();
        }
        return database.sql("select id, assigned from quarantined_speakers where id = any($1) and assigned is not null")
                .bind("$1", speakers.toArray(String[]::new))
                .map(row -> new Decided(text(row, "id"), Quarantine.As.of(text(row, "assigned"))))
                .all();
    }

    /** Keeps messages aside and returns how many are new. */
    Mono<Long> keep(String importId, List<Kept> messages, Instant now) {
        if (messages.isEmpty()) {
            return Mono.just(0L);
        }
        Map<String, Undecided> speakers = new TreeMap<>();
        Map<String, Kept> byId = new TreeMap<>();
        messages.forEach(kept -> speakers.put(kept.speaker().id(), kept.speaker()));
        messages.forEach(kept -> byId.put(kept.message().messageId(), kept));
        return keepSpeakers(importId, speakers.values(), now)
                .then(keepMessages(importId, byId.values()))
                .as(transaction::transactional);
    }

    private Mono<Void> keepSpeakers(String importId, Collection<Undecided> speakers, Instant now) {
        return database.sql("""
                        insert into quarantined_speakers (id, account, peer, peer_name, in_group, speaker_id,
                          speaker_name, first_import, seen_at)
                        select t.id, t.account, t.peer, t.peer_name, t.in_group, t.speaker_id, t.speaker_name, $8, $9
                        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::text[],
                          $7::text[]) as t (id, account, peer, peer_name, in_group, speaker_id, speaker_name)
                        on conflict (id) do nothing""")
                .bind("$1", texts(speakers, Undecided::id))
                .bind("$2", texts(speakers, Undecided::account))
                .bind("$3", texts(speakers, Undecided::peer))
                .bind("$4", texts(speakers, Undecided::peerName))
                .bind("$5", speakers.stream().map(Undecided::group).toArray(Boolean[]::new))
                .bind("$6", texts(speakers, Undecided::speakerId))
                .bind("$7", texts(speakers, Undecided::speakerName))
                .bind("$8", importId)
                .bind("$9", now.atOffset(ZoneOffset.UTC))
                .then();
    }

    private Mono<Long> keepMessages(String importId, Collection<Kept> messages) {
        return database.sql("""
                        insert into quarantined_messages (id, speaker, import_id, sent_at, words, message)
                        select t.id, t.speaker, $5, to_timestamp(t.sent_ms / 1000.0), left(t.words, 200), t.message
                        from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $6::text[])
                          as t (id, speaker, sent_ms, words, message)
                        where not exists (select 1 from messages m where m.id = t.id)
                        on conflict (id) do nothing""")
                .bind("$1", texts(messages, kept -> kept.message().messageId()))
                .bind("$2", texts(messages, kept -> kept.speaker().id()))
                .bind(
                        "$3",
                        messages.stream()
                                .map(kept -> kept.message().sentAt().toEpochMilli())
                                .toArray(Long[]::new))
                .bind("$4", texts(messages, kept -> kept.message().text()))
                .bind("$5", importId)
                .bind("$6", texts(messages, kept -> Json.text(kept.message())))
                .fetch()
                .rowsUpdated();
    }

    private static <T> @Nullable String[] texts(Collection<T> rows, Function<T, @Nullable String> field) {
        @Nullable String[] values = new @Nullable String[rows.size()];
        int at = 0;
        for (T row : rows) {
            values[at++] = field.apply(row);
        }
        return values;
    }

    Mono<Quarantine.Page> list(boolean openOnly, int page, int size) {
        String where = openOnly ? "where s.assigned is null" : "";
        return database.sql("select count(*) as n from quarantined_speakers s " + where)
                .map(row -> number(row, "n"))
                .one()
                .flatMap(total -> database.sql(SELECT + where
                                + " order by s.assigned is not null, s.seen_at desc, s.id limit $1 offset $2")
                        .bind("$1", size)
                        .bind("$2", (long) page * size)
                        .map(QuarantineStore::speaker)
                        .all()
                        .collectList()
                        .map(items -> new Quarantine.Page(total, items)));
    }

    Mono<Quarantine.Speaker> find(String id) {
        return database.sql(SELECT + "where s.id = $1")
                .bind("$1", id)
                .map(QuarantineStore::speaker)
                .one();
    }

    /** Notes a decision; completes with false when another one stands. */
    Mono<Boolean> assign(String id, Quarantine.As as, String who, Instant now) {
        return database.sql("""
                        update quarantined_speakers set assigned = $2, assigned_by = $3, assigned_at = $4
                        where id = $1 and (assigned is null or assigned in ('ignore', $2))""")
                .bind("$1", id)
                .bind("$2", as.code())
                .bind("$3", who)
                .bind("$4", now.atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** Returns messages that were decided about and still lie here. */
    Flux<Released> released(int limit) {
        return database.sql("""
                        select m.id, m.message, s.in_group, s.assigned from quarantined_messages m
                        join quarantined_speakers s on s.id = m.speaker
                        where s.assigned in ('staff', 'patient') order by m.speaker, m.sent_at, m.id limit $1""")
                .bind("$1", limit)
                .map(row -> new Released(
                        text(row, "id"),
                        Boolean.TRUE.equals(row.get("in_group", Boolean.class)),
                        Quarantine.As.of(text(row, "assigned")),
                        Json.read(text(row, "message"), ChatMessage.class)))
                .all();
    }

    Mono<Void> remove(List<String> ids) {
        return database.sql("delete from quarantined_messages where id = any($1)")
                .bind("$1", ids.toArray(String[]::new))
                .then();
    }

    private static Quarantine.Speaker speaker(Readable row) {
        String assigned = row.get("assigned", String.class);
        OffsetDateTime at = row.get("assigned_at", OffsetDateTime.class);
        return new Quarantine.Speaker(
                text(row, "id"),
                text(row, "account"),
                text(row, "peer"),
                row.get("peer_name", String.class),
                Boolean.TRUE.equals(row.get("in_group", Boolean.class)),
                row.get("speaker_id", String.class),
                row.get("speaker_name", String.class),
                Objects.requireNonNull(row.get("seen_at", OffsetDateTime.class)).toInstant(),
                number(row, "waiting"),
                List.of(Objects.requireNonNull(row.get("samples", String[].class))),
                assigned == null ? null : Quarantine.As.of(assigned),
                row.get("assigned_by", String.class),
                at == null ? null : at.toInstant());
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class), column);
    }
}
