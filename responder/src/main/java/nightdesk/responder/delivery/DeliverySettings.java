package nightdesk.responder.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How texts leave.
 *
 * @param parallelism how many are under way at once
 * @param pollInterval how long to rest when nothing is due
 * @param sendTimeout how long one send may take; must be shorter than the lease
 * @param lease how long a taken text is left alone before it is taken again
 * @param firstBackoff the pause after a first failure; doubled with each further one
 * @param maxAge how old a text may be that is sent after the night is over
 */
@Validated
@ConfigurationProperties("nightdesk.delivery")
record DeliverySettings(
        @Min(1) @Max(64) @DefaultValue("4") int parallelism,
        @DefaultValue("PT0.25S") Duration pollInterval,
        @DefaultValue("PT15S") Duration sendTimeout,
        @DefaultValue("PT30S") Duration lease,
        @DefaultValue("PT1S") Duration firstBackoff,
        @DefaultValue("PT15M") Duration maxAge) {}
