package nightdesk.ingest.wecom;

import java.time.Clock;
import nightdesk.ingest.ChannelActivity;
import nightdesk.ingest.Counters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.WecomAccounts;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** WeCom: accounts, callback and API. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WecomSettings.class)
public class WecomConfiguration {
    private static final int MAX_ANSWER = 16 << 20;

    @Bean
    WecomAccounts wecomAccounts(WecomSettings settings) {
        return new WecomAccounts(settings.switchedOn());
    }

    @Bean
    CallPauses wecomPauses(WecomSettings settings, Clock clock) {
        return new CallPauses(clock, settings.firstPause());
    }

    @Bean
    WecomApi wecomApi(Clock clock, CallPauses pauses) {
        WebClient http = WebClient.builder()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MAX_ANSWER))
                .build();
        return new WecomApi(http, clock, pauses);
    }

    @Bean
    ChannelActivity channelActivity() {
        return new ChannelActivity();
    }

    @Bean
    @ConditionalOnWebApplication
    RouterFunction<ServerResponse> wecomCallbackRoutes(
            WecomAccounts accounts, EventLog log, Counters counters, ChannelActivity activity, Clock clock) {
        CallbackEndpoint endpoint = new CallbackEndpoint(accounts, log, counters, activity, clock);
        return RouterFunctions.route()
                .GET("/wecom/callback/{account}", endpoint::verify)
                .POST("/wecom/callback/{account}", endpoint::receive)
                .build();
    }
}
