package nightdesk.responder.night;

import java.util.List;
import nightdesk.nlp.Triage;
import nightdesk.responder.NightCalendar.Promise;
import nightdesk.responder.Reply;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.lead.LeadNotes;
import nightdesk.responder.lead.LeadScore;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a burst, complete: it can be stored, sent and explained from this alone.
 *
 * @param kind what is done
 * @param rule the policy that ruled
 * @param question the burst's lines
 * @param texts what to send, in order, each fit for one message; empty when silent
 * @param knowledge the items it rests on
 * @param triage the danger in the burst
 * @param gate the compliance verdict on what was meant to be said
 * @param model the language model that worded it, or null
 * @param knowledgeVersion the state of the knowledge
 * @param trace every policy asked, in order
 * @param notes what is known for a call-back after this burst
 * @param score how much the call-back is worth
 * @param promise the hours for a call-back
 * @param alarm the night's state after this burst
 * @param lead whether somebody who wants treatment, information or an appointment left a usable contact
 * @param queue why this leaves a row in the queue; null = it need not
 */
public record Decision(
        ReplyKind kind,
        String rule,
        String question,
        List<String> texts,
        List<Reply.Source> knowledge,
        Triage.Verdict triage,
        Reply.Gate gate,
        @Nullable String model,
        String knowledgeVersion,
        List<Reply.Step> trace,
        LeadNotes notes,
        LeadScore score,
        Promise promise,
        Alarm alarm,
        boolean lead,
        @Nullable String queue) {

    /**
     * @param level {@link Triage.Level#NONE}, {@link Triage.Level#URGENT} or {@link Triage.Level#EMERGENCY}
     * @param signals the dangers named
     * @param human a person was asked for at once
     * @param complaint a grievance against us
     */
    public record Alarm(Triage.Level level, List<String> signals, boolean human, boolean complaint) {
        public boolean isEmergency() {
            return level == Triage.Level.EMERGENCY;
        }
    }

    /** Returns the whole text as one. */
    public String text() {
        return String.join("\n", texts);
    }
}
