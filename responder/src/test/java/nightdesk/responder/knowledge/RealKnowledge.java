package nightdesk.responder.knowledge;

import java.io.IOException;
import java.nio.file.Path;
import nightdesk.responder.KnowledgeBase;

/** The knowledge base of production over the items of a file, for measurements by other packages. */
public final class RealKnowledge {
    private RealKnowledge() {}

    public static KnowledgeBase of(Path knowledge) throws IOException {
        IndexedKnowledgeBase base = Understood.emptyBase();
        base.load(RetrievalEval.items(knowledge));
        return base;
    }
}
