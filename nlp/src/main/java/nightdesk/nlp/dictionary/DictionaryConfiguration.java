package nightdesk.nlp.dictionary;

import java.time.Clock;
import nightdesk.nlp.ChineseWords;
import nightdesk.nlp.MessageIndex;
import nightdesk.nlp.lexicon.PublishedLexicon;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Wires the lexicon as people edit it. */
@Configuration(proxyBeanMethods = false)
public class DictionaryConfiguration {
    private static final int WAITING = 100;

    @Bean
    DictionaryStore dictionaryStore(DatabaseClient database, TransactionalOperator transaction, Clock clock) {
        return new DictionaryStore(database, transaction, clock);
    }

    @Bean(destroyMethod = "dispose")
    Scheduler dictionaryScheduler() {
        return Schedulers.newBoundedElastic(1, WAITING, "dictionary", 60, true);
    }

    @Bean
    FindNewWords findNewWords(
            MessageIndex index,
            PublishedLexicon lexicon,
            Clock clock,
            @Qualifier("dictionaryScheduler") Scheduler scheduler) {
        return new FindNewWords(index, lexicon, clock, scheduler);
    }

    @Bean
    Dictionary dictionary(
            DictionaryStore store,
            PublishedLexicon lexicon,
            MessageIndex index,
            ChineseWords words,
            FindNewWords newWords,
            @Qualifier("dictionaryScheduler") Scheduler scheduler) {
        return new Dictionary(store, lexicon, index, words, newWords, scheduler);
    }

    @Bean
    FollowLexicon followLexicon(DictionaryStore store, Dictionary dictionary, PublishedLexicon lexicon) {
        lexicon.awaitPublished();
        return new FollowLexicon(store, dictionary);
    }
}
