package nightdesk.ingest;

/** The topics of the log. Keys keep order: everything about one key is read in the order it was written. */
public final class Topics {
    /** {@link ChatMessage}; key = conversation id; kept for ever. */
    public static final String MESSAGE = "nightdesk.chat.message";

    /**
     * A {@link ChatMessage} of a group that reads otherwise now that it is known who is who; key = conversation id. The
     * index follows it; {@link #MESSAGE} keeps the message as it arrived.
     */
    public static final String MESSAGE_AGAIN = "nightdesk.chat.reread";

    /** A verified WeCom callback; key = {@code account/open_kfid}, so that each account has one puller. */
    public static final String CALLBACK = "nightdesk.wecom.callback";

    /** {@link PatientEvent}; key = patient id of the first identity; kept for ever. */
    public static final String PATIENT_EVENT = "nightdesk.patient.event";

    /** {@link PatientChanged}; key = patient id of the person. */
    public static final String PATIENT = "nightdesk.patient.changed";

    /** A reply was decided or its delivery changed; key = conversation id. */
    public static final String REPLY = "nightdesk.reply.decided";

    /** A call-back lead appeared or changed; key = lead id. */
    public static final String LEAD = "nightdesk.lead.changed";

    /** Records that a stage could not handle, with cause; key = original key. */
    public static final String DEAD_LETTER = "nightdesk.dead-letter";

    private Topics() {}
}
