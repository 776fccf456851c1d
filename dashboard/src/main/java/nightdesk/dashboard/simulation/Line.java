package nightdesk.dashboard.simulation;

import java.time.Duration;

/**
 * One line of a night's script.
 *
 * @param after how long after the line before
 * @param from who
 * @param type WeCom's msgtype
 * @param text the words; empty for other types
 */
record Line(Duration after, From from, String type, String text) {

    enum From {
        /** A patient who expects an answer. */
        PATIENT,
        /** A patient who does not: thanks, or a person is on the case. */
        PATIENT_CONTENT,
        STAFF
    }

    boolean expectsReply() {
        return from == From.PATIENT;
    }
}
