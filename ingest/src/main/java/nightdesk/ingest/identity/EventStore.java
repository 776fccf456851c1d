package nightdesk.ingest.identity;

import static nightdesk.ingest.identity.Column.millis;
import static nightdesk.ingest.identity.Column.numbers;
import static nightdesk.ingest.identity.Column.text;
import static nightdesk.ingest.identity.Column.texts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.PatientEvent;
import nightdesk.ingest.identity.Facts.Origin;
import nightdesk.ingest.identity.Facts.Signal;
import nightdesk.ingest.identity.Persons.Pair;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Patient events and what they tell. Every row keeps the value that wins whatever comes first: the newest of a field, the
 * earliest of a link. One statement per table and batch, rows in order of their keys.
 */
final class EventStore {
    private static final Comparator<PatientEvent> OLDEST_FIRST =
            Comparator.comparing(PatientEvent::at).thenComparing(PatientEvent::eventId);

    private final DatabaseClient database;

    EventStore(DatabaseClient database) {
        this.database = database;
    }

    /**
     * @param changed patients of whom something new is known
     * @param linked patients whose links are new
     */
    record Kept(Set<String> changed, Set<String> linked) {}

    /** Keeps those events that are new; call it in a transaction. */
    Mono<Kept> keep(Collection<PatientEvent> events) {
        Map<String, PatientEvent> byId = new TreeMap<>();
        events.forEach(event -> byId.putIfAbsent(event.eventId(), toMillis(event)));
        return savePatients(byId.values())
                .then(saveIdentities(byId.values()))
                .then(saveEvents(byId.values()))
                .flatMap(fresh -> keepFacts(fresh.stream().map(byId::get).toList()));
    }

    /** What is compared here has to compare as it does in the table. */
    private static PatientEvent toMillis(PatientEvent event) {
        return new PatientEvent(
                event.eventId(),
                event.kind(),
                event.identities(),
                event.account(),
                event.at().truncatedTo(ChronoUnit.MILLIS),
                event.receivedAt(),
                event.source(),
                event.data(),
                event.raw());
    }

    private Mono<Kept> keepFacts(List<PatientEvent> fresh) {
        Map<Pair, Persons.Link> links = links(fresh);
        return saveFields(fresh)
                .then(saveSignals(fresh))
                .then(saveLinks(links.values()))
                .thenReturn(new Kept(changed(fresh), linked(links.keySet())));
    }

    private static Set<String> changed(List<PatientEvent> fresh) {
        Set<String> changed = new HashSet<>();
        fresh.forEach(event -> event.identities().forEach(identity -> changed.add(Ids.patient(identity))));
        return changed;
    }

    private static Set<String> linked(Set<Pair> pairs) {
        Set<String> linked = new HashSet<>();
        pairs.forEach(pair -> {
            linked.add(pair.a());
            linked.add(pair.b());
        });
        return linked;
    }

    private record Seen(Instant first, Instant last) {
        Seen and(Seen other) {
            return new Seen(
                    first.isBefore(other.first) ? first : other.first, last.isAfter(other.last) ? last : other.last);
        }
    }

    private Mono<Void> savePatients(Collection<PatientEvent> events) {
        Map<String, Seen> seen = new TreeMap<>();
        events.forEach(event -> event.identities()
                .forEach(identity -> seen.merge(Ids.patient(identity), new Seen(event.at(), event.at()), Seen::and)));
        return database.sql("""
                        insert into patients (id, first_seen, last_seen)
                        select id, to_timestamp(first_ms / 1000.0), to_timestamp(last_ms / 1000.0)
                        from unnest($1::text[], $2::bigint[], $3::bigint[]) as t (id, first_ms, last_ms)
                        on conflict (id) do update set
                          first_seen = least(patients.first_seen, excluded.first_seen),
                          last_seen = greatest(patients.last_seen, excluded.last_seen)""")
                .bind("$1", seen.keySet().toArray(String[]::new))
                .bind("$2", millis(seen.values(), Seen::first))
                .bind("$3", millis(seen.values(), Seen::last))
                .then();
    }

