package nightdesk.responder.night;

import java.util.Optional;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.night.Ruling.Extras;
import nightdesk.responder.night.Ruling.Speech;

/** A contact taken back is not used; a wish to have data deleted goes to staff and is never reported as done. */
final class WithdrawalIsObeyed implements Policy {
    private static final StandingRequest DELETION =
            new StandingRequest("可以删除聊天记录和个人信息吗？", "", Words.DELETION_AGAIN, Extras.NONE);

    private final ApprovedWords words;

    WithdrawalIsObeyed(ApprovedWords words) {
        this.words = words;
    }

    @Override
    public Optional<Ruling> rule(Situation situation) {
        if (situation.anyLine(PatientWords::wantsDeletion)) {
            return Optional.of(DELETION.rule(name(), situation, words));
        }
        boolean withdrawsNow =
                situation.notes().withdrawn() && !situation.known().withdrawn();
        return withdrawsNow ? Optional.of(Speech.of(ReplyKind.ANSWER, Words.WITHDRAWN, Extras.NONE)) : Optional.empty();
    }
}
