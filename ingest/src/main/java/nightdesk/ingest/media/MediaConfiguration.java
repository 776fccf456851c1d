package nightdesk.ingest.media;

import java.nio.file.Path;
import java.time.Clock;
import nightdesk.ingest.Counters;
import nightdesk.ingest.DataDirectory;
import nightdesk.ingest.Media;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Media: the port, its files and the stage that fetches. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MediaSettings.class)
public class MediaConfiguration {

    @Bean(destroyMethod = "dispose")
    Scheduler mediaScheduler() {
        return Schedulers.newBoundedElastic(2, 10_000, "media");
    }

    @Bean
    MediaStore mediaStore(DatabaseClient database, Clock clock, DataDirectory data) {
        return new MediaStore(database, clock, root(data));
    }

    @Bean
    Media media(
            MediaStore store,
            MediaSettings settings,
            DataDirectory data,
            @Qualifier("mediaScheduler") Scheduler scheduler) {
        return new StoredMedia(store, settings, root(data), scheduler);
    }

    @Bean
    FetchMedia fetchMedia(
            ObjectProvider<MediaFetcher> fetchers,
            MediaStore store,
            Media media,
            Counters counters,
            Clock clock,
            @Qualifier("mediaScheduler") Scheduler scheduler) {
        return new FetchMedia(fetchers.orderedStream().toList(), store, media, counters, clock, scheduler);
    }

    private static Path root(DataDirectory data) {
        return data.directory("media");
    }
}
