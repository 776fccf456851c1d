package nightdesk.ingest.standin;

/** WeCom's no: an errcode other than 0. Thrown by the rules, answered with HTTP 200. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int errcode;

    Refusal(int errcode, String errmsg) {
        super(errmsg, null, false, false);
        this.errcode = errcode;
    }

    int errcode() {
        return errcode;
    }
}
