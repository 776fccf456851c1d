package nightdesk.ingest.media;

/** A medium that can never be had. */
public final class MediaUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean refused;

    private MediaUnavailable(String reason, boolean refused) {
        super(reason, null, false, false);
        this.refused = refused;
    }

    /** @param reason in Chinese, as a hospital user reads it */
    public static MediaUnavailable gone(String reason) {
        return new MediaUnavailable(reason, false);
    }

    /** @param reason in Chinese: why we do not take it */
    public static MediaUnavailable refused(String reason) {
        return new MediaUnavailable(reason, true);
    }

    boolean isRefused() {
        return refused;
    }
}
