package nightdesk.ingest.group;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import nightdesk.ingest.Groups.ListedMember;
import nightdesk.ingest.Groups.MemberList;
import nightdesk.ingest.Groups.Role;
import nightdesk.ingest.Identity;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Groups and members in PostgreSQL: what decides, and how it changes. Changes expect a transaction around them. */
final class GroupStore {
    private final DatabaseClient database;

    GroupStore(DatabaseClient database) {
        this.database = database;
    }

    /** Returns the versions of those groups that are known; within a transaction they stay until it ends. */
    Flux<Version> versions(Collection<String> ids) {
        return database.sql("select id, roster_version from chat_groups where id = any($1) order by id for share")
                .bind("$1", ids.toArray(String[]::new))
                .map(row -> new Version(text(row, "id"), Objects.requireNonNull(row.get("roster_version", Long.class))))
                .all();
    }

    /** Returns the rosters of those groups that are known. */
    Mono<List<Roster>> rosters(Collection<String> ids) {
        return database.sql("""
                        select g.id, g.network, g.account, g.group_id, g.name as group_name, g.roster_version,
                          g.listed_at is not null as listed, m.member_id, m.name, m.assigned_role, m.listed_role,
                          m.seen_role, m.identity_kind, m.identity_value, m.joined_at, m.left_at
                        from chat_groups g left join group_members m on m.group_ref = g.id
                        where g.id = any($1)""")
                .bind("$1", ids.toArray(String[]::new))
                .map(GroupStore::line)
                .all()
                .collectList()
                .map(GroupStore::gather);
    }

    private static List<Roster> gather(List<Line> lines) {
        Map<String, Roster> rosters = new LinkedHashMap<>();
        lines.forEach(line -> rosters.computeIfAbsent(line.roster().key().id(), id -> line.roster())
                .members()
                .putAll(line.member()));
        return new ArrayList<>(rosters.values());
    }

    private static Line line(Readable row) {
        GroupKey key = new GroupKey(text(row, "network"), text(row, "account"), text(row, "group_id"));
        Roster roster = new Roster(
                key,
                Objects.requireNonNull(row.get("roster_version", Long.class)),
                row.get("group_name", String.class),
                Boolean.TRUE.equals(row.get("listed", Boolean.class)),
                new LinkedHashMap<>());
        String id = row.get("member_id", String.class);
        return new Line(roster, id == null ? Map.of() : Map.of(id, known(row, id)));
    }

    private static Roster.Known known(Readable row, String id) {
        return new Roster.Known(
                id,
                row.get("name", String.class),
                role(row, "assigned_role"),
                role(row, "listed_role"),
                role(row, "seen_role"),
                new Identity(text(row, "identity_kind"), text(row, "identity_value")),
                instant(row, "joined_at"),
                instant(row, "left_at"));
    }

    /** Makes groups that are not there yet and locks them all until the transaction ends. */
    Mono<Void> lock(Collection<GroupKey> keys) {
        List<GroupKey> sorted = keys.stream()
                .sorted(java.util.Comparator.comparing(GroupKey::id))
                .toList();
        String[] ids = column(sorted, GroupKey::id);
        return database.sql("""
                        insert into chat_groups (id, network, account, group_id)
                        select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) on conflict do nothing""")
                .bind("$1", ids)
                .bind("$2", column(sorted, GroupKey::network))
                .bind("$3", column(sorted, GroupKey::account))
                .bind("$4", column(sorted, GroupKey::groupId))
                .then()
                .then(database.sql("select id from chat_groups where id = any($1) order by id for update")
                        .bind("$1", ids)
                        .then());
    }

    Mono<Void> note(List<Note> notes) {
        return database.sql("""
                        insert into group_members (group_ref, member_id, name, seen_role, identity_kind, identity_value)
                        select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                        on conflict (group_ref, member_id) do update set
                          seen_role = excluded.seen_role,
                          name = coalesce(excluded.name, group_members.name)""")
                .bind("$1", column(notes, note -> note.key().id()))
                .bind("$2", column(notes, Note::memberId))
                .bind("$3", column(notes, Note::name))
                .bind("$4", column(notes, note -> note.seen().code()))
                .bind("$5", column(notes, note -> note.identity().kind()))
                .bind("$6", column(notes, note -> note.identity().value()))
                .then();
    }

