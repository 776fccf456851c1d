package nightdesk.ingest.wecom;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.StartFailure;
import nightdesk.ingest.WecomAccount;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The WeCom accounts by name. An account whose corp id is empty is off.
 *
 * @param accounts {@code main} from the environment, more in YAML
 * @param firstPause how long an API rests after a first rate limit, and everything after a refused secret
 */
@ConfigurationProperties("nightdesk.wecom")
record WecomSettings(
        @DefaultValue Map<String, Account> accounts,
        @DefaultValue("PT1M") Duration firstPause) {

    /**
     * @param corpId the receive id
     * @param agentId the self-built app
     * @param secret the app's secret
     * @param token the callback's token
     * @param encodingAesKey 43 characters
     * @param apiBase where the API lives
     */
    record Account(
            @DefaultValue("") String corpId,
            @DefaultValue("") String agentId,
            @DefaultValue("") String secret,
            @DefaultValue("") String token,
            @DefaultValue("") String encodingAesKey,
            @Nullable URI apiBase) {}

    List<WecomAccount> switchedOn() {
        return accounts.entrySet().stream()
                .filter(entry -> !entry.getValue().corpId().isBlank())
                .map(entry -> account(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static WecomAccount account(String name, Account settings) {
        URI base = settings.apiBase();
        if (base == null || base.getScheme() == null) {
            throw new StartFailure(
                    "nightdesk.wecom.accounts." + name + ".api-base: expected an http or https address, met " + base);
        }
        require(name, "secret", settings.secret());
        require(name, "token", settings.token());
        requireKey(name, settings);
        return new WecomAccount(
                name,
                settings.corpId(),
                settings.agentId(),
                settings.secret(),
                settings.token(),
                settings.encodingAesKey(),
                base,
                false);
    }

    private static void requireKey(String name, Account settings) {
        try {
            CallbackCodec.decodeKey(settings.encodingAesKey());
        } catch (IllegalArgumentException e) {
            throw new StartFailure("nightdesk.wecom.accounts." + name + ".encoding-aes-key: " + e.getMessage());
        }
    }

    private static void require(String name, String key, String value) {
        if (value.isBlank()) {
            throw new StartFailure("nightdesk.wecom.accounts." + name + "." + key
                    + ": expected a value because the corp id is set, met none");
        }
    }
}
