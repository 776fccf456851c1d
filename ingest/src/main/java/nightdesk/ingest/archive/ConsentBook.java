package nightdesk.ingest.archive;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What patients said to archiving, and when. Before the first change we know of, the opposite of it held: who withdraws
 * had agreed, who agrees had not.
 */
final class ConsentBook {
    private final Map<Person, NavigableMap<Instant, Boolean>> changes = new HashMap<>();

    void note(Change change) {
        changes.computeIfAbsent(change.person(), key -> new TreeMap<>()).put(change.at(), change.agreed());
    }

    boolean knows(Person person) {
        return changes.containsKey(person);
    }

    /** Returns whether somebody in this scope is known. */
    boolean knows(String scope) {
        return changes.keySet().stream().anyMatch(person -> person.scope().equals(scope));
    }

    /** Returns whether this person had agreed at that time; somebody unknown has not. */
    boolean agreed(Person person, Instant at) {
        NavigableMap<Instant, Boolean> known = changes.get(person);
        if (known == null) {
            return false;
        }
        Map.Entry<Instant, Boolean> before = known.floorEntry(at);
        return before == null ? !known.firstEntry().getValue() : before.getValue();
    }

    /**
     * One person in one scope.
     *
     * @param scope {@code single:<userid>} or {@code room:<roomid>}
     * @param id external_userid
     */
    record Person(String scope, String id) {
        private static final String SINGLE = "single:";
        private static final String ROOM = "room:";

        static Person single(String staff, String id) {
            return new Person(SINGLE + staff, id);
        }

        static Person room(String room, String id) {
            return new Person(ROOM + room, id);
        }

        boolean isRoom() {
            return scope.startsWith(ROOM);
        }

        /** Returns the staff member or the group. */
        String with() {
            return scope.substring(scope.indexOf(':') + 1);
        }
    }

    /** One change of mind. */
    record Change(Person person, boolean agreed, Instant at, String source) {}
}
