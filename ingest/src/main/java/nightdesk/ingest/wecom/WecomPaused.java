package nightdesk.ingest.wecom;

import java.time.Instant;
import nightdesk.ingest.TransientFailure;

/** The call was not made, or is not to be made again yet: WeCom limits it until then, or refuses our secret. */
public final class WecomPaused extends TransientFailure {
    private static final long serialVersionUID = 1L;
    private final int errcode;
    private final transient Instant until;

    WecomPaused(String path, int errcode, Instant until) {
        super("WeCom " + path + ": errcode " + errcode + ", not called again before " + until);
        this.errcode = errcode;
        this.until = until;
    }

    public int errcode() {
        return errcode;
    }

    public Instant until() {
        return until;
    }
}
