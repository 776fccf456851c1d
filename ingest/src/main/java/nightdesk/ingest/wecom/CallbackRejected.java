package nightdesk.ingest.wecom;

/** A callback that is not taken, with the reason that is counted and the status that is answered. */
final class CallbackRejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, as counted under {@code callback.rejected}. */
    enum Reason {
        UNKNOWN_ACCOUNT("unknown-account", 404),
        PARAMETERS("parameters", 400),
        SIGNATURE("signature", 403),
        CIPHERTEXT("ciphertext", 400),
        RECEIVE_ID("receive-id", 403),
        XML("xml", 400),
        TOO_LARGE("too-large", 413),
        LOG_UNAVAILABLE("log-unavailable", 503);

        private final String code;
        private final int status;

        Reason(String code, int status) {
            this.code = code;
            this.status = status;
        }

        String code() {
            return code;
        }

        int status() {
            return status;
        }
    }

    private final Reason reason;

    CallbackRejected(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
