package nightdesk.dashboard.cli;

/** How a command ends. */
enum ExitCode {
    /** Everything went in, or was there already. */
    ALL(0),
    /** The rest went in, some lines were rejected. */
    SOME_REJECTED(1),
    /** A file cannot be read or is of no known format. */
    UNREADABLE(2),
    /** The server is not there, or does not let us in. */
    NO_SERVER(3),
    /** The arguments make no sense. */
    USAGE(64);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    ExitCode worseOf(ExitCode other) {
        return other.code > code ? other : this;
    }
}
