package nightdesk.ingest.identity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightdesk.ingest.PatientEvent;
import nightdesk.ingest.PatientEvent.Data;
import nightdesk.ingest.PatientEvent.Kind;
import nightdesk.ingest.Phone;
import tools.jackson.databind.JsonNode;

/**
 * What an event tells of a patient.
 *
 * @param fields what is shown; telephone numbers normalised
 * @param signals what may tell that another patient is the same person
 */
record Facts(Map<String, String> fields, List<Signal> signals) {
    private static final int LONGEST = 500;
    private static final List<String> SHOWN = List.of(
            Data.NAME,
            Data.AVATAR,
            Data.GENDER,
            Data.CITY,
            Data.BIRTHDAY,
            Data.AGE,
            Data.SOURCE,
            Data.MEMBER_LEVEL,
            Data.REMARK,
            Data.DESCRIPTION);

    /** Stands between the parts of a signal made of two values. */
    private static final String AND = " · ";

    /** A value that two patients may share. */
    record Signal(String kind, String value) {
        static final String PHONE = "phone";
        static final String AVATAR = "avatar";
        static final String NAME_AND_REMARK = "nameAndRemark";
        static final String NAME_AND_BIRTHDAY = "nameAndBirthday";
    }

    /** Where values come from, the most trusted first. */
    enum Origin {
        FRONT_DESK(10),
        CRM(15),
        CONTACT(20),
        PROFILE(30),
        OTHER(40),
        CHAT(50);

        private final int rank;

        Origin(int rank) {
            this.rank = rank;
        }

        int rank() {
            return rank;
        }

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static Origin of(PatientEvent event) {
            return switch (event.kind()) {
                case Kind.FRONT_DESK -> FRONT_DESK;
                case Kind.CONTACT -> CONTACT;
                case Kind.PROFILE -> PROFILE;
                default -> event.source().startsWith("crm:") ? CRM : OTHER;
            };
        }
    }

    static Facts of(PatientEvent event) {
        JsonNode data = event.data();
        Map<String, String> fields = new LinkedHashMap<>();
        SHOWN.forEach(name -> text(data, name).ifPresent(value -> fields.put(name, value)));
        List<String> phones = phones(data);
        if (!phones.isEmpty()) {
            fields.put(Data.PHONE, phones.getFirst());
        }
        if (event.kind().equals(Kind.ENTERED)) {
            text(data, "scene").ifPresent(scene -> fields.put("scene", scene));
        }
        if (event.kind().equals(Kind.CONSENT) && data.path("agreed").isBoolean()) {
            fields.put("consent", data.path("agreed").asBoolean() ? "agreed" : "disagreed");
        }
        return new Facts(fields, signals(fields, phones));
    }

    private static List<String> phones(JsonNode data) {
        List<String> phones = new ArrayList<>();
        text(data, Data.PHONE).flatMap(Phone::normalise).ifPresent(phones::add);
        for (JsonNode written : data.path(Data.REMARK_MOBILES)) {
            Phone.normalise(written.asString(""))
                    .filter(phone -> !phones.contains(phone))
                    .ifPresent(phones::add);
        }
        return phones;
    }

    private static List<Signal> signals(Map<String, String> fields, List<String> phones) {
        List<Signal> signals = new ArrayList<>();
        phones.forEach(phone -> signals.add(new Signal(Signal.PHONE, phone)));
        String avatar = fields.get(Data.AVATAR);
        if (avatar != null) {
            signals.add(new Signal(Signal.AVATAR, avatar));
        }
        both(fields, Data.REMARK).ifPresent(value -> signals.add(new Signal(Signal.NAME_AND_REMARK, value)));
        both(fields, Data.BIRTHDAY).ifPresent(value -> signals.add(new Signal(Signal.NAME_AND_BIRTHDAY, value)));
        return signals;
    }

    private static Optional<String> both(Map<String, String> fields, String other) {
        String name = fields.get(Data.NAME);
        String value = fields.get(other);
        return name == null || value == null ? Optional.empty() : Optional.of(name + AND + value);
    }

    private static Optional<String> text(JsonNode data, String name) {
        JsonNode value = data.path(name);
        if (!value.isString() && !value.isNumber()) {
            return Optional.empty();
        }
        String text = value.asString("").strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(text.substring(0, Math.min(text.length(), LONGEST)));
    }
}
