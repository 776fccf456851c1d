package nightdesk.ingest.archive;

import nightdesk.ingest.TransientFailure;

/** The library's process ended, hung or answered nonsense; the request may be sent again to the next one. */
final class ChildDied extends TransientFailure {
    private static final long serialVersionUID = 1L;
    private final boolean atWork;

    /** @param atWork whether it died of the request itself, not while it started */
    ChildDied(String message, boolean atWork) {
        super(message);
        this.atWork = atWork;
    }

    boolean atWork() {
        return atWork;
    }
}
