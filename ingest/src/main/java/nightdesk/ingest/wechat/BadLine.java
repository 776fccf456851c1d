package nightdesk.ingest.wechat;

/** Why a line is not a message: what was met and what was expected. */
final class BadLine extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 80;

    BadLine(String reason) {
        super(reason, null, false, false);
    }

    /** Returns a value as it is shown in a reason: quoted and short. */
    static String shown(String value) {
        return "'" + (value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…") + "'";
    }
}
