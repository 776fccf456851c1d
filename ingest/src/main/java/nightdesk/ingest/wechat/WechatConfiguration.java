package nightdesk.ingest.wechat;

import java.nio.file.Path;
import java.time.Clock;
import nightdesk.ingest.DataDirectory;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Groups;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Wires the import of exported files. */
@Configuration(proxyBeanMethods = false)
public class WechatConfiguration {

    @Bean
    ImportStore importStore(DatabaseClient database, TransactionalOperator transaction) {
        return new ImportStore(database, transaction);
    }

    @Bean
    WechatImports imports(ImportStore store, DataDirectory directory, Clock clock) {
        return new WechatImports(store, uploads(directory), directory.nodeId(), clock);
    }

    @Bean(destroyMethod = "close")
    ImportRun importRun(
            ImportStore store, ImportedSpeakers speakers, EventLog events, DataDirectory directory, Clock clock) {
        return new ImportRun(store, speakers, events, uploads(directory), clock);
    }

    @Bean
    ImportedSpeakers quarantine(
            DatabaseClient database, TransactionalOperator transaction, Groups groups, EventLog events, Clock clock) {
        return new ImportedSpeakers(new QuarantineStore(database, transaction), groups, events, clock);
    }

    @Bean
    ImportStage importStage(
            ImportStore store, ImportRun run, ImportedSpeakers speakers, DataDirectory directory, Clock clock) {
        return new ImportStage(store, run, speakers, directory.nodeId(), uploads(directory), clock);
    }

    private static Path uploads(DataDirectory directory) {
        return directory.directory("imports");
    }
}
