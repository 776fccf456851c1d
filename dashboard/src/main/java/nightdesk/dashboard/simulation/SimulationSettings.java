package nightdesk.dashboard.simulation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param patients how many, where the request does not say
 * @param patience how long a patient waits for an answer before the night counts as failed
 * @param quiet after how long without a send the night is over
 */
@Validated
@ConfigurationProperties("nightdesk.simulation")
record SimulationSettings(
        @DefaultValue("40") @Min(1) @Max(SimulationSettings.MOST) int patients,

        @DefaultValue("PT90S") @NotNull Duration patience,
        @DefaultValue("PT6S") @NotNull Duration quiet) {
    static final int MOST = 500;
}
