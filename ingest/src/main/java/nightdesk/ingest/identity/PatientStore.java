package nightdesk.ingest.identity;

import static nightdesk.ingest.identity.Column.instant;
import static nightdesk.ingest.identity.Column.number;
import static nightdesk.ingest.identity.Column.text;

import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nightdesk.ingest.Channel;
import nightdesk.ingest.Json;
import nightdesk.ingest.PatientEvent.Data;
import nightdesk.ingest.PatientRecords;
import nightdesk.ingest.Patients;
import nightdesk.ingest.Phone;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** People, read from PostgreSQL. */
final class PatientStore implements Patients, PatientRecords {
    private static final int TAIL = 4;
    private static final int LONGEST_TEXT = 80;

    static final String SUMMARY = """
            select v.id, v.name, v.phone, v.first_seen, v.last_seen,
              (select f.value from patients m join patient_fields f on f.patient_id = m.id and f.field = 'level'
                 where coalesce(m.merged_into, m.id) = v.id order by f.rank, f.at desc, f.event_id desc limit 1) as level,
              (select array_agg(distinct i.kind) from patients m join identities i on i.patient_id = m.id
                 where coalesce(m.merged_into, m.id) = v.id) as kinds,
              (select count(*) from patients m join conversations c on c.patient_id = m.id
                 where coalesce(m.merged_into, m.id) = v.id) as conversations
            from persons v
            """;

    /** A group that has no single patient is no person. */
    private static final String PEOPLE = """
            from patients p where p.merged_into is null and not exists (
              select 1 from identities i where i.patient_id = p.id and i.kind = 'group')
            """;

    private static final String FITTING = PEOPLE + """
             and p.id in (
              select coalesce(m.merged_into, m.id) from patients m where m.id = $1 or m.name ilike $2
              union select coalesce(m.merged_into, m.id) from patient_fields f join patients m on m.id = f.patient_id
                where f.field in ('name', 'remark') and f.value ilike $2
              union select coalesce(m.merged_into, m.id) from patient_fields f join patients m on m.id = f.patient_id
                where $3 <> '' and f.field = 'phone' and f.value like '%' || $3
              union select coalesce(m.merged_into, m.id) from identities i join patients m on m.id = i.patient_id
                where i.value = $1 or (i.kind in ('crm', 'openid') and i.value like '%/' || $4))
            """;

    private final DatabaseClient database;

