package nightdesk.ingest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One message of one conversation, whichever channel brought it. It is the value of topic {@link Topics#MESSAGE}.
 *
 * @param messageId {@link Ids#message}; the same message always has the same id
 * @param channel the way it came
 * @param account our account: a WeCom account's name, or the owner of a personal-WeChat export
 * @param endpoint our end of the conversation: {@code open_kfid}, or the owner's wxid
 * @param peer the other end: {@code external_userid}, wxid, group id ({@link Groups})
 * @param conversationId {@link Ids#conversation} of channel, account, endpoint and peer
 * @param identity how the channel knows the patient
 * @param patientName the patient's name as the channel shows it
 * @param speaker who said it
 * @param speakerId the speaker's id in the channel
 * @param speakerName the speaker's name as the channel shows it
 * @param type lower-case WeCom msgtype ({@code text}, {@code image}, {@code voice}, {@code event}, …); types we do not
 *     know keep their name
 * @param text what was said, in full; for other types a readable line such as {@code [图片]}
 * @param sentAt when it was said
 * @param receivedAt when it reached Nightdesk
 * @param source where it came from: {@code kf}, {@code outbox}, {@code import:<id>}
 * @param raw the record as received (JSON, or the line of a file); null where the text says it all
 */
public record ChatMessage(
        String messageId,
        Channel channel,
        String account,
        String endpoint,
        String peer,
        String conversationId,
        Identity identity,
        @Nullable String patientName,
        Speaker speaker,
        @Nullable String speakerId,
        @Nullable String speakerName,
        String type,
        String text,
        Instant sentAt,
        Instant receivedAt,
        String source,
        @Nullable String raw) {

    /** The type whose {@link #text} are the speaker's own words. */
    public static final String TEXT = "text";

    /** The type of platform events (entered, recalled, send failed). */
    public static final String EVENT = "event";

    /**
     * The type of a message that was taken back. It has the id of the message it stands for and always wins over it,
     * whichever came first and however often either comes: the words are shown nowhere, {@link #text} says who took them
     * back and when. What was said stays on the log, which only ever grows, and is never shown from there.
     */
    public static final String RECALLED = "recalled";

    /** Types other than {@link #TEXT} whose {@link #text} holds somebody's words, forwarded or mixed with pictures. */
    private static final Set<String> QUOTING = Set.of("merged_msg", "chatrecord", "mixed");

    /** Returns the id of the patient this conversation is with; merges are applied where it is stored. */
    @JsonIgnore
    public String patientId() {
        return Ids.patient(identity);
    }

    /** Returns this message of a patient whose name has become known; null leaves it as it is. */
    public ChatMessage named(@Nullable String name) {
        return name == null
                ? this
                : new ChatMessage(
                        messageId,
                        channel,
                        account,
                        endpoint,
                        peer,
                        conversationId,
                        identity,
                        name,
                        speaker,
                        speakerId,
                        speaker == Speaker.PATIENT ? name : speakerName,
                        type,
                        text,
                        sentAt,
                        receivedAt,
                        source,
                        raw);
    }

    /** Returns this message of a group once it is known who spoke and whose conversation it is. */
    public ChatMessage saidBy(Speaker who, Identity patient, @Nullable String nameOfPatient) {
        return new ChatMessage(
                messageId,
                channel,
                account,
                endpoint,
                peer,
                conversationId,
                patient,
                nameOfPatient,
                who,
                speakerId,
                speakerName,
                type,
                text,
                sentAt,
                receivedAt,
                source,
                raw);
    }

    /** Returns whether this stands for a message that was taken back. */
    @JsonIgnore
    public boolean isRecalled() {
        return RECALLED.equals(type);
    }

    /**
     * Returns whether {@link #text} holds words of anybody, which is what search finds: the speaker's own, or those of a
     * chat that was forwarded. Only the speaker's own are understood.
     */
    @JsonIgnore
    public boolean isSearched() {
        return isSearched(type);
    }

    /** Returns whether messages of this type hold words of anybody. */
    public static boolean isSearched(String type) {
        return TEXT.equals(type) || QUOTING.contains(type);
    }

    /** Returns whether {@link #text} holds the speaker's own words, which is what understanding reads. */
    @JsonIgnore
    public boolean isWords() {
        return TEXT.equals(type);
    }
}
