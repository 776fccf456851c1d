package nightdesk.responder.night;

import java.util.List;
import nightdesk.responder.KnowledgeBase.Match;
import nightdesk.responder.Reply;
import nightdesk.responder.ReplyKind;
import org.jspecify.annotations.Nullable;

/** What a policy rules. */
sealed interface Ruling {

    /** Say nothing. */
    record Silence(String because) implements Ruling {}

    /**
     * Say this.
     *
     * @param kind answer, promise or emergency
     * @param text without mark and introduction
     * @param knowledge the items it rests on
     * @param model the language model that worded it, or null
     * @param extras what may be added
     * @param trace what was tried on the way
     */
    record Speech(
            ReplyKind kind,
            String text,
            List<Match> knowledge,
            @Nullable String model,
            Extras extras,
            List<Reply.Step> trace)
            implements Ruling {

        static Speech of(ReplyKind kind, String text, Extras extras) {
            return new Speech(kind, text, List.of(), null, extras, List.of());
        }

        Speech resting(List<Match> items) {
            return new Speech(kind, text, items, model, extras, trace);
        }
    }

    /** What may follow a speech. */
    enum Extras {
        /** Nothing: it stands alone. */
        NONE,
        /** A contact left in this burst is read back. */
        NOTE,
        /** As {@link #NOTE}, and without a contact one is asked for, once a night. */
        NOTE_OR_ASK
    }
}
