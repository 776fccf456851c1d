package nightdesk.responder.compose;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param baseUrl an OpenAI-compatible server; empty = no language model
 * @param apiKey its key; may be empty
 * @param model the model's name; empty = no language model
 * @param timeout of one call
 * @param retries after a failed call
 */
@Validated
@ConfigurationProperties("nightdesk.llm")
record LlmSettings(
        @DefaultValue("") String baseUrl,
        @DefaultValue("") String apiKey,
        @DefaultValue("") String model,
        @DefaultValue("PT8S") @NotNull Duration timeout,
        @DefaultValue("1") @Min(0) @Max(3) int retries) {

    boolean isOff() {
        return baseUrl.isBlank() && model.isBlank();
    }

    LlmSettings {
        if (baseUrl.isBlank() != model.isBlank()) {
            throw new IllegalArgumentException("LLM_BASE_URL and LLM_MODEL belong together: the first is "
                    + (baseUrl.isBlank() ? "empty" : "set") + ", the second is " + (model.isBlank() ? "empty" : "set"));
        }
    }

    /** The key never shows. */
    @Override
    public String toString() {
        return "LlmSettings[baseUrl=" + baseUrl + ", model=" + model + ", timeout=" + timeout + "]";
    }
}
