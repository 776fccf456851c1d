package nightdesk.ingest.gateway;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param sources by the name in the webhook's path; one with neither secret nor token is off
 */
@ConfigurationProperties("nightdesk.gateway")
record GatewaySettings(@DefaultValue Map<String, Source> sources) {

    /**
     * @param secret signs each request; preferred
     * @param token in the path or the query, for senders that cannot sign; weaker, as addresses end up in logs
     * @param format {@code nightdesk}, {@code wechaty} or {@code wechatbot-webhook}
     * @param owner the id of the account whose chats these are, e.g. its wxid; empty = the source's name
     * @param mediaHosts hosts from which media may be loaded; empty = none
     */
    record Source(
            @DefaultValue("") String secret,
            @DefaultValue("") String token,
            @DefaultValue("nightdesk") String format,
            @DefaultValue("") String owner,
            @DefaultValue Set<String> mediaHosts) {

        boolean isOn() {
            return !secret.isBlank() || !token.isBlank();
        }

        @Override
        public String toString() {
            return "Source[" + format + ", " + owner + "]";
        }
    }

    /** The formats there are. */
    static final List<String> FORMATS = List.of("nightdesk", "wechaty", "wechatbot-webhook");
}
