package nightdesk.ingest.gateway;

import nightdesk.ingest.signed.WebhookRejected;
import org.jspecify.annotations.Nullable;

/** How one kind of gateway writes. Plain functions of the body: the same body always gives the same messages. */
interface GatewayFormat {

    /** Returns the name of the setting {@code format}. */
    String name();

    /**
     * Reads a body.
     *
     * @throws WebhookRejected when it is not of this form at all; single bad entries are in the delivery
     */
    Delivery read(Gateway gateway, byte[] body, @Nullable String contentType);

    /** Returns what the sender expects to hear, beside the status. */
    default boolean answersAsBot() {
        return false;
    }
}
