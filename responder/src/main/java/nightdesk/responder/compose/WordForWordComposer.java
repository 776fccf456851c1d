package nightdesk.responder.compose;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nightdesk.responder.Composer;
import nightdesk.responder.KnowledgeBase;
import nightdesk.responder.KnowledgeItem;
import org.jspecify.annotations.Nullable;

/** The approved words themselves, each answer once, in order. */
final class WordForWordComposer implements Composer {

    @Override
    public Composition compose(Request request) {
        if (request.accepted().isEmpty()) {
            throw new IllegalArgumentException("expected at least one accepted item, met none");
        }
        Set<String> answers = new LinkedHashSet<>();
        List<KnowledgeItem> items = new ArrayList<>();
        for (KnowledgeBase.Match match : request.accepted()) {
            if (answers.add(match.item().answer())) {
                items.add(match.item());
            }
        }
        return new Composition(
                String.join("\n", answers), items, null, List.of(new Step("compose", "word for word", ids(items))));
    }

    @Override
    public @Nullable String model() {
        return null;
    }

    static String ids(List<KnowledgeItem> items) {
        return String.join(", ", items.stream().map(KnowledgeItem::id).toList());
    }
}
