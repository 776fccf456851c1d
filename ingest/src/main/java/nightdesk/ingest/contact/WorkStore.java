package nightdesk.ingest.contact;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import nightdesk.ingest.Json;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is to be asked of WeCom, and the events that said so. */
final class WorkStore {
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final int LONGEST_ERROR = 300;

    private final DatabaseClient database;
    private final Clock clock;

    WorkStore(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Keeps an event; what is kept already stays. */
    Mono<Void> keep(ContactEvent event) {
        return database.sql("""
                        insert into contact_events (id, account, event, change, user_id, external_userid, chat_id, fields,
                          happened_at, received_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing""")
                .bind("$1", event.id())
                .bind("$2", event.account())
                .bind("$3", event.event())
                .bind("$4", event.change())
                .bind("$5", event.field("UserID"))
                .bind("$6", event.field("ExternalUserID"))
                .bind("$7", event.field("ChatId"))
                .bind("$8", Json.text(withoutCodes(event.fields())))
                .bind("$9", utc(event.at()))
                .bind("$10", utc(event.receivedAt()))
                .then();
    }

    /** Returns false when a round found before the event came that staff and customer are, or are no longer, contacts. */
    Mono<Boolean> isNews(ContactEvent event) {
        boolean added = event.change().equals("add_external_contact");
        if (!added && !event.change().equals("del_external_contact")) {
            return Mono.just(true);
        }
        String column = added ? "since" : "ended_at";
        return database.sql("""
                        select 1 as one from contact_follows where account = $1 and external_userid = $2 and user_id = $3
                          and %s >= $4""".formatted(column))
                .bind("$1", event.account())
                .bind("$2", event.field("ExternalUserID"))
                .bind("$3", event.field("UserID"))
                .bind("$4", utc(event.at().minus(ContactFacts.NEAR)))
                .map(row -> false)
                .first()
                .defaultIfEmpty(true);
    }

    /** A welcome code lets whoever has it write to the customer. */
    private static Map<String, String> withoutCodes(Map<String, String> fields) {
        Map<String, String> kept = new TreeMap<>(fields);
        kept.remove("WelcomeCode");
        return kept;
    }

    /** Asks for these, each once; earlier is due first. */
    Mono<Void> ask(Collection<Work> wanted) {
        Map<String, Work> distinct = new TreeMap<>();
        wanted.forEach(work -> distinct.merge(
                work.account() + '\n' + work.kind() + '\n' + work.key(),
                work,
                (a, b) -> a.dueAt().isBefore(b.dueAt()) ? b : a));
        if (distinct.isEmpty()) {
            return Mono.empty();
        }
        List<Work> rows = List.copyOf(distinct.values());
        return database.sql("""
                        insert into contact_work as w (account, kind, key, due_at)
                        select account, kind, key, to_timestamp(due / 1000.0)
                        from unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) as t (account, kind, key, due)
                        on conflict (account, kind, key) do update set
                          asked = w.asked + 1, attempts = 0, due_at = least(w.due_at, excluded.due_at)""")
                .bind("$1", column(rows, Work::account))
                .bind("$2", column(rows, Work::kind))
                .bind("$3", column(rows, Work::key))
                .bind(
                        "$4",
                        rows.stream().map(work -> work.dueAt().toEpochMilli()).toArray(Long[]::new))
                .then();
    }

    /** Takes what is due, for a while: what is neither done nor put off by then is taken again. */
    Flux<Work.Taken> take(Collection<String> accounts, int limit) {
        Instant now = clock.instant();
        return database.sql("""
                        update contact_work w set due_at = $3
                        from (select account, kind, key from contact_work
                          where due_at <= $2 and account = any($1) order by due_at limit $4 for update skip locked) t
                        where w.account = t.account and w.kind = t.kind and w.key = t.key
                        returning w.account, w.kind, w.key, w.asked, w.attempts""")
                .bind("$1", accounts.toArray(String[]::new))
                .bind("$2", utc(now))
                .bind("$3", utc(now.plus(LEASE)))
                .bind("$4", limit)
                .map(row -> new Work.Taken(
                        text(row, "account"),
                        text(row, "kind"),
                        text(row, "key"),
                        Objects.requireNonNull(row.get("asked", Long.class)),
                        Objects.requireNonNull(row.get("attempts", Integer.class))))
                .all();
    }

    /** Ends work, unless it was asked for again meanwhile. */
    Mono<Void> done(Work.Taken work) {
        return database.sql("delete from contact_work where account = $1 and kind = $2 and key = $3 and asked = $4")
                .bind("$1", work.account())
                .bind("$2", work.kind())
                .bind("$3", work.key())
                .bind("$4", work.asked())
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows > 0 ? Mono.empty() : again(work));
    }

    private Mono<Void> again(Work.Taken work) {
        return database.sql("update contact_work set due_at = $4 where account = $1 and kind = $2 and key = $3")
                .bind("$1", work.account())
                .bind("$2", work.kind())
                .bind("$3", work.key())
                .bind("$4", utc(clock.instant()))
                .then();
    }

    Mono<Void> putOff(Work.Taken work, Instant until, String why) {
        return database.sql("""
                        update contact_work set due_at = $4, attempts = attempts + 1, last_error = $5
                        where account = $1 and kind = $2 and key = $3""")
                .bind("$1", work.account())
                .bind("$2", work.kind())
                .bind("$3", work.key())
                .bind("$4", utc(until))
                .bind("$5", why.substring(0, Math.min(why.length(), LONGEST_ERROR)))
                .then();
    }

    /** Returns groups of which messages came that the member list does not explain. */
    Flux<Work> staleGroups(Collection<String> accounts) {
        return database.sql("""
                        select account, group_id from chat_groups
                        where stale and network = 'wecom' and account = any($1) limit 200""")
                .bind("$1", accounts.toArray(String[]::new))
                .map(row -> new Work(text(row, "account"), Work.GROUP, text(row, "group_id"), clock.instant()))
                .all();
    }

    Mono<Void> notStale(Collection<Work> groups) {
        List<Work> rows = List.copyOf(groups);
        return database.sql("""
                        update chat_groups g set stale = false
                        from unnest($1::text[], $2::text[]) as t (account, group_id)
                        where g.network = 'wecom' and g.account = t.account and g.group_id = t.group_id""")
                .bind("$1", column(rows, Work::account))
                .bind("$2", column(rows, Work::key))
                .then();
    }

    static <T> String[] column(Collection<T> rows, Function<T, String> field) {
        return rows.stream().map(field).map(text -> text.replace("\0", "")).toArray(String[]::new);
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }
}
