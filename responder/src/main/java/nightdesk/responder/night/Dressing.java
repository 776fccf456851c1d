package nightdesk.responder.night;

import java.util.List;
import nightdesk.responder.ComplianceGate;
import nightdesk.responder.KnowledgeBase.Match;
import nightdesk.responder.Reply;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.night.Ruling.Extras;
import nightdesk.responder.night.Ruling.Speech;
import org.jspecify.annotations.Nullable;

/** Makes a speech fit to be sent: what may be added is added, every sentence passes the gate, the AI mark is set. */
final class Dressing {
    private static final Reply.Gate NOTHING_TO_CHECK = new Reply.Gate(ComplianceGate.Verdict.ALLOW, "");

    private final ComplianceGate gate;

    Dressing(ComplianceGate gate) {
        this.gate = gate;
    }

    /**
     * @param kind as ruled, or a promise where the gate stopped the text
     * @param texts messages ready to be sent
     * @param knowledge what they rest on
     * @param gate the verdict on what was meant to be said
     */
    record Dressed(
            ReplyKind kind,
            List<String> texts,
            List<Match> knowledge,
            @Nullable String model,
            Reply.Gate gate) {}

    Dressed silent() {
        return new Dressed(ReplyKind.SILENT, List.of(), List.of(), null, NOTHING_TO_CHECK);
    }

    Dressed dress(Speech speech, Situation situation) {
        String text = introduced(speech.text() + extras(speech.extras(), situation), speech.kind(), situation);
        ComplianceGate.Check check = gate.check(text);
        Reply.Gate verdict = new Reply.Gate(check.verdict(), check.rulePack());
        if (check.verdict() == ComplianceGate.Verdict.ALLOW) {
            return new Dressed(speech.kind(), marked(text), speech.knowledge(), speech.model(), verdict);
        }
        return stopped(speech, situation, verdict);
    }

    /** Help is never withheld for the wording of it; anything else becomes the promise of a call-back. */
    private static Dressed stopped(Speech speech, Situation situation, Reply.Gate verdict) {
        if (speech.kind() == ReplyKind.EMERGENCY) {
            return new Dressed(speech.kind(), marked(fixed(speech.text())), List.of(), null, verdict);
        }
        String safe = introduced(situation.voice().refusal(), ReplyKind.PROMISE, situation);
        return new Dressed(ReplyKind.PROMISE, marked(safe), List.of(), null, verdict);
    }

    /** Of a stopped emergency text only our own fixed sentence is left, whatever the knowledge had added. */
    private static String fixed(String text) {
        return Words.HELP.stream().filter(text::startsWith).findFirst().orElse(Words.EMERGENCY);
    }

    private static List<String> marked(String text) {
        return MessageText.split(Words.MARK + text, Words.MARK);
    }

    private static String introduced(String text, ReplyKind kind, Situation situation) {
        if (situation.ours().findAny().isPresent()) {
            return text;
        }
        String introduction = situation.voice().introduction();
        return kind == ReplyKind.EMERGENCY ? text + "\n" + introduction : introduction + "\n" + text;
    }

    private static String extras(Extras extras, Situation situation) {
        boolean newContact = situation.notes().isUsable() && situation.notes().addsContactTo(situation.known());
        if (extras != Extras.NONE && newContact) {
            return "\n" + situation.voice().contactNoted(situation.notes());
        }
        return extras == Extras.NOTE_OR_ASK && maySafelyAsk(situation) ? "\n" + Words.ASK_CONTACT : "";
    }

    /** Asks once a night, and nobody who has left a contact, took one back or is under age. */
    private static boolean maySafelyAsk(Situation situation) {
        return !situation.notes().hasContact()
                && !situation.notes().withdrawn()
                && !situation.notes().minorAlone()
                && situation.ours().noneMatch(turn -> turn.text().contains(Words.ASK_CONTACT));
    }
}
