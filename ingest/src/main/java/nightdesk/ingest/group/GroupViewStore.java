package nightdesk.ingest.group;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import nightdesk.ingest.Groups.Group;
import nightdesk.ingest.Groups.GroupPage;
import nightdesk.ingest.Groups.Member;
import nightdesk.ingest.Groups.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Groups as people look at them. */
final class GroupViewStore {
    private static final String ROLE = """
            coalesce(m.assigned_role, nullif(m.listed_role, 'unknown'), m.seen_role, 'unknown')""";

    private static final String SELECT = """
            select g.*, g.read_version < g.roster_version as reading,
              (select count(*) from group_members m where m.group_ref = g.id and m.left_at is null) as present,
              (select count(*) from group_members m where m.group_ref = g.id and m.left_at is null
                and %s = 'patient') as patients,
              (select max(c.last_message_at) from conversations c where c.peer = g.group_id and c.account = g.account)
                as last_message_at
            from chat_groups g
            """.formatted(ROLE);

    private static final String NAMED = """
            where ($1::text is null or g.name ilike $1 or exists (select 1 from group_members m
              where m.group_ref = g.id and (m.name ilike $1 or m.group_nickname ilike $1)))
            """;

    private final DatabaseClient database;

    GroupViewStore(DatabaseClient database) {
        this.database = database;
    }

    Mono<GroupPage> list(@Nullable String text, int page, int size) {
        String like = text == null || text.isBlank() ? null : "%" + literal(text.strip()) + "%";
        return database.sql("select count(*) as n from chat_groups g " + NAMED)
                .bind("$1", GroupStore.parameter(like))
                .map(row -> Objects.requireNonNull(row.get("n", Long.class)))
                .one()
                .flatMap(total -> items(like, page, size).map(items -> new GroupPage(total, items)));
    }

    private static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private Mono<List<Group>> items(@Nullable String like, int page, int size) {
        return database.sql(SELECT + NAMED + "order by last_message_at desc nulls last, g.id limit $2 offset $3")
                .bind("$1", GroupStore.parameter(like))
                .bind("$2", size)
                .bind("$3", (long) page * size)
                .map(row -> group(row, List.of()))
                .all()
                .collectList();
    }

    Mono<Group> find(String id) {
        return members(id)
                .flatMap(members -> database.sql(SELECT + "where g.id = $1")
                        .bind("$1", id)
                        .map(row -> group(row, members))
                        .one());
    }

    private Mono<List<Member>> members(String group) {
        return database.sql("""
                        select m.*, %s as role,
                          (select i.patient_id from identities i
                           where i.kind = m.identity_kind and i.value = m.identity_value) as patient_id
                        from group_members m where m.group_ref = $1
                        order by m.left_at is not null, m.joined_at nulls last, m.member_id""".formatted(ROLE))
                .bind("$1", group)
                .map(GroupViewStore::member)
                .all()
                .collectList();
    }

    private static Group group(Readable row, List<Member> members) {
        return new Group(
                GroupStore.text(row, "id"),
                GroupStore.text(row, "network"),
                GroupStore.text(row, "account"),
                GroupStore.text(row, "group_id"),
                row.get("name", String.class),
                row.get("owner", String.class),
                row.get("version", String.class),
                GroupStore.instant(row, "listed_at"),
                GroupStore.instant(row, "dismissed_at"),
                GroupStore.instant(row, "last_message_at"),
                Objects.requireNonNull(row.get("present", Long.class)),
                Objects.requireNonNull(row.get("patients", Long.class)),
                Boolean.TRUE.equals(row.get("reading", Boolean.class)),
                members);
    }

    private static Member member(Readable row) {
        Role role = Role.of(GroupStore.text(row, "role"));
        return new Member(
                GroupStore.text(row, "member_id"),
                row.get("name", String.class),
                row.get("group_nickname", String.class),
                role,
                row.get("assigned_role", String.class) != null,
                GroupStore.role(row, "listed_role"),
                GroupStore.instant(row, "joined_at"),
                GroupStore.instant(row, "left_at"),
                role == Role.PATIENT ? row.get("patient_id", String.class) : null);
    }
}
