package nightdesk.ingest.wecom;

/** A medium is larger than what may be taken; its bytes are not kept. */
public final class MediaTooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MediaTooLarge(long limit, long met) {
        super("expected at most " + limit + " bytes, met " + met, null, false, false);
    }
}