    /** Names groups by what a channel calls them, where the platform told no name. */
    Mono<Void> name(Map<GroupKey, String> names) {
        List<GroupKey> keys = List.copyOf(names.keySet());
        return database.sql("""
                        update chat_groups g set name = t.name from unnest($1::text[], $2::text[]) as t (id, name)
                        where g.id = t.id and g.listed_at is null and g.name is distinct from t.name""")
                .bind("$1", column(keys, GroupKey::id))
                .bind("$2", column(keys, names::get))
                .then();
    }

    /**
     * Counts a change of a group.
     *
     * @param alike whether messages read as before
     */
    Mono<Void> changed(GroupKey key, boolean alike, boolean stale) {
        return database.sql("""
                        update chat_groups set
                          read_version = case when $2 and read_version = roster_version then roster_version + 1
                            else read_version end,
                          roster_version = roster_version + 1, stale = stale or $3
                        where id = $1""")
                .bind("$1", key.id())
                .bind("$2", alike)
                .bind("$3", stale)
                .then();
    }

    /** Takes a list; returns false when a newer one was taken before. */
    Mono<Boolean> list(GroupKey key, MemberList list) {
        return database.sql("""
                        update chat_groups set name = coalesce($2, name), owner = $3, notice = $4, version = $5,
                          created_at = coalesce($6, created_at), listed_at = $7, stale = false, dismissed_at = null
                        where id = $1 and (listed_at is null or listed_at <= $7)""")
                .bind("$1", key.id())
                .bind("$2", parameter(list.name()))
                .bind("$3", parameter(list.owner()))
                .bind("$4", parameter(list.notice()))
                .bind("$5", parameter(list.version()))
                .bind("$6", time(list.createdAt()))
                .bind("$7", time(list.asOf()))
                .fetch()
                .rowsUpdated()
                .flatMap(rows ->
                        rows == 0 ? Mono.just(false) : members(key, list).thenReturn(true));
    }

    private Mono<Void> members(GroupKey key, MemberList list) {
        List<ListedMember> members = distinct(list.members());
        return database.sql("""
                        insert into group_members as m (group_ref, member_id, name, group_nickname, unionid, listed_role,
                          identity_kind, identity_value, joined_at)
                        select $1, t.id, t.name, t.nickname, t.unionid, t.role, t.kind, t.value,
                          to_timestamp(t.joined / 1000.0)
                        from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                          $9::bigint[]) as t (id, name, nickname, unionid, role, kind, value, joined)
                        on conflict (group_ref, member_id) do update set
                          name = coalesce(excluded.name, m.name), group_nickname = excluded.group_nickname,
                          unionid = coalesce(excluded.unionid, m.unionid), listed_role = excluded.listed_role,
                          joined_at = coalesce(excluded.joined_at, m.joined_at), left_at = null""")
                .bind("$1", key.id())
                .bind("$2", column(members, ListedMember::id))
                .bind("$3", column(members, ListedMember::name))
                .bind("$4", column(members, ListedMember::groupNickname))
                .bind("$5", column(members, ListedMember::unionid))
                .bind("$6", column(members, member -> member.role().code()))
                .bind("$7", column(members, member -> key.identity(member.id()).kind()))
                .bind("$8", column(members, member -> key.identity(member.id()).value()))
                .bind("$9", millis(members))
                .then()
                .then(left(key, members, list.asOf()));
    }

    private Mono<Void> left(GroupKey key, List<ListedMember> present, Instant at) {
        return database.sql("""
                        update group_members set left_at = $3
                        where group_ref = $1 and left_at is null and not member_id = any($2)""")
                .bind("$1", key.id())
                .bind("$2", column(present, ListedMember::id))
                .bind("$3", time(at))
                .then();
    }

    private static List<ListedMember> distinct(List<ListedMember> members) {
        Map<String, ListedMember> byId = new LinkedHashMap<>();
        members.forEach(member -> byId.put(member.id(), member));
        return List.copyOf(byId.values());
    }

