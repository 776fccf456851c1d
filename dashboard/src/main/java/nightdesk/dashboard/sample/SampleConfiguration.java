package nightdesk.dashboard.sample;

import java.time.Clock;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.MessageStore;
import nightdesk.responder.KnowledgeImport;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Wires 载入示例数据. */
@Configuration(proxyBeanMethods = false)
@Import(SampleController.class)
public class SampleConfiguration {

    @Bean
    SampleJobs sampleJobs(Clock clock) {
        return new SampleJobs(clock);
    }

    @Bean(destroyMethod = "dispose")
    Scheduler sampleWriting() {
        return Schedulers.newSingle("sample", true);
    }

    @Bean
    LoadSample loadSample(
            SampleJobs jobs,
            EventLog eventLog,
            MessageStore store,
            ObjectProvider<KnowledgeImport> knowledge,
            Clock clock,
            Scheduler sampleWriting) {
        return new LoadSample(jobs, eventLog, store, knowledge, clock, sampleWriting);
    }
}
