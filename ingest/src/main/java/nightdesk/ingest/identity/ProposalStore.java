package nightdesk.ingest.identity;

import static nightdesk.ingest.identity.Column.number;
import static nightdesk.ingest.identity.Column.text;

import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import nightdesk.ingest.PatientLinks.Proposal;
import nightdesk.ingest.PatientLinks.Proposals;
import nightdesk.ingest.PatientRecords.Summary;
import nightdesk.ingest.Phone;
import nightdesk.ingest.identity.Facts.Signal;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Pairs that are likely one person, computed from what holds now: nothing can be out of date. A value that more than five
 * people share (a hospital's own telephone, a stock picture) says nothing about any of them.
 */
final class ProposalStore {
    private static final String PAIRS = """
            with shared as (
              select s.kind, s.value from patient_signals s join patients p on p.id = s.patient_id
              group by s.kind, s.value
              having count(distinct coalesce(p.merged_into, p.id)) between 2 and 5
            ), members as (
              select s.kind, s.value, coalesce(p.merged_into, p.id) as person,
                bool_and(s.origin = 'chat') as only_said
              from patient_signals s join shared using (kind, value) join patients p on p.id = s.patient_id
              group by s.kind, s.value, coalesce(p.merged_into, p.id)
            ), hints as (
              select a.person as a, b.person as b, a.kind, a.value, null::text as contradiction,
                case a.kind when 'phone' then case when a.only_said or b.only_said then 0.65 else 0.8 end
                  when 'nameAndBirthday' then 0.6 when 'nameAndRemark' then 0.5 else 0.3 end as weight,
                a.only_said or b.only_said as said
              from members a join members b on a.kind = b.kind and a.value = b.value and a.person < b.person
              union all
              select least(pa.person, pb.person), greatest(pa.person, pb.person), 'conflict', c.source, c.kind, 0.9, false
              from patient_conflicts c
              join lateral (select coalesce(merged_into, id) as person from patients where id = c.a) pa on true
              join lateral (select coalesce(merged_into, id) as person from patients where id = c.b) pb on true
              where pa.person <> pb.person
            ), pairs as (
              select a, b, array_agg(kind order by weight desc, kind, value) as kinds,
                array_agg(value order by weight desc, kind, value) as values,
                array_agg(said order by weight desc, kind, value) as said,
                max(contradiction) as contradiction,
                round((1 - exp(sum(ln(1 - weight)))) * 100)::int as score
              from hints h where not exists (
                select 1 from patient_decision_pairs d
                join patient_decisions x on x.id = d.decision_id and x.undone_at is null
                join patients pa on pa.id = d.a join patients pb on pb.id = d.b
                where d.verdict = 'apart'
                  and least(coalesce(pa.merged_into, pa.id), coalesce(pb.merged_into, pb.id)) = h.a
                  and greatest(coalesce(pa.merged_into, pa.id), coalesce(pb.merged_into, pb.id)) = h.b)
              group by a, b)
            select *, count(*) over () as total from pairs
            """;

    private final DatabaseClient database;
    private final PatientStore patients;

    ProposalStore(DatabaseClient database, PatientStore patients) {
        this.database = database;
        this.patients = patients;
    }

    private record Hinted(
            String a,
            String b,
            List<String> reasons,
            @Nullable String contradiction,
            int score,
            long total) {}

    Mono<Proposals> page(int page, int size) {
        return database.sql(PAIRS + "order by score desc, a, b limit $1 offset $2")
                .bind("$1", size)
                .bind("$2", (long) page * size)
                .map(ProposalStore::hinted)
                .all()
                .collectList()
                .flatMap(rows -> proposals(rows)
                        .map(items -> new Proposals(
                                rows.isEmpty() ? 0 : rows.getFirst().total(), items)));
    }

    Mono<List<Proposal>> of(String person) {
        return database.sql(PAIRS + "where a = $1 or b = $1 order by score desc, a, b limit 50")
                .bind("$1", person)
                .map(ProposalStore::hinted)
                .all()
                .collectList()
                .flatMap(this::proposals);
    }

    private static Hinted hinted(Readable row) {
        String[] kinds = Objects.requireNonNull(row.get("kinds", String[].class));
        String[] values = Objects.requireNonNull(row.get("values", String[].class));
        Boolean[] said = Objects.requireNonNull(row.get("said", Boolean[].class));
        Set<String> reasons = new LinkedHashSet<>();
        for (int i = 0; i < kinds.length; i++) {
            reasons.add(reason(kinds[i], values[i], said[i]));
        }
        Integer score = Objects.requireNonNull(row.get("score", Integer.class));
        return new Hinted(
                text(row, "a"),
                text(row, "b"),
                List.copyOf(reasons),
                row.get("contradiction", String.class),
                score,
                number(row, "total"));
    }

    private static String reason(String kind, String value, boolean said) {
        return switch (kind) {
            case Signal.PHONE -> (said ? "聊天里写过的手机号与对方相同：" : "登记的手机号相同：") + Phone.mask(value);
            case Signal.AVATAR -> "头像地址相同";
            case Signal.NAME_AND_REMARK -> "昵称与员工备注都相同：" + value;
            case Signal.NAME_AND_BIRTHDAY -> "姓名与生日都相同：" + value;
            case "conflict" -> "来源 " + value + " 的一条记录说这是同一个人";
            default -> kind + " 相同";
        };
    }

    private Mono<List<Proposal>> proposals(List<Hinted> rows) {
        List<String> ids = rows.stream()
                .flatMap(row -> java.util.stream.Stream.of(row.a(), row.b()))
                .distinct()
                .toList();
        return Mono.zip(patients.summaries(ids), exclusive(ids)).map(found -> {
            Map<String, Summary> people =
                    found.getT1().stream().collect(Collectors.toMap(Summary::patientId, person -> person));
            List<Proposal> proposals = new ArrayList<>();
            for (Hinted row : rows) {
                Summary one = people.get(row.a());
                Summary other = people.get(row.b());
                if (one != null && other != null) {
                    proposals.add(new Proposal(one, other, row.score(), row.reasons(), conflict(row, found.getT2())));
                }
            }
            return proposals;
        });
    }

    /** Returns of each person the scopes in which it has an id that nobody has two of. */
    private Mono<Map<String, Set<String>>> exclusive(List<String> ids) {
        return database.sql("""
                        select coalesce(m.merged_into, m.id) as person, i.kind, i.value
                        from patients m join identities i on i.patient_id = m.id
                        where coalesce(m.merged_into, m.id) = any($1) and i.kind in ('unionid', 'crm', 'openid')""")
                .bind("$1", ids.toArray(String[]::new))
                .map(row -> Map.entry(
                        text(row, "person"),
                        new Persons.Node("", text(row, "kind"), text(row, "value"))
                                .exclusive()
                                .orElse("")))
                .all()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
    }

    private static @Nullable String conflict(Hinted row, Map<String, Set<String>> exclusive) {
        String scope = row.contradiction();
        if (scope == null) {
            Set<String> others = exclusive.getOrDefault(row.b(), Set.of());
            scope = exclusive.getOrDefault(row.a(), Set.of()).stream()
                    .filter(others::contains)
                    .sorted()
                    .findFirst()
                    .orElse(null);
        }
        return scope == null ? null : "两边各有一个不同的 " + named(scope) + "，系统不会自动合并，请人工核对";
    }

    private static String named(String scope) {
        List<String> parts = Arrays.asList(scope.split(":", 2));
        return switch (parts.getFirst()) {
            case "crm" -> "CRM 编号（" + parts.getLast() + "）";
            case "openid" -> "小程序 openid（" + parts.getLast() + "）";
            default -> scope;
        };
    }
}
