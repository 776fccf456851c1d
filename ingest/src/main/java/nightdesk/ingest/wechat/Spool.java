package nightdesk.ingest.wechat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that live only as long as something is read; what a crash leaves behind is removed at the next start. */
final class Spool {
    static final String SUFFIX = ".spool";

    private static final Logger log = LoggerFactory.getLogger(Spool.class);

    private Spool() {}

    /**
     * Removes spools, and uploads that no job knows: those that broke off half-way.
     *
     * @param kept files that belong to jobs
     * @param before younger files stay, as they may still be on their way
     */
    static int sweep(Path directory, Set<Path> kept, Instant before) {
        List<Path> stale;
        try (Stream<Path> files = Files.list(directory)) {
            stale = files.filter(Files::isRegularFile)
                    .filter(file -> !kept.contains(file))
                    .filter(file -> isOlder(file, before))
                    .toList();
        } catch (IOException e) {
            log.warn("The uploads cannot be listed: {}", e.getClass().getSimpleName());
            return 0;
        }
        stale.forEach(Spool::remove);
        return stale.size();
    }

    private static boolean isOlder(Path file, Instant before) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(before);
        } catch (IOException e) {
            return false;
        }
    }

    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("A file of an import cannot be removed: {}", e.getClass().getSimpleName());
        }
    }
}