    private Mono<Void> saveIdentities(Collection<PatientEvent> events) {
        Map<String, Identity> identities = new TreeMap<>();
        events.forEach(
                event -> event.identities().forEach(identity -> identities.put(Ids.patient(identity), identity)));
        return database.sql("""
                        insert into identities (kind, value, patient_id)
                        select * from unnest($1::text[], $2::text[], $3::text[])
                        on conflict do nothing""")
                .bind("$1", texts(identities.values(), Identity::kind))
                .bind("$2", texts(identities.values(), Identity::value))
                .bind("$3", identities.keySet().toArray(String[]::new))
                .then();
    }

    private Mono<List<String>> saveEvents(Collection<PatientEvent> events) {
        return database.sql("""
                        insert into patient_events (id, kind, patient_id, account, at, received_at, source, data, raw)
                        select id, kind, patient_id, account, to_timestamp(at_ms / 1000.0),
                          to_timestamp(received_ms / 1000.0), source, data, raw
                        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[],
                          $7::text[], $8::text[], $9::text[])
                          as t (id, kind, patient_id, account, at_ms, received_ms, source, data, raw)
                        on conflict (id) do nothing returning id""")
                .bind("$1", texts(events, PatientEvent::eventId))
                .bind("$2", texts(events, PatientEvent::kind))
                .bind("$3", texts(events, PatientEvent::key))
                .bind("$4", texts(events, PatientEvent::account))
                .bind("$5", millis(events, PatientEvent::at))
                .bind("$6", millis(events, PatientEvent::receivedAt))
                .bind("$7", texts(events, PatientEvent::source))
                .bind("$8", texts(events, event -> event.data().toString()))
                .bind("$9", texts(events, PatientEvent::raw))
                .map(row -> text(row, "id"))
                .all()
                .collectList();
    }

    private record Field(String patientId, String field, String origin, int rank, String value, PatientEvent event) {
        String key() {
            return patientId + '\n' + field + '\n' + origin;
        }

        static Field newer(Field one, Field other) {
            return OLDEST_FIRST.compare(one.event, other.event) > 0 ? one : other;
        }
    }

    private Mono<Void> saveFields(List<PatientEvent> fresh) {
        Map<String, Field> fields = new TreeMap<>();
        fresh.forEach(event -> fields(event).forEach(field -> fields.merge(field.key(), field, Field::newer)));
        Collection<Field> rows = fields.values();
        return rows.isEmpty()
                ? Mono.empty()
                : database.sql("""
                        insert into patient_fields (patient_id, field, origin, rank, value, event_id, source, at)
                        select patient_id, field, origin, rank, value, event_id, source, to_timestamp(at_ms / 1000.0)
                        from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[],
                          $8::bigint[]) as t (patient_id, field, origin, rank, value, event_id, source, at_ms)
                        on conflict (patient_id, field, origin) do update set
                          rank = excluded.rank, value = excluded.value, event_id = excluded.event_id,
                          source = excluded.source, at = excluded.at
                        where (excluded.at, excluded.event_id) > (patient_fields.at, patient_fields.event_id)""")
                        .bind("$1", texts(rows, Field::patientId))
                        .bind("$2", texts(rows, Field::field))
                        .bind("$3", texts(rows, Field::origin))
                        .bind("$4", numbers(rows, Field::rank))
                        .bind("$5", texts(rows, Field::value))
                        .bind("$6", texts(rows, field -> field.event().eventId()))
                        .bind("$7", texts(rows, field -> field.event().source()))
                        .bind("$8", millis(rows, field -> field.event().at()))
                        .then();
    }

