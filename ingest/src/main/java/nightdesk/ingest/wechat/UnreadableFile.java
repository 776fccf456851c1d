package nightdesk.ingest.wechat;

/** The file as a whole cannot be read; the message is shown to the user. */
final class UnreadableFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableFile(String message) {
        super(message, null, false, false);
    }
}
