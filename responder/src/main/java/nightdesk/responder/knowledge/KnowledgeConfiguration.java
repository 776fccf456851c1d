package nightdesk.responder.knowledge;

import java.time.Clock;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.SentenceEmbedder;
import nightdesk.nlp.Triage;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Wires knowledge: its store, its index, and the stage that keeps them together. */
@Configuration(proxyBeanMethods = false)
public class KnowledgeConfiguration {

    @Bean
    IndexedKnowledgeBase knowledgeBase(Lexicon lexicon, SentenceEmbedder embedder, Triage triage) {
        QuestionRules rules = QuestionRules.load("/knowledge/rules.txt");
        return new IndexedKnowledgeBase(rules, new QuestionReader(rules, lexicon), embedder, triage);
    }

    @Bean
    KnowledgeStore knowledgeStore(DatabaseClient database, TransactionalOperator transaction, Clock clock) {
        return new KnowledgeStore(database, transaction, clock);
    }

    @Bean(destroyMethod = "dispose")
    Scheduler knowledgeScheduler() {
        return Schedulers.newBoundedElastic(1, 1000, "knowledge", 60, true);
    }

    @Bean
    StoredKnowledge storedKnowledge(
            KnowledgeStore store, IndexedKnowledgeBase base, @Qualifier("knowledgeScheduler") Scheduler scheduler) {
        return new StoredKnowledge(store, base, scheduler);
    }

    @Bean
    FollowKnowledge followKnowledge(KnowledgeStore store, StoredKnowledge knowledge) {
        return new FollowKnowledge(store, knowledge);
    }
}
