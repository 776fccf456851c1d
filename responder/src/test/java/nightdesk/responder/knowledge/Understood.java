package nightdesk.responder.knowledge;

import java.util.Map;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.SentenceEmbedder;
import nightdesk.nlp.Triage;
import nightdesk.nlp.embedding.EmbeddingConfiguration;
import nightdesk.nlp.lexicon.LexiconConfiguration;
import nightdesk.nlp.triage.TriageConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The real lexicon, embedder and triage, started once for all tests of a JVM. */
final class Understood {
    private static final AnnotationConfigApplicationContext CONTEXT = start();

    private Understood() {}

    static IndexedKnowledgeBase emptyBase() {
        QuestionRules rules = QuestionRules.load("/knowledge/rules.txt");
        return new IndexedKnowledgeBase(
                rules,
                new QuestionReader(rules, CONTEXT.getBean(Lexicon.class)),
                CONTEXT.getBean(SentenceEmbedder.class),
                CONTEXT.getBean(Triage.class));
    }

    private static AnnotationConfigApplicationContext start() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        String folder = System.getProperty("java.io.tmpdir") + "/nightdesk-native";
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("nightdesk.embedding.native-dir", folder)));
        context.register(EmbeddingConfiguration.class, LexiconConfiguration.class, TriageConfiguration.class);
        context.refresh();
        return context;
    }
}
