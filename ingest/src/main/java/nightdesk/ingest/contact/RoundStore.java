package nightdesk.ingest.contact;

import io.r2dbc.spi.Parameters;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Rounds of comparing everything: where each stands. */
final class RoundStore {
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final WorkStore work;
    private final Clock clock;

    RoundStore(DatabaseClient database, TransactionalOperator transaction, WorkStore work, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.work = work;
        this.clock = clock;
    }

    /** Returns the round that is under way, begins one where it is time or was asked for, or is empty. */
    Mono<Round> current(String account, Duration interval) {
        return database.sql("""
                        insert into contact_rounds as r (account, number, started_at) values ($1, 1, $2)
                        on conflict (account) do update set number = r.number + 1, started_at = $2, finished_at = null,
                          group_cursor = '', groups_done = false
                        where r.finished_at is not null and (r.finished_at <= $3 or r.asked_at > r.started_at)""")
                .bind("$1", account)
                .bind("$2", WorkStore.utc(clock.instant()))
                .bind("$3", WorkStore.utc(clock.instant().minus(interval)))
                .then()
                .then(database.sql("select * from contact_rounds where account = $1 and finished_at is null")
                        .bind("$1", account)
                        .map(row -> new Round(
                                account,
                                Objects.requireNonNull(row.get("number", Long.class)),
                                WorkStore.text(row, "group_cursor"),
                                Boolean.TRUE.equals(row.get("groups_done", Boolean.class))))
                        .one());
    }

    /** Asks for a round soon, whenever the last one was. */
    Mono<Void> ask(String account) {
        return database.sql("update contact_rounds set asked_at = $2 where account = $1")
                .bind("$1", account)
                .bind("$2", WorkStore.utc(clock.instant()))
                .then();
    }

    Mono<Void> finish(Round round, @Nullable String error) {
        return database.sql(
                        "update contact_rounds set finished_at = $3, last_error = $4 where account = $1 and number = $2")
                .bind("$1", round.account())
                .bind("$2", round.number())
                .bind("$3", WorkStore.utc(clock.instant()))
                .bind("$4", error == null ? Parameters.in(String.class) : Parameters.in(error))
                .then();
    }

    /** Notes who may have customers; customers of those who may no longer are asked for. */
    Mono<Void> staff(String account, List<String> staff) {
        return database.sql("""
                        insert into contact_staff (account, user_id) select $1, * from unnest($2::text[])
                        on conflict (account, user_id) do update set gone_at = null""")
                .bind("$1", account)
                .bind("$2", staff.stream().distinct().toArray(String[]::new))
                .then()
                .then(database.sql("""
                                update contact_staff set gone_at = $3
                                where account = $1 and gone_at is null and not user_id = any($2)""")
                        .bind("$1", account)
                        .bind("$2", staff.toArray(String[]::new))
                        .bind("$3", WorkStore.utc(clock.instant()))
                        .then())
                .then(askFor(account, """
                        select distinct external_userid from contact_follows
                        where account = $1 and ended_at is null and not user_id = any($2)""", staff))
                .as(transaction::transactional);
    }

    /** Returns the next staff member to compare in this round. */
    Mono<Position> next(Round round) {
        return database.sql("""
                        select user_id, cursor from contact_staff
                        where account = $1 and gone_at is null and round < $2 order by user_id limit 1""")
                .bind("$1", round.account())
                .bind("$2", round.number())
                .map(row -> new Position(WorkStore.text(row, "user_id"), WorkStore.text(row, "cursor")))
                .one();
    }

    /** Keeps how far a staff member was read, together with what that page asks for. */
    Mono<Void> advance(Round round, String userId, String cursor, Collection<String> changed) {
        return work.ask(changed.stream()
                        .map(id -> new Work(round.account(), Work.CONTACT, id, clock.instant()))
                        .toList())
                .then(database.sql("update contact_staff set cursor = $3 where account = $1 and user_id = $2")
                        .bind("$1", round.account())
                        .bind("$2", userId)
                        .bind("$3", cursor)
                        .then())
                .as(transaction::transactional);
    }

    /** Ends a staff member's part: customers that only one side has are asked for. */
    Mono<Void> compared(Round round, String userId, @Nullable List<String> customers, @Nullable String note) {
        Mono<Void> differences = customers == null ? Mono.empty() : askFor(round.account(), """
                        (select external_userid from contact_follows
                         where account = $1 and user_id = $3 and ended_at is null and not external_userid = any($2))
                        union (select id from unnest($2::text[]) as t (id) where not exists (
                          select 1 from contact_follows f where f.account = $1 and f.user_id = $3
                            and f.external_userid = t.id and f.ended_at is null))""", customers, userId);
        return differences
                .then(database.sql("""
                                update contact_staff set round = $3, cursor = '', note = $4
                                where account = $1 and user_id = $2""")
                        .bind("$1", round.account())
                        .bind("$2", userId)
                        .bind("$3", round.number())
                        .bind("$4", note == null ? Parameters.in(String.class) : Parameters.in(note))
                        .then())
                .as(transaction::transactional);
    }

    private Mono<Void> askFor(String account, String sql, List<String> ids, String... more) {
        var query = database.sql(sql).bind("$1", account).bind("$2", ids.toArray(String[]::new));
        return (more.length == 0 ? query : query.bind("$3", more[0]))
                .map(row -> new Work(
                        account, Work.CONTACT, Objects.requireNonNull(row.get(0, String.class)), clock.instant()))
                .all()
                .collectList()
                .flatMap(work::ask);
    }

    Mono<Void> groups(Round round, List<String> chatIds, String cursor) {
        return work.ask(chatIds.stream()
                        .map(id -> new Work(round.account(), Work.GROUP, id, clock.instant()))
                        .toList())
                .then(database.sql("""
                                update contact_rounds set group_cursor = $2, groups_done = $3 where account = $1""")
                        .bind("$1", round.account())
                        .bind("$2", cursor)
                        .bind("$3", cursor.isEmpty())
                        .then())
                .as(transaction::transactional);
    }

    /** Asks for what no list names: groups we know, customers not looked at for long, and all tags. */
    Mono<Void> rest(Round round, Duration refreshAfter) {
        return database.sql("""
                        select 'group' as kind, group_id as key from chat_groups
                        where network = 'wecom' and account = $1 and listed_at is not null and dismissed_at is null
                        union all
                        select 'contact', external_userid from contacts c
                        where account = $1 and pulled_at <= $2 and exists (select 1 from contact_follows f
                          where f.account = $1 and f.external_userid = c.external_userid and f.ended_at is null)
                        union all select 'tags', ''""")
                .bind("$1", round.account())
                .bind("$2", WorkStore.utc(clock.instant().minus(refreshAfter)))
                .map(row -> new Work(
                        round.account(), WorkStore.text(row, "kind"), WorkStore.text(row, "key"), clock.instant()))
                .all()
                .collectList()
                .flatMap(work::ask);
    }

    /** A round of one account. */
    record Round(String account, long number, String groupCursor, boolean groupsDone) {}

    /** Where a staff member's pages go on. */
    record Position(String userId, String cursor) {}
}
