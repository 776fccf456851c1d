package nightdesk.dashboard.patients;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.Channel;
import nightdesk.ingest.Json;
import nightdesk.ingest.PatientLinks;
import nightdesk.ingest.PatientRecords;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** People on the wire: times with the hospital's offset, telephone numbers masked. */
final class PatientViews {
    private final ZoneId zone;

    PatientViews(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * @param patientId of the person
     * @param name as shown
     * @param phone masked
     * @param memberLevel as the CRM says
     * @param kinds kinds of identity
     * @param conversations how many
     */
    record PatientItem(
            String patientId,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String memberLevel,
            List<String> kinds,
            long conversations,
            OffsetDateTime firstSeen,
            OffsetDateTime lastSeen) {}

    /**
     * @param total all that fit
     * @param items of this page
     */
    record PatientPage(long total, List<PatientItem> items) {}

    /**
     * @param patientId of the person; another one than asked for where that was merged
     * @param events the newest of what happened; more under /events
     * @param proposals who may be the same person
     */
    record PatientDetail(
            String patientId,
            @Nullable String name,
            @Nullable String phone,
            OffsetDateTime firstSeen,
            OffsetDateTime lastSeen,
            List<IdentityItem> identities,
            List<FieldItem> fields,
            List<ConversationItem> conversations,
            EventPage events,
            List<ChangeItem> history,
            List<ProposalItem> proposals) {}

    /**
     * @param patientId of this identity before any merge
     * @param kind external_userid, unionid, openid, wxid, crm, phone, name or gateway
     */
    record IdentityItem(
            String patientId,
            String kind,
            String value,
            @Nullable String name,
            OffsetDateTime firstSeen,
            OffsetDateTime lastSeen) {}

    /**
     * @param origin front_desk, crm, contact:staff, profile, other or chat
     * @param shown whether this value counts
     */
    record FieldItem(String field, String value, String origin, String source, OffsetDateTime at, boolean shown) {}

    /**
     * @param patientId with whom it was held, before any merge
     * @param lastText the newest line
     */
    record ConversationItem(
            String conversationId,
            String patientId,
            Channel channel,
            String account,
            String endpoint,
            long messages,
            OffsetDateTime lastAt,
            @Nullable String lastText) {}

    /**
     * @param total all
     * @param items newest first
     */
    record EventPage(long total, List<EventItem> items) {}

    /**
     * @param kind visit, order, treatment_session, member_level, article_read, doctor_followed, referral, front_desk,
     *     profile, entered, contact, consent
     * @param data as it came, telephone numbers masked; amounts in fen
     */
    record EventItem(
            String eventId,
            String kind,
            OffsetDateTime at,
            String source,
            @Nullable String account,
            Map<String, Object> data) {}

    /**
     * @param kind merged, unmerged or moved
     * @param by who; null = linked by itself
     * @param decisionId what can be undone
     * @param undone whether it was
     */
    record ChangeItem(
            String id,
            OffsetDateTime at,
            String kind,
            @Nullable String by,
            String reason,
            @Nullable String decisionId,
            boolean undone,
            List<PatientRecords.Moved> moved) {}

    /**
     * @param score 0 to 100
     * @param reasons in Chinese
     * @param conflict what contradicts; null = nothing
     */
    record ProposalItem(
            PatientItem one,
            PatientItem other,
            int score,
            List<String> reasons,
            @Nullable String conflict) {}

    /**
     * @param total all
     * @param items likeliest first
     */
    record ProposalPage(long total, List<ProposalItem> items) {}

    PatientPage page(PatientRecords.Page page) {
        return new PatientPage(
                page.total(), page.items().stream().map(this::item).toList());
    }

    private PatientItem item(PatientRecords.Summary person) {
        return new PatientItem(
                person.patientId(),
                person.name(),
                person.phone(),
                person.memberLevel(),
                person.kinds(),
                person.conversations(),
                local(person.firstSeen()),
                local(person.lastSeen()));
    }

    PatientDetail detail(
            PatientRecords.PatientRecord person,
            PatientRecords.Happenings happened,
            List<PatientLinks.Proposal> proposals) {
        return new PatientDetail(
                person.patientId(),
                person.name(),
                person.phone(),
                local(person.firstSeen()),
                local(person.lastSeen()),
                person.identities().stream().map(this::identity).toList(),
                person.fields().stream().map(this::field).toList(),
                person.conversations().stream().map(this::conversation).toList(),
                events(happened),
                person.history().stream().map(this::change).toList(),
                proposals.stream().map(this::proposal).toList());
    }

    private IdentityItem identity(PatientRecords.KnownAs known) {
        return new IdentityItem(
                known.patientId(),
                known.kind(),
                known.value(),
                known.name(),
                local(known.firstSeen()),
                local(known.lastSeen()));
    }

    private FieldItem field(PatientRecords.Field field) {
        return new FieldItem(
                field.field(), field.value(), field.origin(), field.source(), local(field.at()), field.shown());
    }

    private ConversationItem conversation(PatientRecords.Conversation conversation) {
        return new ConversationItem(
                conversation.conversationId(),
                conversation.patientId(),
                conversation.channel(),
                conversation.account(),
                conversation.endpoint(),
                conversation.messages(),
                local(conversation.lastAt()),
                conversation.lastText());
    }

    EventPage events(PatientRecords.Happenings happened) {
        return new EventPage(
                happened.total(), happened.items().stream().map(this::event).toList());
    }

    private EventItem event(PatientRecords.Happening event) {
        return new EventItem(
                event.eventId(),
                event.kind(),
                local(event.at()),
                event.source(),
                event.account(),
                object(event.data()));
    }

    private static Map<String, Object> object(JsonNode data) {
        return Json.MAPPER.convertValue(data, new TypeReference<Map<String, Object>>() {});
    }

    private ChangeItem change(PatientRecords.Change change) {
        return new ChangeItem(
                change.id(),
                local(change.at()),
                change.kind(),
                change.by(),
                change.reason(),
                change.decisionId(),
                change.undone(),
                change.moved());
    }

    ProposalPage proposals(PatientLinks.Proposals found) {
        return new ProposalPage(
                found.total(), found.items().stream().map(this::proposal).toList());
    }

    private ProposalItem proposal(PatientLinks.Proposal proposal) {
        return new ProposalItem(
                item(proposal.one()),
                item(proposal.other()),
                proposal.score(),
                proposal.reasons(),
                proposal.conflict());
    }

    private OffsetDateTime local(Instant instant) {
        return instant.atZone(zone).toOffsetDateTime();
    }
}
