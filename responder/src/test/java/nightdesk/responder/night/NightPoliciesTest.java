package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NightPoliciesTest {

    @Test
    void safetyComesBeforeEverything_andTheRefusalLast() {
        assertThat(NightPolicies.inOrder(new WordOverlapKnowledge(TestDesk.ITEMS), new WordForWord()))
                .extracting(Policy::name)
                .containsExactly(
                        "NoPatientLineNoReply",
                        "StaffAreOnDuty",
                        "EmergencyComesFirst",
                        "LateBacklogIsLeftToStaff",
                        "PersonSpokeSilencesAi",
                        "NothingElseAfterAnEmergency",
                        "UrgentGoesToDutyLine",
                        "ComplaintIsHandedOver",
                        "PersonIsAskedFor",
                        "DeletionIsNotedNotDone",
                        "WithdrawalIsObeyed",
                        "MinorNeedsGuardian",
                        "OthersStayPrivate",
                        "CancellationIsNoted",
                        "ThanksNeedNoReply",
                        "VoiceWithoutWordsAsksForText",
                        "PictureIsNeverJudged",
                        "GreetingInvitesTheQuestion",
                        "AbuseIsNotReturned",
                        "RepeatedQuestionIsNotCopied",
                        "EarlyCallIsNotPromised",
                        "ContactIsNoted",
                        "RemarkAfterANoteNeedsNoReply",
                        "BookingIsNotedNotMade",
                        "ApprovedAnswerIsGiven",
                        "RefusalNamesATime");
    }
}
