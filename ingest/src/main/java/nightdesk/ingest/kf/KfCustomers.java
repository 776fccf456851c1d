package nightdesk.ingest.kf;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Json;
import nightdesk.ingest.PatientEvent;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.wecom.WecomApi;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The profiles of customers ({@code kf/customer/batchget}, WeCom document 95159), asked for twice a day at most. WeCom
 * tells them only within 48 hours of a customer's last visit, so they are fetched with the messages. A profile is
 * welcome, not needed: where it cannot be had in time, the message goes on without.
 */
final class KfCustomers {
    private static final String BATCH_GET = "/cgi-bin/kf/customer/batchget";
    private static final int AT_ONCE = 100;
    private static final int KEPT = 50_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofHours(12);
    private static final Duration UNKNOWN_FRESH = Duration.ofMinutes(10);

    private final WecomApi api;
    private final Clock clock;
    private final Map<String, Known> known = new LinkedHashMap<>();

    KfCustomers(WecomApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /** Returns the names that are known, by external_userid, and the profiles that have just become known. */
    Mono<Found> of(WecomAccount account, Collection<String> customers) {
        return Flux.fromIterable(stale(account, customers))
                .buffer(AT_ONCE)
                .concatMap(some -> fetch(account, some))
                .collectList()
                .map(lists -> new Found(
                        names(account, customers),
                        lists.stream().flatMap(List::stream).toList()));
    }

    private Mono<List<PatientEvent>> fetch(WecomAccount account, List<String> customers) {
        return api.post(account, BATCH_GET, Map.of("external_userid_list", customers, "need_enter_session_context", 0))
                .timeout(PATIENCE)
                .map(answer -> keep(account, answer))
                .onErrorResume(failure -> Mono.empty());
    }

    private synchronized List<PatientEvent> keep(WecomAccount account, JsonNode answer) {
        Instant now = clock.instant();
        List<PatientEvent> events = new ArrayList<>();
        answer.path("customer_list").forEach(customer -> {
            String id = customer.path("external_userid").asString("");
            put(account, id, new Known(customer.path("nickname").asString(""), now.plus(FRESH)));
            events.add(profile(account, id, customer, now));
        });
        answer.path("invalid_external_userid")
                .forEach(id -> put(account, id.asString(""), new Known("", now.plus(UNKNOWN_FRESH))));
        while (known.size() > KEPT) {
            known.remove(known.keySet().iterator().next());
        }
        return events;
    }

    private void put(WecomAccount account, String customer, Known what) {
        known.merge(
                key(account, customer),
                what,
                (before, now) -> now.name().isEmpty() ? new Known(before.name(), now.until()) : now);
    }

    /** An unchanged profile is the same event, so that asking again changes nothing. */
    private static PatientEvent profile(WecomAccount account, String id, JsonNode customer, Instant now) {
        ObjectNode data = Json.MAPPER.createObjectNode();
        set(data, PatientEvent.Data.NAME, customer.path("nickname").asString(""));
        set(data, PatientEvent.Data.AVATAR, customer.path("avatar").asString(""));
        set(data, PatientEvent.Data.GENDER, gender(customer.path("gender").asInt(0)));
        String unionid = customer.path("unionid").asString("");
        List<Identity> identities = new ArrayList<>();
        identities.add(new Identity("external_userid", id));
        if (!unionid.isEmpty()) {
            identities.add(new Identity("unionid", unionid));
        }
        return new PatientEvent(
                Ids.event("kf", "profile", account.name(), id, data.toString(), unionid),
                PatientEvent.Kind.PROFILE,
                identities,
                account.name(),
                now,
                now,
                "kf",
                data,
                null);
    }

    private static String gender(int code) {
        return switch (code) {
            case 1 -> "male";
            case 2 -> "female";
            default -> "";
        };
    }

    private static void set(ObjectNode data, String name, String value) {
        if (!value.isEmpty()) {
            data.put(name, value);
        }
    }

    private synchronized List<String> stale(WecomAccount account, Collection<String> customers) {
        Instant now = clock.instant();
        return customers.stream()
                .distinct()
                .filter(customer -> {
                    Known one = known.get(key(account, customer));
                    return one == null || !now.isBefore(one.until());
                })
                .toList();
    }

    private synchronized Map<String, String> names(WecomAccount account, Collection<String> customers) {
        Map<String, String> names = new HashMap<>();
        for (String customer : customers) {
            Known one = known.get(key(account, customer));
            if (one != null && !one.name().isEmpty()) {
                names.put(customer, one.name());
            }
        }
        return names;
    }

    private static String key(WecomAccount account, String customer) {
        return account.name() + "/" + customer;
    }

    /**
     * @param names by external_userid
     * @param profiles to be put on the log
     */
    record Found(Map<String, String> names, List<PatientEvent> profiles) {}

    /** A nickname, empty = unknown, and until when it is not asked for again. */
    private record Known(String name, Instant until) {}
}
