package nightdesk.dashboard.app;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The measurement through Maven, on a quiet machine only:
 *
 * <pre>{@code
 * mvn -pl dashboard -am verify -Dit.test=CallbackLoadIT -Dtest=NONE -Dnightdesk.load.rate=1000 \
 *   -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false -Dnightdesk.containers.skip=true
 * }</pre>
 */
class CallbackLoadIT {

    @Test
    @EnabledIfSystemProperty(named = "nightdesk.load.rate", matches = "\\d+")
    void acknowledgesEveryCallback() throws IOException {
        MeasureCallbacks.measure(
                Integer.getInteger("nightdesk.load.rate"), Integer.getInteger("nightdesk.load.seconds", 60));
    }
}
