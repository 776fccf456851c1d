package nightdesk.dashboard.problem;

/** The request is sound but the present state forbids it; answered with 409 and this message. */
public class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Takes a message that says which state was met and which was expected. */
    public Conflict(String message) {
        super(message, null, false, false);
    }
}
