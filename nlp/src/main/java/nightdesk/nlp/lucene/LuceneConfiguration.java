package nightdesk.nlp.lucene;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import nightdesk.ingest.DataDirectory;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Groups;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.Patients;
import nightdesk.nlp.ChineseWords;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.MessageIndex;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Wires the message index under the data directory, and the stage that feeds it. */
@Configuration(proxyBeanMethods = false)
public class LuceneConfiguration {
    private static final int WAITING_BATCHES = 64;

    @Bean(destroyMethod = "close")
    RebuildableIndex messageIndex(
            DataDirectory data,
            Lexicon lexicon,
            @Value("${nightdesk.timezone:Asia/Shanghai}") ZoneId zone,
            MergedPatients merged) {
        return new RebuildableIndex(
                new Generations(data.directory("index")), path -> open(path, lexicon, zone, merged));
    }

    @Bean
    ChineseWords chineseWords() {
        return new SmartcnWords();
    }

    @Bean
    MergedPatients mergedPatients() {
        return new MergedPatients();
    }

    @Bean
    FollowPatients followPatients(EventLog log, Patients patients, MergedPatients merged) {
        return new FollowPatients(log, patients, merged);
    }

    private static LuceneMessageIndex open(Path path, Lexicon lexicon, ZoneId zone, MergedPatients merged) {
        WordCutter cutter = new WordCutter();
        IndexStorage storage = IndexStorage.open(path, new MessageDocuments(lexicon, cutter), Clock.systemUTC());
        return new LuceneMessageIndex(storage, cutter, lexicon, zone, merged);
    }

    @Bean
    RebuildIndex rebuildIndex(
            RebuildableIndex index,
            MessageStore store,
            EventLog log,
            Clock clock,
            @Qualifier("indexScheduler") Scheduler scheduler) {
        return new RebuildIndex(index, store, log, clock, scheduler);
    }

    /** The writer's own thread. */
    @Bean(destroyMethod = "dispose")
    Scheduler indexScheduler() {
        return Schedulers.newBoundedElastic(1, WAITING_BATCHES, "index");
    }

    @Bean
    IndexMessages indexMessages(
            EventLog log,
            MessageIndex index,
            Lexicon lexicon,
            Groups groups,
            @Qualifier("indexScheduler") Scheduler scheduler) {
        return new IndexMessages(log, index, lexicon, groups, scheduler);
    }
}
