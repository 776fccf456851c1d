package nightdesk.ingest.wecom;

/** An answer of WeCom that is larger than we take at once; asking for less may help, asking again does not. */
public final class AnswerTooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AnswerTooLarge(String path) {
        super("WeCom " + path + ": the answer is larger than we take", null, false, false);
    }
}
