package nightdesk.ingest.standin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One customer's conversation with one customer-service account, and what may be done in it. */
final class Session {
    static final int NEW = 0;
    static final int BOT = 1;
    static final int POOL = 2;
    static final int SERVICER = 3;
    static final int ENDED = 4;

    private static final int MAX_SENDS = 5;
    private static final Duration WINDOW = Duration.ofDays(2);

    private final Clock clock;
    private int state = ENDED;
    private @Nullable String servicer;
    private @Nullable Instant lastMessage;
    private @Nullable Instant lastContact;
    private @Nullable Instant lastWelcome;
    private int sendsSinceMessage;

    Session(Clock clock) {
        this.clock = clock;
    }

    int state() {
        return state;
    }

    @Nullable String servicer() {
        return servicer;
    }

    void set(int newState, @Nullable String newServicer) {
        if (newState < NEW || newState > ENDED) {
            throw new IllegalArgumentException("session state: met " + newState + ", expected 0 to 4");
        }
        state = newState;
        servicer = newState == SERVICER ? newServicer : null;
    }

    /** Returns whether a welcome may be sent: none was in 48 hours, and the customer has written nothing. */
    boolean customerEntered() {
        Instant now = clock.instant();
        lastContact = now;
        return lastMessage == null && (lastWelcome == null || !now.isBefore(lastWelcome.plus(WINDOW)));
    }

    void welcomed() {
        lastWelcome = clock.instant();
    }

    void customerWrote() {
        lastMessage = clock.instant();
        lastContact = lastMessage;
        sendsSinceMessage = 0;
        if (state == ENDED) {
            state = NEW;
        }
    }

    boolean contactedRecently() {
        return lastContact != null && clock.instant().isBefore(lastContact.plus(WINDOW));
    }

    /** Counts one send, or refuses it: 95018, 95002, 95001. */
    void send() {
        if (state != NEW && state != BOT) {
            throw new Refusal(95018, "send msg session status invalid");
        }
        if (lastMessage == null || !clock.instant().isBefore(lastMessage.plus(WINDOW))) {
            throw new Refusal(95002, "48 hours passed since the customer's last message");
        }
        if (sendsSinceMessage >= MAX_SENDS) {
            throw new Refusal(95001, "more than 5 messages after the customer's last one");
        }
        sendsSinceMessage++;
    }

    /** Moves to another state by API, or refuses it with 95016. */
    void transfer(int target, @Nullable String newServicer) {
        boolean allowed =
                switch (state) {
                    case NEW -> target == BOT || target == POOL || target == SERVICER;
                    case BOT -> target == POOL || target == SERVICER;
                    case POOL -> target == SERVICER;
                    case SERVICER -> target == SERVICER || target == ENDED;
                    default -> false;
                };
        if (!allowed) {
            throw new Refusal(95016, "session state " + state + " cannot become " + target);
        }
        if (target == SERVICER && (newServicer == null || newServicer.isEmpty())) {
            throw new Refusal(40058, "servicer_userid required for state 3");
        }
        set(target, newServicer);
    }
}
