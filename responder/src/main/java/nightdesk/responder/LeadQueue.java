package nightdesk.responder;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The call-back queue as staff work it off. Every change is announced on {@code Topics.LEAD}. */
public interface LeadQueue {

    /** Returns a page: emergencies first, then by score, then the oldest promise; {@code state} null = every state. */
    Mono<Paged<Lead>> list(Lead.@Nullable State state, int page, int size);

    /**
     * Takes a lead. Taking one's own again changes nothing.
     *
     * @return the lead; empty if there is none of this id; {@link LeadTaken} if somebody else has it or it is closed
     */
    Mono<Lead> claim(String id, String by);

    /**
     * Notes a try to reach the patient; it also claims an open lead.
     *
     * @return the lead; empty if there is none of this id; {@link LeadTaken} if somebody else has it
     */
    Mono<Lead> attempt(String id, String by, Lead.Outcome outcome, String note);

    /** Returns the unmasked contact, for the one who claimed it; {@link LeadTaken} for everybody else. */
    Mono<Contact> contact(String id, String by);

    /** How to reach the patient. */
    record Contact(
            @Nullable String phone,
            @Nullable String wechat,
            @Nullable String name) {}

    /** Somebody else has the lead, or it is closed. */
    final class LeadTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public LeadTaken(String message) {
            super(message);
        }
    }
}
