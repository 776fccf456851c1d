package nightdesk.ingest.contact;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Json;
import nightdesk.ingest.PatientEvent;
import nightdesk.ingest.PatientEvent.Data;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says what changed between two tellings of a customer, as events of the patient. */
final class ContactFacts {
    /** An event and the relation it is about may differ by this much. */
    static final Duration NEAR = Duration.ofMinutes(1);

    private final Contact now;
    private final @Nullable Contact before;
    private final List<String> told;

    /** @param told {@code user_id/ChangeType} of events that told of changes already */
    ContactFacts(Contact now, @Nullable Contact before, List<String> told) {
        this.now = now;
        this.before = before;
        this.told = told;
    }

    List<PatientEvent> all() {
        List<PatientEvent> events = new ArrayList<>();
        if (!now.profile().isBlank() && (before == null || !before.profile().equals(known()))) {
            events.add(profile());
        }
        now.follows().forEach(follow -> follow(follow, events));
        if (before != null) {
            before.follows().stream()
                    .filter(follow -> find(now, follow.userId()) == null)
                    .forEach(follow -> ended(follow, events));
        }
        return events;
    }

    private Contact.Profile known() {
        return before == null ? now.profile() : now.profile().over(before.profile());
    }

    private PatientEvent profile() {
        Contact.Profile profile = now.profile();
        ObjectNode data = Json.MAPPER.createObjectNode();
        put(data, Data.NAME, profile.name());
        put(data, Data.AVATAR, profile.avatar());
        put(data, Data.GENDER, profile.gender() == 1 ? "male" : profile.gender() == 2 ? "female" : "");
        put(data, "corpName", profile.corpName());
        data.put("type", profile.type() == 2 ? "wecom" : "wechat");
        return event(id(PatientEvent.Kind.PROFILE, data), PatientEvent.Kind.PROFILE, data, now.asOf());
    }

    private void follow(Contact.Follow follow, List<PatientEvent> events) {
        Contact.Follow earlier = before == null ? null : find(before, follow.userId());
        if (earlier == null && !told.contains(follow.userId() + "/add_external_contact")) {
            Instant since = Objects.requireNonNullElse(follow.since(), now.asOf());
            events.add(event(
                    ContactEvent.added(now.account(), now.externalUserId(), follow.userId(), since),
                    PatientEvent.Kind.CONTACT,
                    data("added", follow),
                    since));
        } else if (earlier == null || !same(earlier, follow)) {
            events.add(change(data("edited", follow)));
        }
    }

    private void ended(Contact.Follow follow, List<PatientEvent> events) {
        if (!told.contains(follow.userId() + "/del_external_contact")) {
            events.add(change(data("removed", follow)));
        }
    }

    private PatientEvent change(ObjectNode data) {
        return event(id(PatientEvent.Kind.CONTACT, data), PatientEvent.Kind.CONTACT, data, now.asOf());
    }

    private String id(String kind, ObjectNode data) {
        return Ids.event(
                "contact",
                now.account(),
                now.externalUserId(),
                kind,
                data.toString(),
                Long.toString(now.asOf().toEpochMilli()));
    }

    private static Contact.@Nullable Follow find(Contact contact, String userId) {
        return contact.follows().stream()
                .filter(follow -> follow.userId().equals(userId))
                .findFirst()
                .orElse(null);
    }

    private static boolean same(Contact.Follow one, Contact.Follow other) {
        return one.looksLike(other)
                && names(one).equals(names(other))
                && one.company().equals(other.company());
    }

    private static List<String> names(Contact.Follow follow) {
        return follow.tags().stream()
                .map(tag -> tag.group() + "/" + tag.name())
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static ObjectNode data(String change, Contact.Follow follow) {
        ObjectNode data = Json.MAPPER
                .createObjectNode()
                .put("change", change)
                .put(Data.STAFF, follow.userId())
                .put(Data.ADD_WAY, follow.addWay());
        put(data, Data.REMARK, follow.remark());
        put(data, Data.DESCRIPTION, follow.description());
        put(data, Data.STATE, follow.state());
        ArrayNode mobiles = data.putArray(Data.REMARK_MOBILES);
        follow.mobiles().forEach(mobiles::add);
        ArrayNode tags = data.putArray("tags");
        follow.tags().forEach(tag -> tags.addObject().put("group", tag.group()).put("name", tag.name()));
        return data;
    }

    private static void put(ObjectNode data, String name, String value) {
        if (!value.isEmpty()) {
            data.put(name, value);
        }
    }

    /** The same person for certain: who has this external_userid has this unionid. Telephone numbers only make it likely. */
    private PatientEvent event(String id, String kind, ObjectNode data, Instant at) {
        List<Identity> identities = new ArrayList<>();
        identities.add(new Identity("external_userid", now.externalUserId()));
        String unionid = now.profile().unionid();
        if (unionid != null && kind.equals(PatientEvent.Kind.PROFILE)) {
            identities.add(new Identity("unionid", unionid));
        }
        return new PatientEvent(id, kind, identities, now.account(), at, now.asOf(), "contact", data, null);
    }
}
