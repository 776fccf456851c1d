package nightdesk.ingest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something about a patient that is not a chat message: who they are, where they came from, what they did in the
 * hospital. The value of topic {@link Topics#PATIENT_EVENT}.
 *
 * <p>All {@link #identities} of one event are one person for certain: they are linked at once and without a question
 * (e.g. {@code external_userid} and {@code unionid} of one customer profile, CRM number and {@code external_userid} of one
 * CRM record). What only makes it likely, a telephone number above all, goes into {@link #data} and leads to a proposal
 * that a person decides.
 *
 * <p>Fields of {@link #data} that every kind may carry are named by the constants of {@link Data}; fields we do not know
 * are kept as they came.
 *
 * @param eventId {@link Ids#event}; the same event always has the same id
 * @param kind one of {@link Kind}; other kinds are kept and shown by their name
 * @param identities at least one; the first is the one the event belongs to should the link be refused
 * @param account our account it came through; null where there is none, e.g. a CRM
 * @param at when it happened
 * @param receivedAt when it reached Nightdesk
 * @param source where it came from: {@code kf}, {@code contact}, {@code archive}, {@code crm:<source>}, …
 * @param data a JSON object
 * @param raw the record as received; null where data says it all
 */
public record PatientEvent(
        String eventId,
        String kind,
        List<Identity> identities,
        @Nullable String account,
        Instant at,
        Instant receivedAt,
        String source,
        JsonNode data,
        @Nullable String raw) {

    public PatientEvent {
        if (identities.isEmpty()) {
            throw new IllegalArgumentException("a patient event needs at least one identity, met none");
        }
        identities = List.copyOf(identities);
    }

    /** Returns the key of the record on the log: the patient of the first identity. */
    @JsonIgnore
    public String key() {
        return Ids.patient(identities.getFirst());
    }

    /** Returns the record to append. */
    public LogRecord toRecord() {
        return new LogRecord(Topics.PATIENT_EVENT, key(), Json.text(this));
    }

    /** What happens. */
    public static final class Kind {
        /** Who it is: any of name, avatar, gender, phone, city, birthday, …. */
        public static final String PROFILE = "profile";
        /** Entered a chat: {@code scene}, {@code sceneParam}. */
        public static final String ENTERED = "entered";
        /** A staff member's contact: {@code change} (added, half, edited, removed, removedByPatient), staff, remark, …. */
        public static final String CONTACT = "contact";
        /** Archiving of chats: {@code agreed} true or false. */
        public static final String CONSENT = "consent";
        /** A visit: {@code visitType} first (初诊) or return (复诊), department, doctor, treatment. */
        public static final String VISIT = "visit";
        /** A purchase: {@code amount} in fen, {@code currency}, treatment. */
        public static final String ORDER = "order";
        /** One treatment of a course: {@code session} n {@code of} m. */
        public static final String TREATMENT_SESSION = "treatment_session";
        /** {@code level} of membership. */
        public static final String MEMBER_LEVEL = "member_level";
        /** {@code article} read in the mini-program. */
        public static final String ARTICLE_READ = "article_read";
        /** {@code doctor} followed in the mini-program. */
        public static final String DOCTOR_FOLLOWED = "doctor_followed";
        /** Brought by another patient, or brought one: {@code referrer} or {@code referred}. */
        public static final String REFERRAL = "referral";
        /** The front desk's record of the person. */
        public static final String FRONT_DESK = "front_desk";

        private Kind() {}
    }

    /** Names of fields in {@link PatientEvent#data} that mean the same in every kind. */
    public static final class Data {
        public static final String NAME = "name";
        /** The address of the picture. */
        public static final String AVATAR = "avatar";
        /** {@code male} or {@code female}; left out when unknown. */
        public static final String GENDER = "gender";
        /** One telephone number as it was written. */
        public static final String PHONE = "phone";
        /** Telephone numbers a staff member noted: an array of texts. */
        public static final String REMARK_MOBILES = "remarkMobiles";
        /** How a staff member calls the person. */
        public static final String REMARK = "remark";

        public static final String DESCRIPTION = "description";
        public static final String CITY = "city";
        /** ISO date. */
        public static final String BIRTHDAY = "birthday";

        public static final String AGE = "age";
        /** How the person found us, in words. */
        public static final String SOURCE = "source";

        public static final String MEMBER_LEVEL = "level";
        /** The staff member's id. */
        public static final String STAFF = "staff";

        public static final String ADD_WAY = "addWay";
        public static final String STATE = "state";

        private Data() {}
    }
}
