package nightdesk.ingest.contact;

import java.time.Instant;

/**
 * Something to be asked of WeCom.
 *
 * @param kind {@link #CONTACT}, {@link #GROUP} or {@link #TAGS}
 * @param key external_userid, chat_id, or empty
 * @param dueAt not before
 */
record Work(String account, String kind, String key, Instant dueAt) {
    static final String CONTACT = "contact";
    static final String GROUP = "group";
    static final String TAGS = "tags";

    /**
     * Work that was taken.
     *
     * @param asked how often it had been asked for: when it is more by the end, it is to be done again
     */
    record Taken(String account, String kind, String key, long asked, int attempts) {}
}
