package nightdesk.ingest.identity;

import java.time.Clock;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.PatientLinks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Wires who is one person. */
@Configuration(proxyBeanMethods = false)
public class IdentityConfiguration {

    @Bean
    LinkStore linkStore(DatabaseClient database) {
        return new LinkStore(database);
    }

    @Bean
    Linking linking(DatabaseClient database, LinkStore links, TransactionalOperator transaction, Clock clock) {
        return new Linking(new EventStore(database), links, transaction, clock);
    }

    @Bean
    PatientStore patientStore(DatabaseClient database) {
        return new PatientStore(database);
    }

    @Bean
    PatientLinks patientLinks(
            LinkStore links,
            Linking linking,
            PatientStore patients,
            DatabaseClient database,
            TransactionalOperator transaction,
            Clock clock) {
        return new Decisions(links, linking, new ProposalStore(database, patients), patients, transaction, clock);
    }

    @Bean
    LinkPatients linkPatients(EventLog log, Linking linking) {
        return new LinkPatients(log, linking);
    }

    @Bean
    TellChanges tellChanges(DatabaseClient database, EventLog log, TransactionalOperator transaction) {
        return new TellChanges(new ChangeStore(database), log, transaction);
    }
}
