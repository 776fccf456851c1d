package nightdesk.responder.night;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nightdesk.responder.Composer;
import org.jspecify.annotations.Nullable;

/** A composer that thinks until it is told to stop, once a question says {@link #SLOWLY}; then as any other. */
final class ThinkingModel implements Composer {
    static final String SLOWLY = "不着急";

    private final Composer words = new WordForWord();
    private volatile CountDownLatch thinking = new CountDownLatch(1);
    private volatile CountDownLatch done = new CountDownLatch(1);

    @Override
    public Composition compose(Request request) {
        if (request.question().contains(SLOWLY)) {
            thinking.countDown();
            await(done);
        }
        return words.compose(request);
    }

    @Override
    public @Nullable String model() {
        return null;
    }

    /** Waits until somebody waits for this model. */
    void awaitThinking() {
        await(thinking);
    }

    void answer() {
        done.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited 30 s in vain");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
