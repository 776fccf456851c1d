package nightdesk.ingest.signed;

import java.util.Map;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** A webhook that is not taken, with the reason that is counted and the problem document that is answered. */
public final class WebhookRejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** No source of this name is switched on. */
        UNKNOWN_SOURCE("unknown-source", 404),
        /** A header of the signature, or the token, is not there or not of its form. */
        UNSIGNED("unsigned", 401),
        /** The timestamp is more than five minutes away from our clock. */
        STALE("stale", 401),
        /** The signature or the token is another. */
        SIGNATURE("signature", 403),
        TOO_LARGE("too-large", 413),
        /** The body is not what this source is to send. */
        BODY("body", 400),
        /** Nothing was kept; send again. */
        LOG_UNAVAILABLE("log-unavailable", 503);

        private final String code;
        private final int status;

        Reason(String code, int status) {
            this.code = code;
            this.status = status;
        }

        /** Returns the stable code used in answers and counters. */
        public String code() {
            return code;
        }

        public int status() {
            return status;
        }
    }

    private final Reason reason;

    /** @param message what was met and what was expected, without anything secret or said */
    public WebhookRejected(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Returns the answer to the sender. */
    public Mono<ServerResponse> response() {
        return ServerResponse.status(reason.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(Map.of(
                        "type",
                        "about:blank",
                        "title",
                        "Webhook not taken",
                        "status",
                        reason.status(),
                        "detail",
                        Objects.requireNonNullElse(getMessage(), ""),
                        "reason",
                        reason.code()));
    }
}
