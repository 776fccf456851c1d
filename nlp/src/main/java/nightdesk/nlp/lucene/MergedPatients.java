package nightdesk.nlp.lucene;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import nightdesk.nlp.SearchFilter;

/**
 * Which patients are one person. The index keeps the patient each message arrived with and looks the person up when it
 * answers: a merge or its undoing is one entry here, costs nothing however many messages there are, and holds for
 * messages to come and for an index that is being built anew.
 */
final class MergedPatients {
    private volatile Now now = new Now(Map.of());

    /** What holds at one moment; an answer is made from one of them. */
    static final class Now {
        private final Map<String, String> person;
        private final Map<String, List<String>> patients = new HashMap<>();
        private final Map<Long, Long> hashes = new HashMap<>();

        private Now(Map<String, String> person) {
            this.person = person;
            person.forEach((id, to) -> {
                patients.computeIfAbsent(to, key -> new ArrayList<>(List.of(key)))
                        .add(id);
                hashes.put(MessageDocuments.person(id), MessageDocuments.person(to));
            });
        }

        boolean isEmpty() {
            return person.isEmpty();
        }

        String person(String patientId) {
            return person.getOrDefault(patientId, patientId);
        }

        /** Returns every patient id that is one person with this one. */
        List<String> patients(String patientId) {
            String id = person(patientId);
            return patients.getOrDefault(id, List.of(id));
        }

        LongUnaryOperator hashes() {
            return hash -> {
                Long to = hashes.get(hash);
                return to == null ? hash : to;
            };
        }

        /** Lets a person's messages pass under whichever id they arrived. */
        SearchFilter widen(SearchFilter filter) {
            if (person.isEmpty() || filter.patientIds().isEmpty()) {
                return filter;
            }
            return new SearchFilter(
                    filter.from(),
                    filter.to(),
                    filter.channel(),
                    filter.speaker(),
                    filter.account(),
                    filter.conversationId(),
                    filter.patientIds().stream()
                            .flatMap(id -> patients(id).stream())
                            .distinct()
                            .toList(),
                    filter.tags());
        }
    }

    Now now() {
        return now;
    }

    /** Replaces everything known: key = the patient, value = the person it belongs to. */
    synchronized void replace(Map<String, String> persons) {
        now = new Now(Map.copyOf(persons));
    }

    /** Changes some: a patient that belongs to itself is no longer merged. */
    synchronized void change(Map<String, String> persons) {
        Map<String, String> next = new HashMap<>(now.person);
        persons.forEach((id, to) -> {
            if (id.equals(to)) {
                next.remove(id);
            } else {
                next.put(id, to);
            }
        });
        if (!next.equals(now.person)) {
            now = new Now(Map.copyOf(next));
        }
    }
}
