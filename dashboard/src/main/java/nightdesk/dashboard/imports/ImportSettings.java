package nightdesk.dashboard.imports;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param maxSize the largest file that is taken
 */
@Validated
@ConfigurationProperties("nightdesk.imports")
record ImportSettings(@NotNull @DefaultValue("4GB") DataSize maxSize) {}
