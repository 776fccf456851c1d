package nightdesk.ingest.contact;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nightdesk.ingest.Callback;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Json;
import nightdesk.ingest.PatientEvent;
import nightdesk.ingest.wecom.CallbackXml;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event of 客户联系 (WeCom document 92130). Its id is a hash over the whole decrypted body: a repeated push has the same
 * one, and events that differ in any field have different ones even within the same second.
 *
 * @param change the ChangeType
 * @param fields the elements of the body, repeated and nested ones left out
 * @param at its CreateTime
 */
record ContactEvent(
        String id,
        String account,
        String event,
        String change,
        Map<String, String> fields,
        Instant at,
        Instant receivedAt) {
    static final String CONTACT = "change_external_contact";
    static final String CHAT = "change_external_chat";
    static final String TAG = "change_external_tag";
    private static final Set<String> OURS = Set.of(CONTACT, CHAT, TAG);

    /** Where WeCom itself settles late, a list is asked for only then. */
    static final java.time.Duration SETTLING = java.time.Duration.ofSeconds(2);

    /** Returns the event, or empty when the callback is about something else. */
    static Optional<ContactEvent> of(Callback callback) {
        String xml = callback.xml();
        if (xml == null || !OURS.contains(callback.event())) {
            return Optional.empty();
        }
        Map<String, String> fields = CallbackXml.fields(xml);
        return Optional.of(new ContactEvent(
                Ids.event("contact", callback.account(), xml),
                callback.account(),
                callback.event(),
                fields.getOrDefault("ChangeType", ""),
                fields,
                time(fields.getOrDefault("CreateTime", ""), callback.receivedAt()),
                callback.receivedAt()));
    }

    private static Instant time(String seconds, Instant otherwise) {
        return seconds.matches("[0-9]{1,11}") ? Instant.ofEpochSecond(Long.parseLong(seconds)) : otherwise;
    }

    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /** Returns what is to be asked of WeCom, as an event tells only that something changed. */
    List<Work> work() {
        return switch (event) {
            case CONTACT ->
                field("ExternalUserID").isEmpty()
                        ? List.of()
                        : List.of(new Work(account, Work.CONTACT, field("ExternalUserID"), receivedAt));
            case CHAT ->
                field("ChatId").isEmpty()
                        ? List.of()
                        : List.of(new Work(
                                account,
                                Work.GROUP,
                                field("ChatId"),
                                change.equals("dismiss") ? receivedAt.plus(SETTLING) : receivedAt));
            default -> List.of(new Work(account, Work.TAGS, "", receivedAt));
        };
    }

    /** Returns what this tells about a person that asking WeCom afterwards would not. */
    Optional<PatientEvent> fact() {
        if (!event.equals(CONTACT) || field("ExternalUserID").isEmpty()) {
            return Optional.empty();
        }
        String what =
                switch (change) {
                    case "add_external_contact" -> "added";
                    case "add_half_external_contact" -> "half";
                    case "del_external_contact" -> "removed";
                    case "del_follow_user" -> "removedByPatient";
                    case "transfer_fail" -> "transferFailed";
                    // Asking WeCom tells what was edited; agreeing to archiving is heard by the archive.
                    case "edit_external_contact", "msg_audit_approved" -> "";
                    default -> change;
                };
        return what.isEmpty()
                ? Optional.empty()
                : Optional.of(fact(PatientEvent.Kind.CONTACT, data().put("change", what)));
    }

    private ObjectNode data() {
        ObjectNode data = Json.MAPPER.createObjectNode().put(PatientEvent.Data.STAFF, field("UserID"));
        put(data, PatientEvent.Data.STATE, field("State"));
        put(data, "transferSource", field("Source"));
        put(data, "failReason", field("FailReason"));
        return data;
    }

    private static void put(ObjectNode data, String name, String value) {
        if (!value.isEmpty()) {
            data.put(name, value);
        }
    }

    /** Returns the id of the fact that they became contacts then: the event and a round tell it alike. */
    static String added(String account, String externalUserId, String userId, Instant since) {
        return Ids.event("contact", account, externalUserId, userId, "added", Long.toString(since.getEpochSecond()));
    }

    private PatientEvent fact(String kind, ObjectNode data) {
        boolean added = change.equals("add_external_contact");
        return new PatientEvent(
                added ? added(account, field("ExternalUserID"), field("UserID"), at) : id,
                kind,
                List.of(new Identity("external_userid", field("ExternalUserID"))),
                account,
                at,
                receivedAt,
                "contact",
                data,
                null);
    }
}
