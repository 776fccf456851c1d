package nightdesk.responder.lead;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Lexicon.Mention;

/** Keeps the treatments a patient wants at the end of the night: what was given up or exchanged is gone. */
final class TreatmentWishes {
    private static final Pattern GIVEN_UP =
            Pattern.compile("(?:算了|不(?:想|打|做|要|考虑|割|弄|去|约)|别(?:做|打)|取消|放弃)[^,.。!?;]{0,4}$", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_GIVEN_UP = Pattern.compile("(?:要不要|能不能|做不做|不想让|不要紧)[^,.。!?;]{0,4}$");
    private static final Pattern EXCHANGED =
            Pattern.compile("(?:改成|改做|换成|改为|改打|还是)[^,.。!?;]{0,4}$", Pattern.CASE_INSENSITIVE);
    private static final Pattern DEALS_WITH = Pattern.compile("(?:弄|做|去|祛|治|除|搞|割|解决|改善|了解|咨询)(?:一?下|掉|个)?$");
    private static final int LOOK_BACK = 8;

    private final Lexicon lexicon;
    private final SequencedSet<String> wanted = new LinkedHashSet<>();

    TreatmentWishes(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    void hear(String line) {
        for (Mention mention : lexicon.mentions(line)) {
            String before = line.substring(Math.max(0, mention.start() - LOOK_BACK), mention.start());
            treatment(mention, before).ifPresent(treatment -> hear(before, treatment));
        }
    }

    /** A concern to be dealt with names the treatment that does: 弄眼袋 wants 去眼袋. */
    private Optional<String> treatment(Mention mention, String before) {
        if (mention.kind() == Lexicon.Kind.TREATMENT) {
            return Optional.of(mention.canonical());
        }
        boolean dealtWith = mention.kind() == Lexicon.Kind.CONCERN
                && DEALS_WITH.matcher(before).find();
        return dealtWith
                ? Stream.of("去", "祛")
                        .map(verb -> verb + mention.canonical())
                        .filter(lexicon.names(Lexicon.Kind.TREATMENT)::contains)
                        .findFirst()
                : Optional.empty();
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
