package nightdesk.ingest.group;

import nightdesk.ingest.Counters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Groups;
import nightdesk.ingest.MessageStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Groups and their members. */
@Configuration(proxyBeanMethods = false)
public class GroupConfiguration {

    @Bean
    Groups groups(DatabaseClient database, TransactionalOperator transaction) {
        return new StoredGroups(new GroupStore(database), new GroupViewStore(database), transaction);
    }

    @Bean
    ReadGroupsAgain readGroupsAgain(
            DatabaseClient database,
            Groups groups,
            MessageStore messages,
            EventLog log,
            TransactionalOperator transaction,
            Counters counters) {
        return new ReadGroupsAgain(new GroupStore(database), groups, messages, log, transaction, counters);
    }
}
