package nightdesk.ingest.kf;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.wecom.WecomApi;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * The nicknames of customers ({@code kf/customer/batchget}, WeCom document 95159), asked for once each. WeCom tells them
 * only within 48 hours of a customer's last visit, so they are fetched with the messages. A name is welcome, not needed:
 * where it cannot be had in time, the message goes on without.
 */
final class KfNames {
    private static final String BATCH_GET = "/cgi-bin/kf/customer/batchget";
    private static final int AT_ONCE = 100;
    private static final int KEPT = 50_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final WecomApi api;
    private final Map<String, String> known = new LinkedHashMap<>();

    KfNames(WecomApi api) {
        this.api = api;
    }

    /** Returns the names that are known, by external_userid. */
    Mono<Map<String, String>> of(WecomAccount account, Collection<String> customers) {
        return Flux.fromIterable(unknown(account, customers))
                .buffer(AT_ONCE)
                .concatMap(some -> fetch(account, some))
                .then(Mono.fromSupplier(() -> names(account, customers)));
    }

    private Mono<Void> fetch(WecomAccount account, List<String> customers) {
        return api.post(account, BATCH_GET, Map.of("external_userid_list", customers, "need_enter_session_context", 0))
                .timeout(PATIENCE)
                .doOnNext(answer -> keep(account, answer.path("customer_list")))
                .then()
                .onErrorResume(failure -> Mono.empty());
    }

    private synchronized void keep(WecomAccount account, JsonNode customers) {
        customers.forEach(customer -> known.put(
                key(account, customer.path("external_userid").asString("")),
                customer.path("nickname").asString("")));
        while (known.size() > KEPT) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private synchronized List<String> unknown(WecomAccount account, Collection<String> customers) {
        return customers.stream()
                .distinct()
                .filter(customer -> !known.containsKey(key(account, customer)))
                .toList();
    }

    private synchronized Map<String, String> names(WecomAccount account, Collection<String> customers) {
        Map<String, String> names = new HashMap<>();
        for (String customer : customers) {
            String name = known.getOrDefault(key(account, customer), "");
            if (!name.isEmpty()) {
                names.put(customer, name);
            }
        }
        return names;
    }

    private static String key(WecomAccount account, String customer) {
        return account.name() + "/" + customer;
    }
}
