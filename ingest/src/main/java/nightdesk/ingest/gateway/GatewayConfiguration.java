package nightdesk.ingest.gateway;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nightdesk.ingest.ChannelActivity;
import nightdesk.ingest.Counters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Groups;
import nightdesk.ingest.Media;
import nightdesk.ingest.StartFailure;
import nightdesk.ingest.signed.SignedWebhook;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.client.HttpClient;

/** The webhooks of gateways. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewaySettings.class)
public class GatewayConfiguration {
    private static final Duration ANSWER = Duration.ofSeconds(20);

    @Bean
    GatewayStore gatewayStore(DatabaseClient database, Clock clock) {
        return new GatewayStore(database, clock);
    }

    @Bean
    @ConditionalOnWebApplication
    RouterFunction<ServerResponse> gatewayRoutes(
            GatewaySettings settings,
            Groups groups,
            EventLog log,
            GatewayStore store,
            Counters counters,
            Media media,
            @Qualifier("mediaScheduler") Scheduler scheduler,
            ChannelActivity activity,
            Clock clock) {
        GatewayEndpoint endpoint = new GatewayEndpoint(
                gateways(settings),
                formats(clock),
                new SignedWebhook(clock),
                groups,
                log,
                store,
                counters,
                new KeepAttachments(media, counters, scheduler),
                activity,
                clock);
        return RouterFunctions.route()
                .POST("/gateway/{source}", endpoint::receive)
                .POST("/gateway/{source}/{token}", endpoint::receive)
                .build();
    }

    @Bean
    GatewayMediaFetcher gatewayMediaFetcher(GatewaySettings settings) {
        HttpClient plain = HttpClient.create().followRedirect(false).responseTimeout(ANSWER);
        return new GatewayMediaFetcher(
                WebClient.builder()
                        .clientConnector(new ReactorClientHttpConnector(plain))
                        .build(),
                gateways(settings));
    }

    static Map<String, GatewayFormat> formats(Clock clock) {
        return Stream.of(new PlainFormat(clock), new WechatyFormat(clock), new WechatbotFormat(clock))
                .collect(Collectors.toMap(GatewayFormat::name, Function.identity()));
    }

    private static Map<String, Gateway> gateways(GatewaySettings settings) {
        Map<String, Gateway> gateways = new TreeMap<>();
        settings.sources().forEach((name, source) -> {
            if (source.isOn()) {
                if (!GatewaySettings.FORMATS.contains(source.format())) {
                    throw new StartFailure("nightdesk.gateway.sources." + name + ".format: met '" + source.format()
                            + "', expected one of " + String.join(", ", GatewaySettings.FORMATS));
                }
                gateways.put(name, Gateway.of(name, source));
            }
        });
        return gateways;
    }
}
