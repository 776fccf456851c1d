package nightdesk.ingest.crm;

import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The systems that send records. One whose secret is empty is off.
 *
 * @param sources by the name in the path
 */
@ConfigurationProperties("nightdesk.crm")
record CrmSettings(@DefaultValue Map<String, Source> sources) {

    /** @param secret what signs its batches */
    record Source(@DefaultValue("") String secret) {}

    Optional<String> secret(String source) {
        return Optional.ofNullable(sources.get(source)).map(Source::secret).filter(secret -> !secret.isBlank());
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "CrmSettings" + sources.keySet();
    }
}
