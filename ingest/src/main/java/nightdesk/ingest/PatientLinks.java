package nightdesk.ingest;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What people decide about who is one person. Nothing that is only likely is merged by itself: it is proposed here. Each
 * decision can be undone and then leaves no trace but the history.
 */
public interface PatientLinks {

    /** Returns likely pairs, the likeliest first, and certain links that contradict another one. */
    Mono<Proposals> proposals(int page, int size);

    /** Returns those proposals that concern a person. */
    Mono<List<Proposal>> proposals(String patientId);

    /** Makes two people one; returns the decision. */
    Mono<Decided> merge(String patientId, String with, String by, String reason);

    /**
     * Takes identities out of a person and makes them a person of their own.
     *
     * @param identities patient ids of these identities ({@link PatientRecords.KnownAs#patientId})
     */
    Mono<Decided> split(String patientId, Collection<String> identities, String by, String reason);

    /** Says that two people are not one: they are no longer proposed and never linked by events. */
    Mono<Decided> reject(String patientId, String with, String by, String reason);

    /** Undoes a decision: everything is as if it had not been made. Empty when there is none with this id. */
    Mono<Decided> undo(String decisionId, String by, String reason);

    /**
     * @param decisionId what was decided
     * @param patientIds the people it is about, as they are now
     */
    record Decided(String decisionId, List<String> patientIds) {}

    /**
     * @param total all proposals
     * @param items of this page
     */
    record Proposals(long total, List<Proposal> items) {}

    /**
     * @param score 0 to 100: how likely they are one person
     * @param reasons in Chinese
     * @param conflict why they were not linked though an event says so, or what contradicts a merge; null = nothing
     */
    record Proposal(
            PatientRecords.Summary one,
            PatientRecords.Summary other,
            int score,
            List<String> reasons,
            @Nullable String conflict) {}
}
