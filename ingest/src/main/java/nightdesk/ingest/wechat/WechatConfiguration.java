package nightdesk.ingest.wechat;

import java.nio.file.Path;
import java.time.Clock;
import nightdesk.ingest.DataDirectory;
import nightdesk.ingest.EventLog;
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
    ImportRun importRun(ImportStore store, EventLog events, DataDirectory directory, Clock clock) {
        return new ImportRun(store, events, uploads(directory), clock);
    }

    @Bean
    ImportStage importStage(ImportStore store, ImportRun run, DataDirectory directory) {
        return new ImportStage(store, run, directory.nodeId());
    }

    private static Path uploads(DataDirectory directory) {
        return directory.directory("imports");
    }
}
