package nightdesk.responder.lead;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Json;
import nightdesk.responder.Lead;
import nightdesk.responder.NightCalendar.Promise;
import org.jspecify.annotations.Nullable;

/** A row of the queue as it is kept. */
record LeadRow(
        String id,
        String conversationId,
        LocalDate night,
        String patientId,
        @Nullable String patientName,
        LeadNotes notes,
        Promise promise,
        int score,
        List<String> reasons,
        Lead.State state,
        boolean emergency,
        String source,
        String lastText,
        @Nullable String owner,
        Instant createdAt,
        int version) {
    private static final List<String> GRAVITY = List.of(
            "emergency",
            "urgent",
            "complaint",
            "undecided",
            "delivery",
            "human",
            "contact",
            "backlog",
            "person",
            "promise");

    static LeadRow of(LeadEntry entry, String source) {
        LeadEntry.Who who = entry.who();
        return new LeadRow(
                id(who.conversationId(), who.night()),
                who.conversationId(),
                who.night(),
                who.patientId(),
                who.patientName(),
                entry.notes(),
                entry.promise(),
                entry.score().points(),
                entry.score().reasons(),
                Lead.State.OPEN,
                entry.emergency(),
                source,
                entry.lastText(),
                null,
                entry.at(),
                0);
    }

    static String id(String conversationId, LocalDate night) {
        return "l_" + Ids.hash(conversationId, night.toString());
    }

    /** Returns this row after more was said: the graver cause stays, a closed row opens again if there is a new one. */
    LeadRow with(LeadEntry entry) {
        boolean calmer = entry.score().points() < score && (emergency || reasons.contains(LeadScore.URGENT));
        boolean closed = state == Lead.State.DONE || state == Lead.State.LOST;
        return new LeadRow(
                id,
                conversationId,
                night,
                patientId,
                entry.who().patientName() == null ? patientName : entry.who().patientName(),
                entry.notes(),
                promised(entry),
                calmer ? score : entry.score().points(),
                calmer
                        ? union(reasons, entry.score().reasons())
                        : union(entry.score().reasons(), kept()),
                closed && entry.source() != null ? Lead.State.OPEN : state,
                emergency || entry.emergency(),
                graver(source, entry.source()),
                entry.lastText().isBlank() ? lastText : entry.lastText(),
                closed && entry.source() != null ? null : owner,
                createdAt,
                version);
    }

    /** What was told the patient stands, unless the patient wishes another time. */
    private Promise promised(LeadEntry entry) {
        boolean sameWish = Objects.equals(notes.wantedTime(), entry.notes().wantedTime());
        return sameWish && promise.from().isBefore(entry.promise().from()) ? promise : entry.promise();
    }

    /** Returns this row after staff must look again, e.g. because a text did not arrive. */
    LeadRow reopened(String reason) {
        return new LeadRow(
                id,
                conversationId,
                night,
                patientId,
                patientName,
                notes,
                promise,
                score,
                union(List.of(reason), reasons),
                state == Lead.State.CLAIMED ? state : Lead.State.OPEN,
                emergency,
                graver(source, "delivery"),
                lastText,
                state == Lead.State.CLAIMED ? owner : null,
                createdAt,
                version);
    }

    /** What staff must not lose sight of, whatever is said later. */
    private List<String> kept() {
        return reasons.stream().filter(reason -> reason.startsWith("消息")).toList();
    }

    private static List<String> union(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }

    private static String graver(String one, @Nullable String other) {
        return other == null || GRAVITY.indexOf(one) <= GRAVITY.indexOf(other) ? one : other;
    }

    static LeadRow read(Readable row) {
        LeadNotes notes = new LeadNotes(
                row.get("phone", String.class),
                row.get("wechat", String.class),
                row.get("name", String.class),
                strings(row, "treatments"),
                row.get("wanted_time", String.class),
                row.get("wanted_way", String.class),
                false,
                false);
        return new LeadRow(
                text(row, "id"),
                text(row, "conversation_id"),
                Objects.requireNonNull(row.get("night", LocalDate.class)),
                text(row, "person_id"),
                row.get("patient_name", String.class),
                notes,
                new Promise(instant(row, "promise_from"), instant(row, "promise_to")),
                Objects.requireNonNull(row.get("score", Integer.class)),
                strings(row, "reasons"),
                Lead.State.of(text(row, "state")),
                Objects.requireNonNull(row.get("emergency", Boolean.class)),
                text(row, "source"),
                text(row, "last_text"),
                row.get("owner", String.class),
                instant(row, "created_at"),
                Objects.requireNonNull(row.get("version", Integer.class)));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    private static Instant instant(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, OffsetDateTime.class), column)
                .toInstant();
    }

    private static List<String> strings(Readable row, String column) {
        return List.of(Json.read(text(row, column), String[].class));
    }

    Lead lead(List<Lead.Attempt> attempts, ZoneId zone) {
        return new Lead(
                id,
                patientId,
                conversationId,
                maskedName(),
                notes.treatments(),
                notes.maskedPhone(),
                notes.wantedTime(),
                notes.wantedWay(),
                new Lead.PromisedHours(local(promise.from(), zone), local(promise.to(), zone)),
                score,
                reasons,
                state,
                emergency,
                attempts,
                PhoneReader.masked(lastText),
                owner,
                local(createdAt, zone),
                source);
    }

    private String maskedName() {
        return MaskedName.of(notes.name() == null ? patientName : notes.name());
    }

    private static OffsetDateTime local(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toOffsetDateTime();
    }
}
