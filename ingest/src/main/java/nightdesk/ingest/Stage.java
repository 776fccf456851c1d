package nightdesk.ingest;

import reactor.core.publisher.Mono;

/**
 * One worker of the pipeline. The stage runner starts every stage bean once the application is ready, starts it again
 * with growing pauses when it fails, cancels it at shutdown, and shows its state in health.
 */
public interface Stage {
    /** The role of a stage that every process runs. */
    String EVERY = "every";

    /** Returns the name shown in logs and health, e.g. {@code store}. */
    String name();

    /** Runs until cancelled. Nothing may happen before subscription. */
    Mono<Void> run();

    /** Returns the role that must be active for this stage to run: {@code ingest}, {@code nlp}, {@code responder}, {@code dashboard} or {@link #EVERY}. */
    String role();
}
