package nightdesk.ingest.wecom;

/** WeCom answered with an errcode that is neither retried nor expected by the caller. */
public final class WecomFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int errcode;

    WecomFailure(String path, int errcode, String errmsg) {
        super("WeCom " + path + ": errcode " + errcode + " " + errmsg, null, false, false);
        this.errcode = errcode;
    }

    public int errcode() {
        return errcode;
    }
}
