package nightdesk.responder.lead;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a patient's lines of one night say about being called back. The last stated value wins.
 *
 * @param phone eleven digits
 * @param wechat the WeChat id; the phone where the patient says that it is the same
 * @param name as given
 * @param treatments canonical names wanted at the end, in order of mention
 * @param wantedTime the patient's own words
 * @param wantedWay {@code 微信} or {@code 电话}
 * @param withdrawn a contact was taken back and none was left since
 * @param minorAlone under 18 and nobody of age speaks for them
 */
public record LeadNotes(
        @Nullable String phone,
        @Nullable String wechat,
        @Nullable String name,
        List<String> treatments,
        @Nullable String wantedTime,
        @Nullable String wantedWay,
        boolean withdrawn,
        boolean minorAlone) {

    public static final LeadNotes NOTHING = new LeadNotes(null, null, null, List.of(), null, null, false, false);

    /** Returns whether there is any way to reach the patient but this chat. */
    public boolean hasContact() {
        return phone != null || wechat != null;
    }

    /** Returns whether a consultant may use the contact to talk about treatment. */
    public boolean isUsable() {
        return hasContact() && !withdrawn && !minorAlone;
    }

    /** Returns whether a contact is known now that was not known before, or is another one. */
    public boolean addsContactTo(LeadNotes before) {
        return (phone != null && !phone.equals(before.phone)) || (wechat != null && !wechat.equals(before.wechat));
    }

    /** Returns whether anything a consultant would write down is new. */
    public boolean addsTo(LeadNotes before) {
        return addsContactTo(before)
                || (name != null && !name.equals(before.name))
                || (wantedTime != null && !wantedTime.equals(before.wantedTime))
                || (wantedWay != null && !wantedWay.equals(before.wantedWay))
                || !before.treatments.containsAll(treatments);
    }

    /** Returns {@code 138****1234}, or null. */
    public @Nullable String maskedPhone() {
        return masked(phone);
    }

    /** Masks a phone number; null stays null. */
    public static @Nullable String masked(@Nullable String phone) {
        return phone == null || phone.length() < 8
                ? phone
                : phone.substring(0, 3) + "****" + phone.substring(phone.length() - 4);
    }

    /** Writes a phone number 3-4-4; anything else stays as it is. */
    public static @Nullable String grouped(@Nullable String phone) {
        return phone == null || !phone.matches("\\d{11}")
                ? phone
                : phone.substring(0, 3) + "-" + phone.substring(3, 7) + "-" + phone.substring(7);
    }
}
