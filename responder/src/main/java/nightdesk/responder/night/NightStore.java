package nightdesk.responder.night;

import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.Nights;
import nightdesk.responder.Paged;
import nightdesk.responder.lead.MaskedName;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The nights in figures, from PostgreSQL. */
final class NightStore implements Nights {
    private static final String FIGURES = """
            select i.night,
              count(distinct i.conversation_id) as conversations,
              count(*) as patient_messages,
              (select count(*) from night_replies r where r.night = i.night and r.kind = 'answer') as answered,
              (select count(*) from night_replies r where r.night = i.night and r.kind = 'promise') as promised,
              (select count(distinct r.conversation_id) from night_replies r
                 where r.night = i.night and r.kind = 'emergency') as emergencies,
              (select count(*) from night_outbox o where o.night = i.night and o.state in ('draft', 'failed')) as held,
              (select count(*) from leads l where l.night = i.night) as leads,
              (select percentile_cont(0.5) within group (order by took) from (
                 select extract(epoch from (min(o.sent_at) - (select min(f.sent_at) from night_inbox f
                   where f.conversation_id = o.conversation_id and f.night = o.night and f.said_by = 'patient'))) * 1000
                   as took
                 from night_outbox o where o.night = i.night and o.state = 'sent'
                 group by o.conversation_id, o.night) first) as median_ms
            from night_inbox i where i.said_by = 'patient'""";

    private final DatabaseClient database;
    private final NightCalendar calendar;

    NightStore(DatabaseClient database, NightCalendar calendar) {
        this.database = database;
        this.calendar = calendar;
    }

    @Override
    public Mono<Paged<Figures>> list(int page, int size) {
        return database.sql("select count(distinct night) as n from night_inbox where said_by = 'patient'")
                .map(row -> number(row, "n"))
                .one()
                .flatMap(total -> page(page, size).map(items -> new Paged<>(total, items)));
    }

    private Mono<List<Figures>> page(int page, int size) {
        return database.sql(FIGURES + " group by i.night order by i.night desc limit $1 offset $2")
                .bind("$1", size)
                .bind("$2", (long) page * size)
                .map(this::figures)
                .all()
                .collectList();
    }

    @Override
    public Mono<Figures> of(LocalDate date) {
        return database.sql(FIGURES + " and i.night = $1 group by i.night")
                .bind("$1", date)
                .map(this::figures)
                .one()
                .defaultIfEmpty(new Figures(date, from(date), to(date), 0, 0, 0, 0, 0, 0, 0, null));
    }

    private Figures figures(Readable row) {
        LocalDate night = Objects.requireNonNull(row.get("night", LocalDate.class));
        Double median = row.get("median_ms", Double.class);
        return new Figures(
                night,
                from(night),
                to(night),
                number(row, "conversations"),
                number(row, "patient_messages"),
                number(row, "answered"),
                number(row, "promised"),
                number(row, "emergencies"),
                number(row, "held"),
                number(row, "leads"),
                median == null ? null : Math.round(median));
    }

    private OffsetDateTime from(LocalDate date) {
        return calendar.nights(date).getFirst().from().atZone(calendar.zone()).toOffsetDateTime();
    }

    private OffsetDateTime to(LocalDate date) {
        return calendar.nights(date).getLast().to().atZone(calendar.zone()).toOffsetDateTime();
    }

    @Override
    public Mono<Paged<Talk>> conversations(LocalDate date, int page, int size) {
        return database.sql("""
                        select count(distinct conversation_id) as n from night_inbox
                        where night = $1 and said_by = 'patient'""")
                .bind("$1", date)
                .map(row -> number(row, "n"))
                .one()
                .flatMap(total -> talks(date, page, size).map(items -> new Paged<>(total, items)));
    }

    private Mono<List<Talk>> talks(LocalDate date, int page, int size) {
        return database.sql("""
                        select t.*, person_of(c.patient_id) as patient_id, c.patient_name,
                          (select text from night_inbox i where i.conversation_id = t.conversation_id and i.night = $1
                             and i.said_by = 'patient' and not i.recalled order by i.sent_at desc, i.seq desc limit 1)
                             as last_text,
                          case
                            when emergency then 'emergency'
                            when exists (select 1 from night_outbox o where o.conversation_id = t.conversation_id
                              and o.night = $1 and o.state in ('draft', 'failed')) then 'held'
                            when promises > 0 then 'promise' when answers > 0 then 'answer' else 'silent' end as outcome
                        from (
                          select i.conversation_id, min(i.sent_at) as first_at, max(i.sent_at) as last_at, count(*) as messages,
                            (select coalesce(bool_or(r.kind = 'emergency'), false) from night_replies r
                               where r.conversation_id = i.conversation_id and r.night = $1)
                              or exists (select 1 from leads l where l.conversation_id = i.conversation_id
                                and l.night = $1 and l.emergency) as emergency,
                            (select count(*) from night_replies r where r.conversation_id = i.conversation_id
                               and r.night = $1 and r.kind = 'promise') as promises,
                            (select count(*) from night_replies r where r.conversation_id = i.conversation_id
                               and r.night = $1 and r.kind = 'answer') as answers
                          from night_inbox i where i.night = $1 and i.said_by = 'patient' group by i.conversation_id) t
                        join night_conversations c on c.conversation_id = t.conversation_id
                        order by t.emergency desc, t.last_at desc, t.conversation_id limit $2 offset $3""")
                .bind("$1", date)
                .bind("$2", size)
                .bind("$3", (long) page * size)
                .map(this::talk)
                .all()
                .collectList();
    }

    private Talk talk(Readable row) {
        return new Talk(
                text(row, "conversation_id"),
                text(row, "patient_id"),
                MaskedName.of(row.get("patient_name", String.class)),
                time(row, "first_at"),
                time(row, "last_at"),
                Objects.requireNonNullElse(row.get("last_text", String.class), ""),
                number(row, "messages"),
                text(row, "outcome"),
                Boolean.TRUE.equals(row.get("emergency", Boolean.class)));
    }

    private OffsetDateTime time(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, OffsetDateTime.class), column)
                .atZoneSameInstant(calendar.zone())
                .toOffsetDateTime();
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNullElse(row.get(column, Long.class), 0L);
    }
}
