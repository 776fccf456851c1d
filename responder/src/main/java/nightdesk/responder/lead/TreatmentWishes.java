package nightdesk.responder.lead;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Lexicon.Mention;

/** Keeps the treatments a patient wants at the end of the night: what was given up or exchanged is gone. */
final class TreatmentWishes {
    private static final Pattern GIVEN_UP =
            Pattern.compile("(?:算了|不(?:想|打|做|要|考虑|割|弄|去|约)|别(?:做|打)|取消|放弃)[^,.。!?;]{0,4}$", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_GIVEN_UP = Pattern.compile("(?:要不要|能不能|做不做|不想让|不要紧)[^,.。!?;]{0,4}$");
    private static final Pattern EXCHANGED =
            Pattern.compile("(?:改成|改做|换成|改为|改打|还是)[^,.。!?;]{0,4}$", Pattern.CASE_INSENSITIVE);
    private static final int LOOK_BACK = 8;

    private final Lexicon lexicon;
    private final SequencedSet<String> wanted = new LinkedHashSet<>();

    TreatmentWishes(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    void hear(String line) {
        for (Mention mention : lexicon.mentions(line)) {
            if (mention.kind() == Lexicon.Kind.TREATMENT) {
                hear(line.substring(Math.max(0, mention.start() - LOOK_BACK), mention.start()), mention.canonical());
            }
        }
    }

    private void hear(String before, String treatment) {
        if (GIVEN_UP.matcher(before).find() && !NOT_GIVEN_UP.matcher(before).find()) {
            wanted.remove(treatment);
            return;
        }
        if (EXCHANGED.matcher(before).find()) {
            wanted.clear();
        }
        wanted.add(treatment);
    }

    List<String> wanted() {
        return List.copyOf(new ArrayList<>(wanted));
    }
}