    private static List<Field> fields(PatientEvent event) {
        Origin origin = Origin.of(event);
        String staff = event.data().path(PatientEvent.Data.STAFF).asString("");
        String from = origin == Origin.CONTACT && !staff.isEmpty() ? origin.code() + ":" + staff : origin.code();
        List<Field> fields = new ArrayList<>();
        Facts.of(event)
                .fields()
                .forEach((name, value) -> fields.add(new Field(event.key(), name, from, origin.rank(), value, event)));
        return fields;
    }

    private record Shared(String patientId, Signal signal, String origin, PatientEvent event) {
        String key() {
            return patientId + '\n' + signal.kind() + '\n' + signal.value() + '\n' + origin;
        }

        static Shared older(Shared one, Shared other) {
            return OLDEST_FIRST.compare(one.event, other.event) <= 0 ? one : other;
        }
    }

    private Mono<Void> saveSignals(List<PatientEvent> fresh) {
        Map<String, Shared> signals = new TreeMap<>();
        for (PatientEvent event : fresh) {
            for (Signal signal : Facts.of(event).signals()) {
                Shared row = new Shared(event.key(), signal, Origin.of(event).code(), event);
                signals.merge(row.key(), row, Shared::older);
            }
        }
        Collection<Shared> rows = signals.values();
        return rows.isEmpty()
                ? Mono.empty()
                : database.sql("""
                        insert into patient_signals (patient_id, kind, value, origin, event_id, at)
                        select patient_id, kind, value, origin, event_id, to_timestamp(at_ms / 1000.0)
                        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
                          as t (patient_id, kind, value, origin, event_id, at_ms)
                        on conflict (patient_id, kind, value, origin) do update set
                          event_id = excluded.event_id, at = excluded.at
                        where (excluded.at, excluded.event_id) < (patient_signals.at, patient_signals.event_id)""")
                        .bind("$1", texts(rows, Shared::patientId))
                        .bind("$2", texts(rows, row -> row.signal().kind()))
                        .bind("$3", texts(rows, row -> row.signal().value()))
                        .bind("$4", texts(rows, Shared::origin))
                        .bind("$5", texts(rows, row -> row.event().eventId()))
                        .bind("$6", millis(rows, row -> row.event().at()))
                        .then();
    }

    private static Map<Pair, Persons.Link> links(List<PatientEvent> fresh) {
        Map<Pair, Persons.Link> links = new LinkedHashMap<>();
        for (PatientEvent event : fresh) {
            List<String> patients =
                    event.identities().stream().map(Ids::patient).distinct().toList();
            for (int i = 0; i < patients.size(); i++) {
                for (int j = i + 1; j < patients.size(); j++) {
                    Pair pair = Pair.of(patients.get(i), patients.get(j));
                    Persons.Link link =
                            new Persons.Link(pair.a(), pair.b(), event.eventId(), event.source(), event.at());
                    links.merge(
                            pair, link, (one, other) -> Persons.EARLIEST_FIRST.compare(one, other) <= 0 ? one : other);
                }
            }
        }
        return links;
    }

    private Mono<Void> saveLinks(Collection<Persons.Link> links) {
        Collection<Persons.Link> rows = links.stream()
                .sorted(Comparator.comparing(Persons.Link::a).thenComparing(Persons.Link::b))
                .toList();
        return rows.isEmpty()
                ? Mono.empty()
                : database.sql("""
                        insert into patient_links (a, b, event_id, source, at)
                        select a, b, event_id, source, to_timestamp(at_ms / 1000.0)
                        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
                          as t (a, b, event_id, source, at_ms)
                        on conflict (a, b) do update set
                          event_id = excluded.event_id, source = excluded.source, at = excluded.at
                        where (excluded.at, excluded.event_id) < (patient_links.at, patient_links.event_id)""")
                        .bind("$1", texts(rows, Persons.Link::a))
                        .bind("$2", texts(rows, Persons.Link::b))
                        .bind("$3", texts(rows, Persons.Link::eventId))
                        .bind("$4", texts(rows, Persons.Link::source))
                        .bind("$5", millis(rows, Persons.Link::at))
                        .then();
    }
}
