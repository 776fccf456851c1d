package nightdesk.dashboard.system;

import java.time.Clock;
import java.util.Set;
import nightdesk.ingest.ArchiveStatus;
import nightdesk.ingest.ChannelActivity;
import nightdesk.ingest.Counters;
import nightdesk.ingest.DeadLetters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Server;
import nightdesk.ingest.StageStatus;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.WecomPauses;
import nightdesk.nlp.MessageIndex;
import nightdesk.nlp.SentenceEmbedder;
import nightdesk.responder.Composer;
import nightdesk.responder.KnowledgeCatalog;
import nightdesk.responder.NightCalendar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the system page. */
@Configuration(proxyBeanMethods = false)
@Import({SystemController.class, DeadLetterController.class, IndexController.class})
public class SystemConfiguration {

    @Bean
    SystemReport systemReport(
            SystemReport.Build build, SystemReport.Ingest ingest, SystemReport.Upper upper, Clock clock) {
        return new SystemReport(build, ingest, upper, clock);
    }

    @Bean
    SystemReport.Build build(
            ObjectProvider<BuildProperties> build, @Value("${nightdesk.roles}") Set<String> roles, Clock clock) {
        BuildProperties properties = build.getIfAvailable();
        String version = properties == null ? null : properties.getVersion();
        return new SystemReport.Build(version == null ? "unknown" : version, clock.instant(), roles);
    }

    @Bean
    SystemReport.Ingest ingestReport(
            EventLog log,
            DeadLetters deadLetters,
            StageStatus stages,
            Counters counters,
            ChannelActivity activity,
            WecomAccounts accounts,
            ArchiveStatus archives,
            WecomPauses pauses,
            ObjectProvider<Server> servers) {
        return new SystemReport.Ingest(
                log,
                deadLetters,
                stages,
                counters,
                activity,
                accounts,
                archives,
                pauses,
                servers.orderedStream().toList());
    }

    @Bean
    SystemReport.Upper upperReport(
            MessageIndex index,
            SentenceEmbedder embedder,
            KnowledgeCatalog knowledge,
            Composer composer,
            NightCalendar calendar) {
        return new SystemReport.Upper(index, embedder, knowledge, composer, calendar);
    }
}
