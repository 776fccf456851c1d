package nightdesk.responder;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes knowledge in, one JSON object a line. Safe to repeat: an unchanged item is counted, not written. */
public interface KnowledgeImport {

    /**
     * Imports lines shaped {@code {"id","category","question","variants","answer","treatments","branch","valid_until"}};
     * imported items count as approved. A bad line is reported and the rest goes on.
     *
     * @param lines one JSON object each; empty lines are passed over
     * @param by who imports, for the item's history
     */
    Mono<ImportReport> importLines(Flux<String> lines, String by);

    /** Imports the sample knowledge that comes with Nightdesk. */
    Mono<ImportReport> importSample(String by);

    /** What became of the lines. */
    record ImportReport(int imported, int updated, int unchanged, int rejected, List<LineError> errors) {}

    /**
     * @param line counted from 1
     * @param reason what was met and what was expected
     */
    record LineError(int line, String reason) {}
}
