package nightdesk.ingest.contact;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import nightdesk.ingest.ContactOverview;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomAccounts;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts what is known of each account. */
final class OverviewStore implements ContactOverview {
    private final DatabaseClient database;
    private final WecomAccounts accounts;
    private final RoundStore rounds;

    OverviewStore(DatabaseClient database, WecomAccounts accounts, RoundStore rounds) {
        this.database = database;
        this.accounts = accounts;
        this.rounds = rounds;
    }

    @Override
    public Mono<List<Account>> accounts() {
        return Flux.fromStream(
                        () -> accounts.all().stream().map(WecomAccount::name).sorted())
                .concatMap(this::account, 1)
                .collectList();
    }

    private Mono<Account> account(String name) {
        return database.sql("""
                        select
                          (select count(*) from contact_staff where account = $1 and gone_at is null) as staff,
                          (select count(distinct external_userid) from contact_follows
                            where account = $1 and ended_at is null) as customers,
                          (select count(*) from contact_follows where account = $1 and ended_at is null) as relations,
                          (select count(*) from chat_groups
                            where network = 'wecom' and account = $1 and dismissed_at is null) as groups,
                          (select count(*) from corp_tags where account = $1 and deleted_at is null) as tags,
                          (select count(*) from contact_work where account = $1) as waiting,
                          (select last_error from contact_work where account = $1 and last_error is not null
                            order by due_at limit 1) as waiting_because,
                          (select max(received_at) from contact_events where account = $1) as last_event_at,
                          (select finished_at from contact_rounds
                            where account = $1 and last_error is null) as compared_at,
                          (select finished_at is null from contact_rounds where account = $1) as comparing,
                          (select last_error from contact_rounds where account = $1) as problem""").bind("$1", name).map(row -> account(name, row)).one();
    }

    private static Account account(String name, Readable row) {
        return new Account(
                name,
                number(row, "staff"),
                number(row, "customers"),
                number(row, "relations"),
                number(row, "groups"),
                number(row, "tags"),
                number(row, "waiting"),
                Errcodes.explain(row.get("waiting_because", String.class)),
                time(row, "last_event_at"),
                time(row, "compared_at"),
                Boolean.TRUE.equals(row.get("comparing", Boolean.class)),
                Errcodes.explain(row.get("problem", String.class)));
    }

    @Override
    public Mono<Boolean> compareSoon(String account) {
        return Mono.justOrEmpty(accounts.find(account))
                .flatMap(found -> rounds.ask(account).thenReturn(true));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class), column);
    }

    private static @Nullable Instant time(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
