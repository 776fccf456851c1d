package nightdesk.ingest.archive;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nightdesk.ingest.ArchiveStatus;
import nightdesk.ingest.Counters;
import nightdesk.ingest.DataDirectory;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Groups;
import nightdesk.ingest.Media;
import nightdesk.ingest.StartFailure;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.archive.ChildArchive.Access;
import nightdesk.ingest.archive.ChildArchive.Patience;
import nightdesk.ingest.wecom.WecomApi;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Scheduler;

/** 会话内容存档: each account with an archive secret has a library process of its own. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ArchiveSettings.class)
public class ArchiveConfiguration {

    @Bean
    Corps archiveCorps(ArchiveSettings settings, WecomAccounts accounts, DataDirectory directory, Clock clock) {
        return Corps.of(settings, accounts, directory, clock);
    }

    @Bean
    ArchiveStore archiveStore(DatabaseClient database, Clock clock) {
        return new ArchiveStore(database, clock);
    }

    @Bean
    ArchiveSignals archiveSignals() {
        return new ArchiveSignals();
    }

    @Bean
    OpenRecords openRecords() {
        return new OpenRecords();
    }

    @Bean
    KeepRecords keepRecords(
            ArchiveStore store,
            WecomApi api,
            ArchiveSettings settings,
            Groups groups,
            EventLog log,
            Media media,
            Counters counters,
            Clock clock) {
        ConsentApi consents = new ConsentApi(api, clock, settings.acceptDefaultAgree());
        return new KeepRecords(new ArchiveMessages(clock), store, consents, groups, log, media, counters);
    }

    @Bean
    ArchiveMediaFetcher archiveMediaFetcher(Corps corps, @Qualifier("mediaScheduler") Scheduler scheduler) {
        return new ArchiveMediaFetcher(corps.all(), scheduler);
    }

    @Bean
    PullArchives pullArchives(
            Corps corps,
            ArchiveStore store,
            OpenRecords opener,
            KeepRecords keeper,
            ArchiveSignals signals,
            ArchiveSettings settings) {
        return new PullArchives(
                corps.all(), new ArchivePuller(store, opener, keeper), signals, settings.pollInterval());
    }

    @Bean
    HearCallbacks hearArchiveCallbacks(EventLog log, ArchiveStore store, ArchiveSignals signals) {
        return new HearCallbacks(log, store, signals);
    }

    /** The archives that are switched on; their processes end with this one. */
    static final class Corps implements ArchiveStatus, DisposableBean {
        private final List<Corp> corps = new ArrayList<>();
        private final List<ChildArchive> children = new ArrayList<>();

        static Corps of(ArchiveSettings settings, WecomAccounts accounts, DataDirectory directory, Clock clock) {
            Corps corps = new Corps();
            for (Map.Entry<String, ArchiveSettings.Account> entry :
                    settings.accounts().entrySet()) {
                if (!entry.getValue().secret().isBlank()) {
                    corps.add(
                            account(entry.getKey(), entry.getValue(), accounts),
                            entry.getValue(),
                            settings,
                            directory,
                            clock);
                }
            }
            return corps;
        }

        /** The archive's own secret takes the place of the app's: no other works. */
        private static WecomAccount account(String name, ArchiveSettings.Account own, WecomAccounts accounts) {
            WecomAccount app = accounts.find(name)
                    .orElseThrow(() -> new StartFailure("nightdesk.archive.accounts." + name
                            + ".secret is set, but there is no WeCom account of this name. Set"
                            + " nightdesk.wecom.accounts." + name + " too."));
            return new WecomAccount(
                    name,
                    Objects.requireNonNullElse(own.corpId(), app.corpId()),
                    "",
                    own.secret(),
                    "",
                    "",
                    app.apiBase(),
                    false);
        }

        private void add(
                WecomAccount account,
                ArchiveSettings.Account own,
                ArchiveSettings settings,
                DataDirectory directory,
                Clock clock) {
            ArchiveState state = new ArchiveState(account.name(), clock);
            Path temporary = directory.directory("wework-tmp");
            Access access = new Access(
                    account.name(),
                    account.corpId(),
                    own.secret(),
                    settings.library().toAbsolutePath(),
                    own.proxy(),
                    own.proxyPassword(),
                    !settings.childMain().equals(ArchiveSettings.REAL_CHILD));
            ChildArchive archive = new ChildArchive(
                    access,
                    ChildCommand.of(settings.childMain(), temporary),
                    new Patience(settings.callTimeout(), settings.decryptTimeout(), settings.firstPause()),
                    state);
            children.add(archive);
            corps.add(new Corp(account, archive, new ArchiveKeys(own.keys().toAbsolutePath()), state));
        }

        List<Corp> all() {
            return List.copyOf(corps);
        }

        @Override
        public List<Archive> archives() {
            return corps.stream().map(corp -> corp.state().now()).toList();
        }

        @Override
        public void destroy() {
            children.forEach(ChildArchive::close);
        }
    }
}
