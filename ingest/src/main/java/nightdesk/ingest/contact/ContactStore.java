package nightdesk.ingest.contact;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Customers of 客户联系 as WeCom told of them last. */
final class ContactStore {
    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    ContactStore(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /** Returns what is kept of these customers, ended relations left out. */
    Mono<Map<String, Contact>> kept(String account, Collection<String> externalUserIds) {
        return Mono.zip(follows(account, externalUserIds), tags(account, externalUserIds))
                .flatMap(both -> profiles(account, externalUserIds, both.getT1(), both.getT2()));
    }

    private Mono<Map<String, Contact>> profiles(
            String account, Collection<String> ids, List<Row> follows, List<TagRow> tags) {
        return database.sql("select * from contacts where account = $1 and external_userid = any($2)")
                .bind("$1", account)
                .bind("$2", ids.toArray(String[]::new))
                .map(row -> contact(account, row, follows, tags))
                .all()
                .collectMap(Contact::externalUserId);
    }

    private static Contact contact(String account, Readable row, List<Row> follows, List<TagRow> tags) {
        String id = WorkStore.text(row, "external_userid");
        Contact.Profile profile = new Contact.Profile(
                orEmpty(row, "name"),
                orEmpty(row, "avatar"),
                number(row, "type"),
                number(row, "gender"),
                row.get("unionid", String.class),
                orEmpty(row, "corp_name"));
        List<Contact.Follow> own = follows.stream()
                .filter(follow -> follow.externalUserId().equals(id))
                .map(follow -> follow.with(tags))
                .toList();
        return new Contact(account, id, profile, own, time(row, "pulled_at"));
    }

    private Mono<List<Row>> follows(String account, Collection<String> ids) {
        return database.sql("""
                        select * from contact_follows
                        where account = $1 and external_userid = any($2) and ended_at is null order by user_id""")
                .bind("$1", account)
                .bind("$2", ids.toArray(String[]::new))
                .map(ContactStore::row)
                .all()
                .collectList();
    }

    private static Row row(Readable row) {
        OffsetDateTime since = row.get("since", OffsetDateTime.class);
        return new Row(
                WorkStore.text(row, "external_userid"),
                new Contact.Follow(
                        WorkStore.text(row, "user_id"),
                        WorkStore.text(row, "remark"),
                        WorkStore.text(row, "description"),
                        WorkStore.text(row, "company"),
                        Arrays.asList(Objects.requireNonNull(row.get("mobiles", String[].class))),
                        number(row, "add_way"),
                        WorkStore.text(row, "state"),
                        WorkStore.text(row, "oper_userid"),
                        since == null ? null : since.toInstant(),
                        List.of()));
    }

    private Mono<List<TagRow>> tags(String account, Collection<String> ids) {
        return database.sql("""
                        select * from contact_tags where account = $1 and external_userid = any($2)
                        order by type, tag_id, name""")
                .bind("$1", account)
                .bind("$2", ids.toArray(String[]::new))
                .map(row -> new TagRow(
                        WorkStore.text(row, "external_userid"),
                        WorkStore.text(row, "user_id"),
                        new Contact.Tag(
                                WorkStore.text(row, "tag_id"),
                                WorkStore.text(row, "name"),
                                WorkStore.text(row, "group_name"),
                                number(row, "type"))))
                .all()
                .collectList();
    }

    /** Keeps a customer as told; a staff member who is not named has the customer no more. An older telling is dropped. */
    Mono<Void> keep(Contact contact) {
        return newer(contact)
                .filter(newer -> newer)
                .flatMap(newer -> keepFollows(contact)
                        .then(end(contact))
                        .then(dropTags(contact))
                        .then(keepTags(contact)))
                .as(transaction::transactional)
                .then();
    }

    private Mono<Boolean> newer(Contact contact) {
        Contact.Profile profile = contact.profile();
        return database.sql("""
                        insert into contacts as c (account, external_userid, name, avatar, type, gender, unionid, corp_name,
                          pulled_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                        on conflict (account, external_userid) do update set
                          name = coalesce(nullif(excluded.name, ''), c.name),
                          avatar = coalesce(nullif(excluded.avatar, ''), c.avatar),
                          type = coalesce(nullif(excluded.type, 0), c.type),
                          gender = coalesce(nullif(excluded.gender, 0), c.gender),
                          unionid = coalesce(excluded.unionid, c.unionid),
                          corp_name = coalesce(nullif(excluded.corp_name, ''), c.corp_name),
                          pulled_at = excluded.pulled_at
                        where c.pulled_at <= excluded.pulled_at""")
                .bind("$1", contact.account())
                .bind("$2", contact.externalUserId())
                .bind("$3", clean(profile.name()))
                .bind("$4", clean(profile.avatar()))
                .bind("$5", profile.type())
                .bind("$6", profile.gender())
                .bind("$7", parameter(profile.unionid()))
                .bind("$8", clean(profile.corpName()))
                .bind("$9", WorkStore.utc(contact.asOf()))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    private Mono<Void> keepFollows(Contact contact) {
        return Flux.fromIterable(contact.follows())
                .concatMap(follow -> keepFollow(contact, follow), 1)
                .then();
    }

    private Mono<Void> keepFollow(Contact contact, Contact.Follow follow) {
        return database.sql("""
                        insert into contact_follows (account, external_userid, user_id, remark, description, company,
                          mobiles, add_way, state, oper_userid, since, ended_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, null)
                        on conflict (account, external_userid, user_id) do update set
                          remark = excluded.remark, description = excluded.description, company = excluded.company,
                          mobiles = excluded.mobiles, add_way = excluded.add_way, state = excluded.state,
                          oper_userid = excluded.oper_userid, since = excluded.since, ended_at = null""")
                .bind("$1", contact.account())
                .bind("$2", contact.externalUserId())
                .bind("$3", clean(follow.userId()))
                .bind("$4", clean(follow.remark()))
                .bind("$5", clean(follow.description()))
                .bind("$6", clean(follow.company()))
                .bind("$7", WorkStore.column(follow.mobiles(), mobile -> mobile))
                .bind("$8", follow.addWay())
                .bind("$9", clean(follow.state()))
                .bind("$10", clean(follow.operUserId()))
                .bind(
                        "$11",
                        follow.since() == null
                                ? Parameters.in(OffsetDateTime.class)
                                : Parameters.in(WorkStore.utc(follow.since())))
                .then();
    }

    private Mono<Void> end(Contact contact) {
        return database.sql("""
                        update contact_follows set ended_at = $4
                        where account = $1 and external_userid = $2 and ended_at is null and not user_id = any($3)""")
                .bind("$1", contact.account())
                .bind("$2", contact.externalUserId())
                .bind("$3", WorkStore.column(contact.follows(), Contact.Follow::userId))
                .bind("$4", WorkStore.utc(contact.asOf()))
                .then();
    }

    private Mono<Void> dropTags(Contact contact) {
        return database.sql("delete from contact_tags where account = $1 and external_userid = $2")
                .bind("$1", contact.account())
                .bind("$2", contact.externalUserId())
                .then();
    }

    private Mono<Void> keepTags(Contact contact) {
        Map<List<String>, TagRow> rows = new LinkedHashMap<>();
        contact.follows()
                .forEach(follow -> follow.tags()
                        .forEach(tag -> rows.put(
                                List.of(follow.userId(), tag.id(), tag.name()),
                                new TagRow(contact.externalUserId(), follow.userId(), tag))));
        Collection<TagRow> tags = rows.values();
        return database.sql("""
                        insert into contact_tags (account, external_userid, user_id, tag_id, name, group_name, type)
                        select $1, $2, * from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::int[])""")
                .bind("$1", contact.account())
                .bind("$2", contact.externalUserId())
                .bind("$3", WorkStore.column(tags, TagRow::userId))
                .bind("$4", WorkStore.column(tags, row -> row.tag().id()))
                .bind("$5", WorkStore.column(tags, row -> row.tag().name()))
                .bind("$6", WorkStore.column(tags, row -> row.tag().group()))
                .bind("$7", tags.stream().map(row -> row.tag().type()).toArray(Integer[]::new))
                .then();
    }

    /** Returns which changes of a customer events told, as {@code user_id/ChangeType}, since then. */
    Mono<List<String>> told(String account, String externalUserId, Instant since) {
        return database.sql("""
                        select user_id || '/' || change as told from contact_events
                        where account = $1 and external_userid = $2 and happened_at >= $3""")
                .bind("$1", account)
                .bind("$2", externalUserId)
                .bind("$3", WorkStore.utc(since))
                .map(row -> WorkStore.text(row, "told"))
                .all()
                .collectList();
    }

    /** Keeps the corp's tags: what is not named was deleted. */
    Mono<Void> keepCorpTags(String account, List<CorpTag> tags, Instant asOf) {
        return database.sql("""
                        insert into corp_tags as c (account, tag_id, group_id, group_name, name)
                        select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[])
                        on conflict (account, tag_id) do update set group_id = excluded.group_id,
                          group_name = excluded.group_name, name = excluded.name, deleted_at = null""")
                .bind("$1", account)
                .bind("$2", WorkStore.column(tags, CorpTag::id))
                .bind("$3", WorkStore.column(tags, CorpTag::groupId))
                .bind("$4", WorkStore.column(tags, CorpTag::group))
                .bind("$5", WorkStore.column(tags, CorpTag::name))
                .then()
                .then(database.sql("""
                                update corp_tags set deleted_at = $3
                                where account = $1 and deleted_at is null and not tag_id = any($2)""")
                        .bind("$1", account)
                        .bind("$2", WorkStore.column(tags, CorpTag::id))
                        .bind("$3", WorkStore.utc(asOf))
                        .then())
                .as(transaction::transactional);
    }

    /** Returns which external members of a group are known with their unionid. */
    Mono<List<String>> linked(String account, Collection<String> externalUserIds) {
        return database.sql("""
                        select external_userid as id from contacts
                        where account = $1 and external_userid = any($2) and unionid is not null
                        union select m.member_id from group_members m join chat_groups g on g.id = m.group_ref
                        where g.network = 'wecom' and g.account = $1 and m.member_id = any($2)
                          and m.unionid is not null""")
                .bind("$1", account)
                .bind("$2", externalUserIds.toArray(String[]::new))
                .map(row -> WorkStore.text(row, "id"))
                .all()
                .collectList();
    }

    private static String clean(String text) {
        return text.replace("\0", "");
    }

    private static io.r2dbc.spi.Parameter parameter(@Nullable String value) {
        return value == null ? Parameters.in(String.class) : Parameters.in(clean(value));
    }

    private static String orEmpty(Readable row, String column) {
        return Objects.requireNonNullElse(row.get(column, String.class), "");
    }

    private static int number(Readable row, String column) {
        return Objects.requireNonNullElse(row.get(column, Integer.class), 0);
    }

    private static Instant time(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, OffsetDateTime.class), column)
                .toInstant();
    }

    /** One of the corp's tags. */
    record CorpTag(String id, String groupId, String group, String name) {}

    private record Row(String externalUserId, Contact.Follow follow) {
        Contact.Follow with(List<TagRow> tags) {
            List<Contact.Tag> own = tags.stream()
                    .filter(tag -> tag.externalUserId().equals(externalUserId)
                            && tag.userId().equals(follow.userId()))
                    .map(TagRow::tag)
                    .toList();
            return new Contact.Follow(
                    follow.userId(),
                    follow.remark(),
                    follow.description(),
                    follow.company(),
                    follow.mobiles(),
                    follow.addWay(),
                    follow.state(),
                    follow.operUserId(),
                    follow.since(),
                    own);
        }
    }

    private record TagRow(String externalUserId, String userId, Contact.Tag tag) {}
}