    Mono<Void> dismiss(GroupKey key, Instant at) {
        return database.sql("""
                        update chat_groups set dismissed_at = coalesce(dismissed_at, $2), stale = false
                        where id = $1 and (listed_at is null or listed_at <= $2)""").bind("$1", key.id()).bind("$2", time(at)).then();
    }

    /** Returns the groups in which this member's role was changed. */
    Flux<String> assign(Collection<String> groups, String memberId, @Nullable Role role) {
        return database.sql("""
                        update group_members set assigned_role = $3
                        where group_ref = any($1) and member_id = $2
                        returning group_ref""")
                .bind("$1", groups.toArray(String[]::new))
                .bind("$2", memberId)
                .bind("$3", parameter(role == null ? null : role.code()))
                .map(row -> text(row, "group_ref"))
                .all();
    }

    /** Returns the group, or with {@code everywhere} all groups of its account that this member is in. */
    Flux<GroupKey> groupsOf(String group, String memberId, boolean everywhere) {
        return database.sql("""
                        select g.network, g.account, g.group_id from chat_groups one
                        join chat_groups g on g.network = one.network and g.account = one.account
                        join group_members m on m.group_ref = g.id and m.member_id = $2
                        where one.id = $1 and ($3 or g.id = one.id) order by g.id""")
                .bind("$1", group)
                .bind("$2", memberId)
                .bind("$3", everywhere)
                .map(row -> new GroupKey(text(row, "network"), text(row, "account"), text(row, "group_id")))
                .all();
    }

    /** Returns groups whose messages are to be read again. */
    Flux<Version> unread(int limit) {
        return database.sql("""
                        select id, roster_version from chat_groups where read_version < roster_version
                        order by id limit $1""")
                .bind("$1", limit)
                .map(row -> new Version(text(row, "id"), Objects.requireNonNull(row.get("roster_version", Long.class))))
                .all();
    }

    Mono<Void> read(Version version) {
        return database.sql("update chat_groups set read_version = greatest(read_version, $2) where id = $1")
                .bind("$1", version.id())
                .bind("$2", version.number())
                .then();
    }

    /** Returns the conversations that are this group. */
    Flux<String> conversations(String group) {
        return database.sql("""
                        select c.id from chat_groups g
                        join conversations c on c.peer = g.group_id and c.account = g.account
                          and case when c.channel in ('wecom-kf', 'wecom-archive') then 'wecom' else c.channel end = g.network
                        where g.id = $1 order by c.id""").bind("$1", group).map(row -> text(row, "id")).all();
    }

    static <T> @Nullable String[] column(List<T> rows, Function<T, @Nullable String> field) {
        @Nullable String[] values = new @Nullable String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            String value = field.apply(rows.get(i));
            values[i] = value == null || value.indexOf('\0') < 0 ? value : value.replace("\0", "");
        }
        return values;
    }

    private static @Nullable Long[] millis(List<ListedMember> members) {
        @Nullable Long[] values = new @Nullable Long[members.size()];
        for (int i = 0; i < values.length; i++) {
            Instant joined = members.get(i).joinedAt();
            values[i] = joined == null ? null : joined.toEpochMilli();
        }
        return values;
    }

    static io.r2dbc.spi.Parameter parameter(@Nullable String value) {
        return value == null
                ? io.r2dbc.spi.Parameters.in(String.class)
                : io.r2dbc.spi.Parameters.in(value.replace("\0", ""));
    }

    private static io.r2dbc.spi.Parameter time(@Nullable Instant at) {
        return at == null
                ? io.r2dbc.spi.Parameters.in(OffsetDateTime.class)
                : io.r2dbc.spi.Parameters.in(at.atOffset(ZoneOffset.UTC));
    }

    static @Nullable Role role(Readable row, String column) {
        String code = row.get(column, String.class);
        return code == null ? null : Role.of(code);
    }

    static @Nullable Instant instant(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    /** A group as of one version of its roster. */
    record Version(String id, long number) {}

    private record Line(Roster roster, Map<String, Roster.Known> member) {}
}
