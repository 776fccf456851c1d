package nightdesk.ingest.kf;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param reconcileInterval how often each known customer-service account is pulled without a callback
 * @param accountsInterval how often WeCom is asked which customer-service accounts there are
 */
@ConfigurationProperties("nightdesk.kf")
record KfSettings(
        @DefaultValue("PT1M") Duration reconcileInterval,
        @DefaultValue("PT10M") Duration accountsInterval) {}
