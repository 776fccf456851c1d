package nightdesk.ingest.store;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Groups;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.StartFailure;
import nightdesk.ingest.embedded.PostgresAddress;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Schema by Flyway over JDBC at start; a pool of R2DBC connections at run time. */
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {

    /** The pool exists only once the schema is up to date. */
    @Bean(destroyMethod = "dispose")
    ConnectionPool connectionFactory(
            PostgresAddress address, @Value("${nightdesk.postgres.pool-size:10}") int poolSize) {
        migrate(address);
        PostgresqlConnectionFactory driver = new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(address.host())
                .port(address.port())
                .database(address.database())
                .username(address.user())
                .password(address.password())
                .connectTimeout(Duration.ofSeconds(10))
                .statementTimeout(Duration.ofMinutes(2))
                .build());
        return new ConnectionPool(ConnectionPoolConfiguration.builder(driver)
                .initialSize(2)
                .maxSize(poolSize)
                .maxAcquireTime(Duration.ofSeconds(30))
                .maxIdleTime(Duration.ofMinutes(10))
                .validationQuery("select 1")
                .build());
    }

    private static void migrate(PostgresAddress address) {
        try {
            Flyway.configure()
                    .dataSource(address.jdbcUrl(), address.user(), address.password())
                    .connectRetries(2)
                    .outOfOrder(true)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StartFailure("PostgreSQL at " + address + " cannot be used: " + e.getMessage(), e);
        }
    }

    @Bean
    DatabaseClient databaseClient(ConnectionFactory connections) {
        return DatabaseClient.create(connections);
    }

    @Bean
    ReactiveTransactionManager transactionManager(ConnectionFactory connections) {
        return new R2dbcTransactionManager(connections);
    }

    @Bean
    TransactionalOperator transactionalOperator(ReactiveTransactionManager manager) {
        return TransactionalOperator.create(manager);
    }

    @Bean
    MessageStore messageStore(DatabaseClient database, TransactionalOperator transaction, Groups groups) {
        return new PostgresMessageStore(database, transaction, groups);
    }

    @Bean
    StoreMessages storeMessages(EventLog log, MessageStore store, Groups groups) {
        return new StoreMessages(log, store, groups);
    }

    @Bean
    DeadLetterStore deadLetters(DatabaseClient database, EventLog log) {
        return new DeadLetterStore(database, log);
    }

    @Bean
    KeepDeadLetters keepDeadLetters(EventLog log, DeadLetterStore store) {
        return new KeepDeadLetters(log, store);
    }
}
