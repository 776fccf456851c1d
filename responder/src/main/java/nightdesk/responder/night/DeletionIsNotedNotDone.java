package nightdesk.responder.night;

import java.util.Optional;
import nightdesk.responder.night.Ruling.Extras;

/** A wish to have data deleted goes to staff with the approved words on it; it is never reported as done. */
final class DeletionIsNotedNotDone implements Policy {
    private static final StandingRequest REQUEST =
            new StandingRequest("可以删除聊天记录和个人信息吗？", "", Words.DELETION_AGAIN, Extras.NONE);

    private final ApprovedWords words;

    DeletionIsNotedNotDone(ApprovedWords words) {
        this.words = words;
    }

    @Override
    public Optional<Ruling> rule(Situation situation) {
        return situation.anyLine(PatientWords::wantsDeletion)
                ? Optional.of(REQUEST.rule(name(), situation, words))
                : Optional.empty();
    }
}
