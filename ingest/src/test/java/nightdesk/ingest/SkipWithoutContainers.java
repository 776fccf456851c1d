package nightdesk.ingest;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips the container run of the integration suite, saying why, where containers cannot be had. Found by name. */
public final class SkipWithoutContainers implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (!ContainerServers.wanted() || ContainerServers.start().servers() != null) {
            return ConditionEvaluationResult.enabled("servers answer");
        }
        return ConditionEvaluationResult.disabled(ContainerServers.start().reason());
    }
}
