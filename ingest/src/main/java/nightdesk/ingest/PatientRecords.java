package nightdesk.ingest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What is known of people. An id that was merged leads to the person. Telephone numbers are masked. */
public interface PatientRecords {

    /**
     * Returns people, those heard of last first.
     *
     * @param query part of a name or a remark, the last digits of a telephone number (at least four), an id within a
     *     channel ({@code external_userid}, wxid, CRM number) or a patient id; empty = all
     */
    Mono<Page> list(String query, int page, int size);

    /** Returns a person; empty when there is none with this id. */
    Mono<PatientRecord> find(String patientId);

    /** Returns what happened to a person, the newest first. */
    Mono<Happenings> happened(String patientId, int page, int size);

    /**
     * @param total all that fit
     * @param items of this page
     */
    record Page(long total, List<Summary> items) {}

    /**
     * A person in a list.
     *
     * @param patientId of the person
     * @param name as shown; null when nobody told it
     * @param phone masked
     * @param kinds the kinds of identity under which the person is known
     * @param conversations how many
     */
    record Summary(
            String patientId,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String memberLevel,
            List<String> kinds,
            long conversations,
            Instant firstSeen,
            Instant lastSeen) {}

    /**
     * @param patientId of the person
     * @param identities under which it is known, the one that gives the id first
     * @param fields the value shown of each field first, then other values, each with where it came from
     * @param conversations the newest first
     * @param history how the person came to be one, the newest first
     */
    record PatientRecord(
            String patientId,
            @Nullable String name,
            @Nullable String phone,
            Instant firstSeen,
            Instant lastSeen,
            List<KnownAs> identities,
            List<Field> fields,
            List<Conversation> conversations,
            List<Change> history) {}

    /**
     * @param patientId of this identity before any merge
     * @param kind as in {@link Identity}
     * @param value a telephone number is masked
     */
    record KnownAs(
            String patientId,
            String kind,
            String value,
            @Nullable String name,
            Instant firstSeen,
            Instant lastSeen) {}

    /**
     * @param field as in {@link PatientEvent.Data}
     * @param value a telephone number is masked
     * @param origin {@code front_desk}, {@code crm}, {@code contact:<staff>}, {@code profile}, {@code other} or {@code chat}
     * @param source of the event, e.g. {@code crm:his}
     * @param shown whether this is the value that counts
     */
    record Field(String field, String value, String origin, String source, Instant at, boolean shown) {}

    /**
     * @param patientId with whom it was held, before any merge
     * @param lastText the newest line
     */
    record Conversation(
            String conversationId,
            String patientId,
            Channel channel,
            String account,
            String endpoint,
            long messages,
            Instant lastAt,
            @Nullable String lastText) {}

    /**
     * An entry of the history.
     *
     * @param kind {@code merged}, {@code unmerged} or {@code moved}
     * @param by who did it; null = linked by itself
     * @param decisionId what can be undone; null where events said so
     * @param undone whether it was undone
     */
    record Change(
            String id,
            Instant at,
            String kind,
            @Nullable String by,
            String reason,
            @Nullable String decisionId,
            boolean undone,
            List<Moved> moved) {}

    /** An identity that belongs to another person since a change. */
    record Moved(String patientId, String kind, String value, String from, String to) {}

    /**
     * @param total all events of the person
     * @param items of this page
     */
    record Happenings(long total, List<Happening> items) {}

    /**
     * @param kind as in {@link PatientEvent.Kind}
     * @param data as the event carried it, telephone numbers masked
     */
    record Happening(
            String eventId,
            String kind,
            Instant at,
            String source,
            @Nullable String account,
            JsonNode data) {}
}
