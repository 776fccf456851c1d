package nightdesk.ingest.contact;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param enabled whether WeCom is asked for customers and groups at all
 * @param syncInterval how often everything is compared, as events may be lost
 * @param refreshAfter after how long a customer is asked for anew although nothing seems to have changed
 * @param pollInterval how often due work is looked at
 * @param tagWriteBack our automatic tags in WeCom
 */
@ConfigurationProperties("nightdesk.contact")
record ContactSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("PT1H") Duration syncInterval,
        @DefaultValue("P7D") Duration refreshAfter,
        @DefaultValue("PT0.5S") Duration pollInterval,
        @DefaultValue TagWriteBackSettings tagWriteBack) {

    /**
     * @param enabled whether our tags are written
     * @param group the tag group they are written under, at most 30 characters
     */
    record TagWriteBackSettings(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("夜班台") String group) {}
}