    PatientStore(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Map<String, String>> current(Collection<String> patientIds) {
        Map<String, String> found = new HashMap<>();
        patientIds.forEach(id -> found.put(id, id));
        return database.sql("select id, merged_into from patients where merged_into is not null and id = any($1)")
                .bind("$1", patientIds.toArray(String[]::new))
                .map(row -> Map.entry(text(row, "id"), text(row, "merged_into")))
                .all()
                .doOnNext(entry -> found.put(entry.getKey(), entry.getValue()))
                .then(Mono.fromSupplier(() -> found));
    }

    @Override
    public Flux<Map.Entry<String, String>> merged() {
        return database.sql("select id, merged_into from patients where merged_into is not null")
                .map(row -> Map.entry(text(row, "id"), text(row, "merged_into")))
                .all();
    }

    @Override
    public Mono<Map<String, String>> names(Collection<String> patientIds) {
        if (patientIds.isEmpty()) {
            return Mono.just(Map.of());
        }
        return database.sql("""
                        select q.id, v.name from patients q join persons v on v.id = coalesce(q.merged_into, q.id)
                        where q.id = any($1) and v.name is not null""")
                .bind("$1", patientIds.toArray(String[]::new))
                .map(row -> Map.entry(text(row, "id"), text(row, "name")))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    @Override
    public Mono<Page> list(String query, int page, int size) {
        String wanted = query.strip();
        return count(wanted).flatMap(total -> items(wanted, page, size).map(items -> new Page(total, items)));
    }

    private Mono<Long> count(String query) {
        return fitting("select count(*) as n ", query, "")
                .map(row -> number(row, "n"))
                .one();
    }

    private Mono<List<Summary>> items(String query, int page, int size) {
        // Without a query the order comes from an index; people whose newest identity is a merged one come a little
        // late.
        return fitting(
                        "select p.id ",
                        query,
                        " order by p.last_seen desc, p.id limit " + size + " offset " + (long) page * size)
                .map(row -> text(row, "id"))
                .all()
                .collectList()
                .flatMap(this::summaries);
    }

    private DatabaseClient.GenericExecuteSpec fitting(String select, String query, String rest) {
        if (query.isEmpty()) {
            return database.sql(select + PEOPLE + rest);
        }
        return database.sql(select + FITTING + rest)
                .bind("$1", query)
                .bind("$2", "%" + literally(query) + "%")
                .bind("$3", phoneTail(query))
                .bind("$4", literally(query));
    }

    /** {@code 138****5678} is how numbers are shown, so it is what people paste: what stands after the stars counts. */
    private static String phoneTail(String query) {
        String digits = query.substring(query.lastIndexOf('*') + 1).replaceAll("[\\s-]", "");
        boolean tail = digits.length() >= TAIL && digits.chars().allMatch(Character::isDigit);
        return tail ? Phone.normalise(digits).orElse(digits) : "";
    }

    private static String literally(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    /** Returns these people in this order. */
    Mono<List<Summary>> summaries(List<String> ids) {
        if (ids.isEmpty()) {
            return Mono.just(List.of());
        }
        return database.sql(SUMMARY + "where v.id = any($1)")
                .bind("$1", ids.toArray(String[]::new))
                .map(PatientStore::summary)
                .all()
                .collectList()
                .map(found -> found.stream()
                        .sorted(Comparator.comparingInt(summary -> ids.indexOf(summary.patientId())))
                        .toList());
    }

    private static Summary summary(Readable row) {
        return new Summary(
                text(row, "id"),
                row.get("name", String.class),
                masked(row.get("phone", String.class)),
                row.get("level", String.class),
                Arrays.stream(Objects.requireNonNullElse(row.get("kinds", String[].class), new String[0]))
                        .sorted(Comparator.comparingInt(Persons::rank))
                        .toList(),
                number(row, "conversations"),
                instant(row, "first_seen"),
                instant(row, "last_seen"));
    }

    private static @Nullable String masked(@Nullable String phone) {
        return phone == null ? null : Phone.mask(phone);
    }

    @Override
    public Mono<PatientRecord> find(String patientId) {
        return person(patientId)
                .flatMap(id -> summaries(List.of(id)))
                .filter(found -> !found.isEmpty())
                .map(List::getFirst)
                .flatMap(this::record);
    }

    /** Returns the person that this id leads to. */
    Mono<String> person(String patientId) {
        return database.sql("select coalesce(merged_into, id) as id from patients where id = $1")
                .bind("$1", patientId)
                .map(row -> text(row, "id"))
                .one();
    }

    private Mono<PatientRecord> record(Summary person) {
        String id = person.patientId();
        return Mono.zip(identities(id), fields(id), conversations(id), history(id))
                .map(parts -> new PatientRecord(
                        id,
                        person.name(),
                        person.phone(),
                        person.firstSeen(),
                        person.lastSeen(),
                        parts.getT1(),
                        parts.getT2(),
                        parts.getT3(),
                        parts.getT4()));
    }

    private Mono<List<KnownAs>> identities(String person) {
        return database.sql("""
                        select m.id, m.name, m.first_seen, m.last_seen, i.kind, i.value
                        from patients m join identities i on i.patient_id = m.id
                        where coalesce(m.merged_into, m.id) = $1 order by m.id <> $1, m.first_seen, i.kind, i.value""")
                .bind("$1", person)
                .map(row -> new KnownAs(
                        text(row, "id"),
                        text(row, "kind"),
                        shown(text(row, "kind"), text(row, "value")),
                        row.get("name", String.class),
                        instant(row, "first_seen"),
                        instant(row, "last_seen")))
                .all()
                .collectList();
    }

    static String shown(String kind, String value) {
        return kind.equals(Data.PHONE) ? Phone.mask(value) : value;
    }

    private Mono<List<Field>> fields(String person) {
        return database.sql("""
                        select f.field, f.value, f.origin, f.source, f.at,
                          row_number() over (partition by f.field order by f.rank, f.at desc, f.event_id desc) = 1 as shown
                        from patients m join patient_fields f on f.patient_id = m.id
                        where coalesce(m.merged_into, m.id) = $1
                        order by f.field, f.rank, f.at desc, f.event_id desc""")
                .bind("$1", person)
                .map(row -> new Field(
                        text(row, "field"),
                        shown(text(row, "field"), text(row, "value")),
                        text(row, "origin"),
                        text(row, "source"),
                        instant(row, "at"),
                        Boolean.TRUE.equals(row.get("shown", Boolean.class))))
                .all()
                .collectList();
    }

    private Mono<List<Conversation>> conversations(String person) {
        return database.sql("""
                        select c.*, (select count(*) from messages x where x.conversation_id = c.id) as messages,
                          (select left(x.text, $2) from messages x where x.conversation_id = c.id
                             order by x.sent_at desc, x.id desc limit 1) as last_text
                        from conversations c where c.id in (
                          select k.id from patients m join conversations k on k.patient_id = m.id
                            where coalesce(m.merged_into, m.id) = $1
                          union select x.conversation_id from patients m join messages x on x.patient_id = m.id
                            where coalesce(m.merged_into, m.id) = $1)
                        order by c.last_message_at desc, c.id limit 200""")
                .bind("$1", person)
                .bind("$2", LONGEST_TEXT)
                .map(row -> new Conversation(
                        text(row, "id"),
                        text(row, "patient_id"),
                        Channel.of(text(row, "channel")),
                        text(row, "account"),
                        text(row, "endpoint"),
                        number(row, "messages"),
                        instant(row, "last_message_at"),
                        row.get("last_text", String.class)))
                .all()
                .collectList();
    }

    private Mono<List<Change>> history(String person) {
        return database.sql("""
                        select h.*, d.undone_at is not null as undone from patient_history h
                        left join patient_decisions d on d.id = h.decision_id
                        where h.id in (select hp.history_id from patient_history_patients hp
                          join patients m on m.id = hp.patient_id where coalesce(m.merged_into, m.id) = $1)
                        order by h.seq desc limit 200""")
                .bind("$1", person)
                .map(row -> new Change(
                        text(row, "id"),
                        instant(row, "at"),
                        text(row, "kind"),
                        row.get("by_whom", String.class),
                        text(row, "reason"),
                        row.get("decision_id", String.class),
                        Boolean.TRUE.equals(row.get("undone", Boolean.class)),
                        moved(text(row, "moved"))))
                .all()
                .collectList();
    }

    private static List<Moved> moved(String json) {
        List<Moved> moved = new ArrayList<>();
        for (LinkStore.Moved one : Json.read(json, LinkStore.Moved[].class)) {
            moved.add(new Moved(one.patientId(), one.kind(), shown(one.kind(), one.value()), one.from(), one.to()));
        }
        return moved;
    }

    @Override
    public Mono<Happenings> happened(String patientId, int page, int size) {
        return person(patientId)
                .flatMap(person -> database.sql("""
                        select count(*) as n from patients m join patient_events e on e.patient_id = m.id
                        where coalesce(m.merged_into, m.id) = $1""")
                        .bind("$1", person)
                        .map(row -> number(row, "n"))
                        .one()
                        .flatMap(total ->
                                happened(person, (long) page * size, size).map(items -> new Happenings(total, items))));
    }

    private Mono<List<Happening>> happened(String person, long offset, int size) {
        return database.sql("""
                        select e.id, e.kind, e.at, e.source, e.account, e.data
                        from patients m join patient_events e on e.patient_id = m.id
                        where coalesce(m.merged_into, m.id) = $1 order by e.at desc, e.id limit $2 offset $3""")
                .bind("$1", person)
                .bind("$2", size)
                .bind("$3", offset)
                .map(row -> new Happening(
                        text(row, "id"),
                        text(row, "kind"),
                        instant(row, "at"),
                        text(row, "source"),
                        row.get("account", String.class),
                        masked(Json.read(text(row, "data"), JsonNode.class))))
                .all()
                .collectList();
    }

    /** Masks every telephone number in the data, wherever it stands. */
    private static JsonNode masked(JsonNode data) {
        if (data instanceof ObjectNode object) {
            ObjectNode out = object.objectNode();
            object.properties().forEach(entry -> out.set(entry.getKey(), masked(entry.getValue())));
            return out;
        }
        if (data instanceof ArrayNode array) {
            ArrayNode out = array.arrayNode();
            array.forEach(item -> out.add(masked(item)));
            return out;
        }
        return data.isString() ? Json.MAPPER.getNodeFactory().stringNode(maskedIn(data.asString())) : data;
    }

    private static String maskedIn(String text) {
        return Phone.normalise(text).map(Phone::mask).orElseGet(() -> Phone.maskIn(text));
    }
}
