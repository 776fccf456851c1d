package nightdesk.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A verified WeCom callback, the value of topic {@link Topics#CALLBACK}. For 微信客服 it is only a signal to pull.
 *
 * @param account the WeCom account's name
 * @param event {@code kf_msg_or_event}, another event's name, a message type, or {@link #RECONCILE}
 * @param openKfId the customer-service account; null for other callbacks
 * @param token lets the pull pass the frequency limit for ten minutes; null when there is none
 * @param xml the decrypted document as received; null for {@link #RECONCILE}
 * @param receivedAt when it came
 */
public record Callback(
        String account,
        String event,
        @Nullable String openKfId,
        @Nullable String token,
        @Nullable String xml,
        Instant receivedAt) {

    /** The event by which a customer-service account says: pull now. */
    public static final String KF = "kf_msg_or_event";

    /** Our own signal to pull without a callback, as callbacks may be lost. */
    public static final String RECONCILE = "reconcile";
}
