package nightdesk.dashboard.problem;

/** What the caller asked for does not exist; answered with 404 and this message. */
public class NotFound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Takes a message that says what was looked for, e.g. {@code lead 'l_1': no such lead}. */
    public NotFound(String message) {
        super(message, null, false, false);
    }
}
