package nightdesk.ingest.archive;

import java.util.Set;

/**
 * Who is who in the archive's ids: a staff member has a free-text userid, anybody else an id that WeCom made. As a userid
 * may look like anything, the list of archived staff is asked before the prefix (facts § 4.7).
 *
 * @param staff userids known to be staff
 */
record People(Set<String> staff) {
    private static final String PATIENT_OF_WECHAT = "wm";
    private static final String OF_ANOTHER_CORP = "wo";
    private static final String ROBOT = "wb";

    /** What an id stands for. */
    enum Kind {
        STAFF,
        EXTERNAL,
        ROBOT
    }

    Kind of(String id) {
        if (staff.contains(id)) {
            return Kind.STAFF;
        }
        if (id.startsWith(PATIENT_OF_WECHAT) || id.startsWith(OF_ANOTHER_CORP)) {
            return Kind.EXTERNAL;
        }
        return id.startsWith(ROBOT) ? Kind.ROBOT : Kind.STAFF;
    }

    boolean isExternal(String id) {
        return of(id) == Kind.EXTERNAL;
    }
}
