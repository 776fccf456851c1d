package nightdesk.responder.night;

import java.util.List;
import nightdesk.responder.Composer;
import nightdesk.responder.KnowledgeBase;

/** The night desk in one list: the first policy that rules, rules. */
final class NightPolicies {
    private NightPolicies() {}

    static List<Policy> inOrder(KnowledgeBase knowledge, Composer composer) {
        ApprovedWords words = new ApprovedWords(knowledge);
        return List.of(
                new NoPatientLineNoReply(),
                new StaffAreOnDuty(),
                new EmergencyComesFirst(words),
                new LateBacklogIsLeftToStaff(),
                new PersonSpokeSilencesAi(),
                new NothingElseAfterAnEmergency(),
                new UrgentGoesToDutyLine(words),
                new ComplaintIsHandedOver(words),
                new PersonIsAskedFor(words),
                new DeletionIsNotedNotDone(words),
                new WithdrawalIsObeyed(),
                new MinorNeedsGuardian(words),
                new OthersStayPrivate(words),
                new CancellationIsNoted(words),
                new ThanksNeedNoReply(),
                new VoiceWithoutWordsAsksForText(),
                new PictureIsNeverJudged(),
                new GreetingInvitesTheQuestion(),
                new AbuseIsNotReturned(),
                new RepeatedQuestionIsNotCopied(),
                new EarlyCallIsNotPromised(words),
                new ContactIsNoted(),
                new RemarkAfterANoteNeedsNoReply(),
                new BookingIsNotedNotMade(),
                new ApprovedAnswerIsGiven(words, composer),
                new RefusalNamesATime());
    }
}
