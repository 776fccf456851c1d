package nightdesk.responder.night;

import java.util.Optional;
import nightdesk.responder.lead.WishHour;
import nightdesk.responder.night.Ruling.Extras;

/** A wish to be called before anybody is at work is written down, and not promised. */
final class EarlyCallIsNotPromised implements Policy {
    private static final StandingRequest REQUEST =
            new StandingRequest("夜里有人工客服吗？现在回复我的是谁？", Words.EARLY, Words.EARLY, Extras.NOTE);

    private final ApprovedWords words;

    EarlyCallIsNotPromised(ApprovedWords words) {
        this.words = words;
    }

    @Override
    public Optional<Ruling> rule(Situation situation) {
        String wanted = situation.notes().wantedTime();
        boolean named = wanted != null && situation.words().contains(wanted);
        return named && WishHour.isBeforeStaff(wanted, situation.now(), situation.calendar())
                ? Optional.of(REQUEST.rule(name(), situation, words))
                : Optional.empty();
    }
}
