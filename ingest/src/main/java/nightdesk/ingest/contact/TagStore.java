package nightdesk.ingest.contact;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Wishes for tags, and what of them is marked in WeCom. */
final class TagStore {
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Clock clock;

    TagStore(DatabaseClient database, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.clock = clock;
    }

    Mono<Void> want(String patientId, Collection<String> names) {
        String[] wanted = names.stream().distinct().sorted().toArray(String[]::new);
        return database.sql("delete from tag_wishes where patient_id = $1 and not name = any($2)")
                .bind("$1", patientId)
                .bind("$2", wanted)
                .then()
                .then(database.sql("""
                                insert into tag_wishes (patient_id, name) select $1, * from unnest($2::text[])
                                on conflict do nothing""").bind("$1", patientId).bind("$2", wanted).then())
                .as(transaction::transactional);
    }

    /**
     * Compares wishes, people and their staff with what is planned: new marks are planned, others are to go. The person a
     * patient belongs to is looked up now, so that merges are followed.
     */
    Mono<Void> plan() {
        return database.sql("""
                        with desired as (
                          select distinct f.account, f.external_userid, f.user_id, w.name
                          from tag_wishes w
                          join patients pw on pw.id = w.patient_id
                          join patients p on coalesce(p.merged_into, p.id) = coalesce(pw.merged_into, pw.id)
                          join identities i on i.patient_id = p.id and i.kind = 'external_userid'
                          join contact_follows f on f.external_userid = i.value and f.ended_at is null),
                        withdrawn as (
                          update tag_marks m set wanted = false, due_at = $1, attempts = 0 where m.wanted and not exists (
                            select 1 from desired d where d.account = m.account
                              and d.external_userid = m.external_userid and d.user_id = m.user_id and d.name = m.name)
                          returning 1)
                        insert into tag_marks as m (account, external_userid, user_id, name, wanted, due_at)
                        select account, external_userid, user_id, name, true, $1 from desired
                        on conflict (account, external_userid, user_id, name) do update set wanted = true, due_at = $1,
                          attempts = 0, marked = case when m.marked = 'staff' then 'none' else m.marked end
                        where not m.wanted""").bind("$1", WorkStore.utc(clock.instant())).then();
    }

    /** What staff did themselves is left to them: tags they set before us, and tags of ours that they took off. */
    Mono<Void> leaveToStaff(String group) {
        return database.sql("""
                        update tag_marks m set marked = 'staff' from contacts c
                        where c.account = m.account and c.external_userid = m.external_userid and (
                          (m.marked = 'none' and m.wanted and exists (select 1 from contact_tags t
                            where t.account = m.account and t.external_userid = m.external_userid
                              and t.user_id = m.user_id and t.name = m.name and t.group_name = $1))
                          or (m.marked = 'marked' and c.pulled_at > m.marked_at and not exists (
                            select 1 from contact_tags t where t.account = m.account
                              and t.external_userid = m.external_userid and t.user_id = m.user_id
                              and t.tag_id = m.tag_id)))""").bind("$1", group).then();
    }

    /** Forgets what is neither wanted nor ours. */
    Mono<Void> forget() {
        return database.sql("delete from tag_marks where not wanted and marked in ('none', 'staff')")
                .then();
    }

    /** Takes what is due, all tags of one customer of one staff member together, and notes that they may be marked. */
    Mono<List<Mark>> take(Collection<String> accounts, int limit) {
        Instant now = clock.instant();
        return database.sql("""
                        update tag_marks m set due_at = $3
                        from (select account, external_userid, user_id, name from tag_marks
                          where due_at <= $2 and account = any($1)
                            and ((wanted and marked in ('none', 'marking'))
                              or (not wanted and marked in ('marking', 'marked')))
                          order by account, external_userid, user_id, name limit $4 for update skip locked) t
                        where m.account = t.account and m.external_userid = t.external_userid
                          and m.user_id = t.user_id and m.name = t.name
                        returning m.*""")
                .bind("$1", accounts.toArray(String[]::new))
                .bind("$2", WorkStore.utc(now))
                .bind("$3", WorkStore.utc(now.plus(LEASE)))
                .bind("$4", limit)
                .map(TagStore::mark)
                .all()
                .collectList();
    }

    private static Mark mark(Readable row) {
        return new Mark(
                WorkStore.text(row, "account"),
                WorkStore.text(row, "external_userid"),
                WorkStore.text(row, "user_id"),
                WorkStore.text(row, "name"),
                Objects.requireNonNullElse(row.get("tag_id", String.class), ""),
                Boolean.TRUE.equals(row.get("wanted", Boolean.class)),
                Objects.requireNonNull(row.get("attempts", Integer.class)));
    }

