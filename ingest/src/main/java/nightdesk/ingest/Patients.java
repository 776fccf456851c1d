package nightdesk.ingest;

import java.util.Collection;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Who is one person. A message and a conversation keep the patient id they arrived with ({@link Ids#patient} of the
 * identity); several such ids may be one person, whose id is one of them. Ids that were merged go on working everywhere:
 * they lead to the person.
 */
public interface Patients {

    /**
     * Returns, for each of these patient ids, the id of the person it belongs to now: itself where nothing was merged or
     * nothing is known.
     */
    Mono<Map<String, String>> current(Collection<String> patientIds);

    /** Returns every patient id that belongs to another one now: key = the id, value = the person. */
    Flux<Map.Entry<String, String>> merged();

    /** Returns the shown name of each of these people, where one is known. */
    Mono<Map<String, String>> names(Collection<String> patientIds);
}
