package nightdesk.ingest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the stages of this process are. */
public interface StageStatus {

    List<Status> stages();

    /**
     * @param name the stage
     * @param state {@code running}, {@code retrying} or {@code stopped}
     * @param since since when
     * @param lastError the last failure, without chat text; null when there was none
     */
    record Status(
            String name,
            String state,
            Instant since,
            @Nullable String lastError) {}
}