    /** Returns the ids of the group's tags by name. */
    Mono<Map<String, String>> tagIds(String account, String group) {
        return database.sql("""
                        select name, tag_id from corp_tags where account = $1 and group_name = $2 and deleted_at is null""")
                .bind("$1", account)
                .bind("$2", group)
                .map(row -> Map.entry(WorkStore.text(row, "name"), WorkStore.text(row, "tag_id")))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Returns how many tags the corp has. */
    Mono<Long> tagCount(String account) {
        return database.sql("select count(*) as n from corp_tags where account = $1 and deleted_at is null")
                .bind("$1", account)
                .map(row -> Objects.requireNonNull(row.get("n", Long.class)))
                .one();
    }

    /** Returns how many tags a staff member's customer carries. */
    Mono<Long> tagCount(Mark mark) {
        return database.sql("""
                        select count(*) as n from contact_tags
                        where account = $1 and external_userid = $2 and user_id = $3""")
                .bind("$1", mark.account())
                .bind("$2", mark.externalUserId())
                .bind("$3", mark.userId())
                .map(row -> Objects.requireNonNull(row.get("n", Long.class)))
                .one();
    }

    /** Notes before the call that these may be marked from now on. */
    Mono<Void> marking(List<Mark> marks, Map<String, String> ids) {
        return each(marks, mark -> database.sql("""
                        update tag_marks set marked = 'marking', tag_id = $5
                        where account = $1 and external_userid = $2 and user_id = $3 and name = $4""").bind("$5", ids.getOrDefault(mark.name(), "")));
    }

    /** Notes what WeCom has now, also among the customer's tags: what we do fires no event. */
    Mono<Void> marked(List<Mark> marks, String group) {
        return each(
                marks,
                mark -> database.sql("""
                        with done as (update tag_marks set marked = 'marked', marked_at = $5, errcode = null, attempts = 0
                          where account = $1 and external_userid = $2 and user_id = $3 and name = $4
                          returning account, external_userid, user_id, name, tag_id)
                        insert into contact_tags (account, external_userid, user_id, tag_id, name, group_name, type)
                        select account, external_userid, user_id, tag_id, name, $6, 1 from done
                        on conflict do nothing""")
                        .bind("$5", WorkStore.utc(clock.instant()))
                        .bind("$6", group));
    }

    Mono<Void> takenOff(List<Mark> marks) {
        return each(marks, mark -> database.sql("""
                        with done as (update tag_marks set marked = 'none', marked_at = null, due_at = $5
                          where account = $1 and external_userid = $2 and user_id = $3 and name = $4 returning tag_id)
                        delete from contact_tags t using done where t.account = $1 and t.external_userid = $2
                          and t.user_id = $3 and t.tag_id = done.tag_id""").bind("$5", WorkStore.utc(clock.instant())));
    }

    Mono<Void> failed(List<Mark> marks, int errcode, Instant until) {
        return each(marks, mark -> database.sql("""
                        update tag_marks set errcode = $5, due_at = $6, attempts = attempts + 1
                        where account = $1 and external_userid = $2 and user_id = $3 and name = $4""").bind("$5", errcode).bind("$6", WorkStore.utc(until)));
    }

    private Mono<Void> each(
            List<Mark> marks, java.util.function.Function<Mark, DatabaseClient.GenericExecuteSpec> statement) {
        return Flux.fromIterable(marks)
                .concatMap(
                        mark -> statement
                                .apply(mark)
                                .bind("$1", mark.account())
                                .bind("$2", mark.externalUserId())
                                .bind("$3", mark.userId())
                                .bind("$4", mark.name())
                                .then(),
                        1)
                .then()
                .as(transaction::transactional);
    }

    Mono<Figures> figures() {
        return database.sql("""
                        select (select count(distinct patient_id) from tag_wishes) as patients,
                          count(*) filter (where wanted) as wanted,
                          count(*) filter (where wanted and marked = 'marked') as marked,
                          count(*) filter (where (wanted and marked in ('none', 'marking'))
                            or (not wanted and marked in ('marking', 'marked'))) as waiting,
                          count(*) filter (where wanted and marked = 'staff') as staff
                        from tag_marks""")
                .map(row -> new Figures(
                        number(row, "patients"),
                        number(row, "wanted"),
                        number(row, "marked"),
                        number(row, "waiting"),
                        number(row, "staff")))
                .one();
    }

    Flux<Refused> refused() {
        return database.sql("""
                        select errcode, count(*) as n from tag_marks
                        where errcode is not null and marked <> 'marked' group by errcode order by n desc, errcode""")
                .map(row -> new Refused(Objects.requireNonNull(row.get("errcode", Integer.class)), number(row, "n")))
                .all();
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class), column);
    }

    /** One tag on one customer of one staff member. */
    record Mark(
            String account,
            String externalUserId,
            String userId,
            String name,
            String tagId,
            boolean wanted,
            int attempts) {
        String customer() {
            return account + "\n" + externalUserId + "\n" + userId;
        }
    }

    record Figures(long patients, long wanted, long marked, long waiting, long leftToStaff) {}

    record Refused(int errcode, long marks) {}
}
