package nightdesk.ingest.identity;

import static nightdesk.ingest.identity.Column.instant;
import static nightdesk.ingest.identity.Column.millis;
import static nightdesk.ingest.identity.Column.number;
import static nightdesk.ingest.identity.Column.text;
import static nightdesk.ingest.identity.Column.texts;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nightdesk.ingest.Json;
import nightdesk.ingest.PatientChanged;
import nightdesk.ingest.identity.Persons.Conflict;
import nightdesk.ingest.identity.Persons.Decision;
import nightdesk.ingest.identity.Persons.Link;
import nightdesk.ingest.identity.Persons.Node;
import nightdesk.ingest.identity.Persons.Pair;
import nightdesk.ingest.identity.Persons.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Links, decisions and who is one person, in PostgreSQL. Changes are made under {@link #lock}. */
final class LinkStore {
    private final DatabaseClient database;

    LinkStore(DatabaseClient database) {
        this.database = database;
    }

    /** Everything that bears on these patients. */
    record Neighbourhood(List<Node> nodes, Map<String, String> person, List<Link> links, List<Decision> decisions) {}

    /** Waits until no other transaction changes who is one person; held to the end of this one. */
    Mono<Void> lock() {
        return database.sql("select 1 from pg_advisory_xact_lock(7120931)").then();
    }

    /** Returns all patients that are linked with these, by whatever way, and all that were one person with them so far. */
    Mono<Neighbourhood> around(Collection<String> patientIds) {
        return database.sql("""
                        with recursive reach (id) as (
                          select m.id from patients p
                          join patients m on coalesce(m.merged_into, m.id) = coalesce(p.merged_into, p.id)
                          where p.id = any($1)
                          union
                          select n.id from reach r cross join lateral (
                            select b as id from patient_links where a = r.id
                            union all select a from patient_links where b = r.id
                            union all select p.b from patient_decision_pairs p join patient_decisions d
                              on d.id = p.decision_id and d.undone_at is null where p.a = r.id and p.verdict = 'together'
                            union all select p.a from patient_decision_pairs p join patient_decisions d
                              on d.id = p.decision_id and d.undone_at is null where p.b = r.id and p.verdict = 'together'
                            union all select m.id from patients q
                              join patients m on coalesce(m.merged_into, m.id) = coalesce(q.merged_into, q.id)
                              where q.id = r.id
                          ) n)
                        select p.id, i.kind, i.value, coalesce(p.merged_into, p.id) as person
                        from reach r join patients p on p.id = r.id join identities i on i.patient_id = p.id""")
                .bind("$1", patientIds.toArray(String[]::new))
                .map(row -> Map.entry(
                        new Node(text(row, "id"), text(row, "kind"), text(row, "value")), text(row, "person")))
                .all()
                .collectList()
                .flatMap(this::withLinks);
    }

    private Mono<Neighbourhood> withLinks(List<Map.Entry<Node, String>> rows) {
        List<Node> nodes = rows.stream().map(Map.Entry::getKey).toList();
        Map<String, String> person = new HashMap<>();
        rows.forEach(row -> person.put(row.getKey().id(), row.getValue()));
        String[] ids = person.keySet().toArray(String[]::new);
        return links(ids)
                .collectList()
                .flatMap(links -> decisions(ids).map(decisions -> new Neighbourhood(nodes, person, links, decisions)));
    }

    private Flux<Link> links(String[] ids) {
        return database.sql("select * from patient_links where a = any($1)")
                .bind("$1", ids)
                .map(row -> new Link(
                        text(row, "a"), text(row, "b"), text(row, "event_id"), text(row, "source"), instant(row, "at")))
                .all();
    }

    private record Decided(long seq, Pair pair, Verdict verdict) {}

    private Mono<List<Decision>> decisions(String[] ids) {
        return database.sql("""
                        select d.seq, p.a, p.b, p.verdict from patient_decision_pairs p
                        join patient_decisions d on d.id = p.decision_id
                        where d.undone_at is null and p.a = any($1)""")
                .bind("$1", ids)
                .map(row -> new Decided(
                        number(row, "seq"),
                        new Pair(text(row, "a"), text(row, "b")),
                        Verdict.valueOf(text(row, "verdict").toUpperCase(java.util.Locale.ROOT))))
                .all()
                .collectList()
                .map(LinkStore::bySeq);
    }

    private static List<Decision> bySeq(List<Decided> rows) {
        Map<Long, Map<Pair, Verdict>> bySeq = new HashMap<>();
        rows.forEach(
                row -> bySeq.computeIfAbsent(row.seq(), seq -> new HashMap<>()).put(row.pair(), row.verdict()));
        List<Decision> decisions = new ArrayList<>();
        bySeq.forEach((seq, pairs) -> decisions.add(new Decision(seq, pairs)));
        return decisions;
    }

    /** A person with all patient ids that belong to it. */
    record Members(String person, Set<String> ids) {}

    Mono<Members> members(String patientId) {
        return database.sql("""
                        select m.id, coalesce(m.merged_into, m.id) as person from patients p
                        join patients m on coalesce(m.merged_into, m.id) = coalesce(p.merged_into, p.id)
                        where p.id = $1""")
                .bind("$1", patientId)
                .map(row -> Map.entry(text(row, "id"), text(row, "person")))
                .all()
                .collectList()
                .filter(rows -> !rows.isEmpty())
                .map(rows -> new Members(
                        rows.getFirst().getValue(),
                        new TreeSet<>(rows.stream().map(Map.Entry::getKey).toList())));
    }

    /** Notes a decision and its pairs. */
    Mono<Void> decide(String id, String kind, Instant at, String by, String reason, Map<Pair, Verdict> pairs) {
        List<Map.Entry<Pair, Verdict>> rows = List.copyOf(pairs.entrySet());
        return database.sql("insert into patient_decisions (id, kind, at, by_whom, reason) values ($1, $2, $3, $4, $5)")
                .bind("$1", id)
                .bind("$2", kind)
                .bind("$3", at.atOffset(ZoneOffset.UTC))
                .bind("$4", by)
                .bind("$5", reason)
                .then()
                .then(database.sql("""
                        insert into patient_decision_pairs (decision_id, a, b, verdict)
                        select $1, a, b, verdict from unnest($2::text[], $3::text[], $4::text[]) as t (a, b, verdict)""")
                        .bind("$1", id)
                        .bind("$2", texts(rows, row -> row.getKey().a()))
                        .bind("$3", texts(rows, row -> row.getKey().b()))
                        .bind("$4", texts(rows, row -> row.getValue().name().toLowerCase(java.util.Locale.ROOT)))
                        .then());
    }

    /** A decision with the patients it speaks of. */
    record Made(String id, String kind, boolean undone, Set<String> patientIds) {}

    Mono<Made> decision(String id) {
        return database.sql("""
                        select d.kind, d.undone_at is not null as undone, array_agg(p.a) || array_agg(p.b) as ids
                        from patient_decisions d join patient_decision_pairs p on p.decision_id = d.id
                        where d.id = $1 group by d.id""")
                .bind("$1", id)
                .map(row -> new Made(
                        id,
                        text(row, "kind"),
                        Boolean.TRUE.equals(row.get("undone", Boolean.class)),
                        Set.copyOf(new java.util.HashSet<>(
                                List.of(java.util.Objects.requireNonNull(row.get("ids", String[].class)))))))
                .one();
    }

    Mono<Void> undo(String id, Instant at, String by, String reason) {
        return database.sql("update patient_decisions set undone_at = $2, undone_by = $3, undone_reason = $4"
                        + " where id = $1")
                .bind("$1", id)
                .bind("$2", at.atOffset(ZoneOffset.UTC))
                .bind("$3", by)
                .bind("$4", reason)
                .then();
    }

    /** Writes who is which person now. */
    Mono<Void> assign(Map<String, String> person) {
        List<Map.Entry<String, String>> rows =
                person.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        return database.sql("""
                        update patients p set merged_into = nullif(t.person, t.id)
                        from unnest($1::text[], $2::text[]) as t (id, person) where p.id = t.id""")
                .bind("$1", texts(rows, Map.Entry::getKey))
                .bind("$2", texts(rows, Map.Entry::getValue))
                .then();
    }

    /** Replaces the conflicts among these patients. */
    Mono<Void> conflicts(Collection<String> among, List<Conflict> conflicts) {
        Mono<Void> forget = database.sql("delete from patient_conflicts where a = any($1)")
                .bind("$1", among.toArray(String[]::new))
                .then();
        if (conflicts.isEmpty()) {
            return forget;
        }
        return forget.then(database.sql("""
                        insert into patient_conflicts (a, b, kind, event_id, source, at)
                        select a, b, kind, event_id, source, to_timestamp(at_ms / 1000.0)
                        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
                          as t (a, b, kind, event_id, source, at_ms)""")
                .bind("$1", texts(conflicts, conflict -> conflict.link().a()))
                .bind("$2", texts(conflicts, conflict -> conflict.link().b()))
                .bind("$3", texts(conflicts, Conflict::kind))
                .bind("$4", texts(conflicts, conflict -> conflict.link().eventId()))
                .bind("$5", texts(conflicts, conflict -> conflict.link().source()))
                .bind("$6", millis(conflicts, conflict -> conflict.link().at()))
                .then());
    }

    /** One entry of the history. */
    record Entry(
            String id,
            String kind,
            @Nullable String by,
            String reason,
            @Nullable String decisionId,
            List<Moved> moved) {}

    /** A patient that belongs to another person now. */
    record Moved(String patientId, String kind, String value, String from, String to) {}

    Mono<Void> remember(Instant at, Collection<Entry> entries) {
        if (entries.isEmpty()) {
            return Mono.empty();
        }
        List<Map.Entry<String, String>> patients = entries.stream()
                .flatMap(entry -> patientIds(entry).stream().map(id -> Map.entry(id, entry.id())))
                .toList();
        return database.sql("""
                        insert into patient_history (id, at, kind, by_whom, reason, decision_id, moved)
                        select id, $1, kind, by_whom, reason, decision_id, moved
                        from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
                          as t (id, kind, by_whom, reason, decision_id, moved)""")
                .bind("$1", at.atOffset(ZoneOffset.UTC))
                .bind("$2", texts(entries, Entry::id))
                .bind("$3", texts(entries, Entry::kind))
                .bind("$4", texts(entries, Entry::by))
                .bind("$5", texts(entries, Entry::reason))
                .bind("$6", texts(entries, Entry::decisionId))
                .bind("$7", texts(entries, entry -> Json.text(entry.moved())))
                .then()
                .then(database.sql("""
                        insert into patient_history_patients (patient_id, history_id)
                        select * from unnest($1::text[], $2::text[]) on conflict do nothing""")
                        .bind("$1", texts(patients, Map.Entry::getKey))
                        .bind("$2", texts(patients, Map.Entry::getValue))
                        .then());
    }

    static Set<String> patientIds(Entry entry) {
        Set<String> ids = new TreeSet<>();
        entry.moved().forEach(moved -> ids.addAll(List.of(moved.patientId(), moved.from(), moved.to())));
        return ids;
    }

    Mono<Void> announce(Collection<PatientChanged> changes) {
        return changes.isEmpty()
                ? Mono.empty()
                : database.sql("""
                        insert into patient_announcements (key, value)
                        select * from unnest($1::text[], $2::text[])""")
                        .bind("$1", texts(changes, PatientChanged::patientId))
                        .bind("$2", texts(changes, Json::text))
                        .then();
    }
}
