package nightdesk.ingest.archive;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Speaker;
import nightdesk.ingest.archive.ArchiveRecord.Consent;
import nightdesk.ingest.archive.ArchiveRecord.Nothing;
import nightdesk.ingest.archive.ArchiveRecord.Said;
import nightdesk.ingest.archive.ConsentBook.Change;
import nightdesk.ingest.archive.ConsentBook.Person;
import tools.jackson.databind.JsonNode;

/**
 * Turns opened records (WeCom document 91774) into messages. Chats without a patient, between staff or with robots, are
 * not Nightdesk's business and are left out.
 */
final class ArchiveMessages {
    private static final long SECONDS_BEFORE = 100_000_000_000L;
    private static final String REVOKE = "revoke";
    /** The type of a message that takes the place of one that was taken back. */
    private static final String RECALLED = "recalled";

    private final Clock clock;

    ArchiveMessages(Clock clock) {
        this.clock = clock;
    }

    /** Returns what a record says. */
    List<ArchiveRecord> read(String account, JsonNode entry, String msgid, People people) {
        if (entry.path("action").asString("").equals("switch")) {
            return List.of(new Nothing("switch"));
        }
        String type = entry.path("msgtype").asString("");
        if (type.equals("agree") || type.equals("disagree")) {
            return List.of(consent(entry, type, people));
        }
        Parties parties = Parties.of(entry, people);
        if (parties.patients().isEmpty()) {
            return List.of(new Nothing("internal"));
        }
        return parties.room().isEmpty()
                ? single(account, entry, msgid, people, parties)
                : List.of(inRoom(account, entry, msgid, people, parties));
    }

    private static ArchiveRecord consent(JsonNode entry, String type, People people) {
        JsonNode body = entry.path(type);
        Parties parties = Parties.of(entry, people);
        String patient = body.path("userid").asString("");
        if (patient.isEmpty()) {
            patient = parties.patients().stream().findFirst().orElse("");
        }
        if (patient.isEmpty() || (parties.room().isEmpty() && parties.staff().isEmpty())) {
            return new Nothing("consent-of-nobody");
        }
        Person person = parties.room().isEmpty()
                ? Person.single(parties.staff().getFirst(), patient)
                : Person.room(parties.room(), patient);
        Instant at = time(body.path(type + "_time").asLong(0), sentAt(entry));
        return new Consent(new Change(person, type.equals("agree"), at, "record"), at);
    }

    private List<ArchiveRecord> single(String account, JsonNode entry, String msgid, People people, Parties parties) {
        if (parties.staff().isEmpty()) {
            return List.of(new Nothing("no-staff"));
        }
        String staff = parties.staff().getFirst();
        List<ArchiveRecord> said = new ArrayList<>();
        for (String patient : parties.patients()) {
            String key = parties.patients().size() == 1 ? msgid : msgid + "/" + patient;
            Place place = new Place(account, staff, patient, new Identity("external_userid", patient), key);
            said.add(said(place, entry, people, Set.of(Person.single(staff, patient))));
        }
        return said;
    }

    /** A patient's words need that patient's consent; staff's words need one patient in the group who agreed. */
    private ArchiveRecord inRoom(String account, JsonNode entry, String msgid, People people, Parties parties) {
        String room = parties.room();
        Set<Person> anyOf = people.isExternal(parties.from())
                ? Set.of(Person.room(room, parties.from()))
                : parties.patients().stream()
                        .map(patient -> Person.room(room, patient))
                        .collect(Collectors.toUnmodifiableSet());
        Identity identity = people.isExternal(parties.from())
                ? new Identity("external_userid", parties.from())
                : parties.patients().size() == 1
                        ? new Identity("external_userid", parties.patients().getFirst())
                        : new Identity("group", account + "/" + room);
        return said(new Place(account, account, room, identity, msgid), entry, people, anyOf);
    }

    private ArchiveRecord said(Place place, JsonNode entry, People people, Set<Person> anyOf) {
        Speaker speaker = speaker(people, entry.path("from").asString(""));
        if (isRecall(entry)) {
            Place before = place.of(entry.path(REVOKE).path("pre_msgid").asString(""));
            ArchiveTexts.Line notice =
                    new ArchiveTexts.Line(RECALLED, (speaker == Speaker.PATIENT ? "患者" : "员工") + "撤回了一条消息");
            return new Said(message(before, entry, notice, speaker), anyOf);
        }
        return new Said(message(place, entry, ArchiveTexts.of(entry), speaker), anyOf);
    }

    private static boolean isRecall(JsonNode entry) {
        return entry.path("msgtype").asString("").equals(REVOKE)
                || entry.path("action").asString("").equals("recall");
    }

    private static Speaker speaker(People people, String id) {
        return switch (people.of(id)) {
            case STAFF -> Speaker.STAFF;
            case EXTERNAL -> Speaker.PATIENT;
            case ROBOT -> Speaker.SYSTEM;
        };
    }

    private ChatMessage message(Place place, JsonNode entry, ArchiveTexts.Line line, Speaker speaker) {
        String from = entry.path("from").asString("");
        boolean plain = entry.path("msgtype").asString("").equals("text")
                && entry.path("text").path("content").asString("").equals(line.text());
        return new ChatMessage(
                place.messageId(),
                Channel.WECOM_ARCHIVE,
                place.account(),
                place.endpoint(),
                place.peer(),
                Ids.conversation(Channel.WECOM_ARCHIVE, place.account(), place.endpoint(), place.peer()),
                place.identity(),
                null,
                speaker,
                from,
                null,
                line.type(),
                line.text(),
                sentAt(entry),
                Instant.now(clock),
                "archive",
                plain ? null : entry.toString());
    }

    /** Milliseconds; some types carry only {@code time}. */
    private static Instant sentAt(JsonNode entry) {
        long time = entry.path("msgtime").asLong(entry.path("time").asLong(0));
        return time(time, Instant.EPOCH);
    }

    private static Instant time(long time, Instant otherwise) {
        if (time <= 0) {
            return otherwise;
        }
        return time < SECONDS_BEFORE ? Instant.ofEpochSecond(time) : Instant.ofEpochMilli(time);
    }

    /** Where a message belongs; {@code key} is its msgid, made unique per patient. */
    private record Place(String account, String endpoint, String peer, Identity identity, String key) {
        String messageId() {
            return Ids.message(Channel.WECOM_ARCHIVE, account, key);
        }

        Place of(String msgid) {
            return new Place(account, endpoint, peer, identity, msgid);
        }
    }

    /** Who takes part in a record; in a group {@code tolist} are the other members. */
    private record Parties(String from, String room, List<String> patients, List<String> staff) {
        static Parties of(JsonNode entry, People people) {
            Set<String> all = new LinkedHashSet<>();
            String from = entry.path("from").asString("");
            all.add(from);
            entry.path("tolist").forEach(to -> all.add(to.asString("")));
            all.remove("");
            return new Parties(
                    from,
                    entry.path("roomid").asString(""),
                    all.stream().filter(people::isExternal).toList(),
                    all.stream()
                            .filter(id -> people.of(id) == People.Kind.STAFF)
                            .toList());
        }
    }
}
