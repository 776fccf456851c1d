package nightdesk.responder.night;

import java.util.List;
import java.util.stream.Collectors;
import nightdesk.responder.Composer;
import nightdesk.responder.KnowledgeBase.Match;
import org.jspecify.annotations.Nullable;

/** The composer without a language model: the approved words themselves. */
public final class WordForWord implements Composer {

    @Override
    public Composition compose(Request request) {
        String text =
                request.accepted().stream().map(match -> match.item().answer()).collect(Collectors.joining("\n"));
        return new Composition(
                text, request.accepted().stream().map(Match::item).toList(), null, List.of());
    }

    @Override
    public @Nullable String model() {
        return null;
    }
}
