package nightdesk.ingest.archive;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.archive.ConsentBook.Change;
import nightdesk.ingest.archive.ConsentBook.Person;
import nightdesk.ingest.wecom.WecomApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Asks WeCom who agreed to archiving (document 91782) and which staff are archived (91614). */
final class ConsentApi {
    private static final Logger log = LoggerFactory.getLogger(ConsentApi.class);
    private static final String SINGLE = "/cgi-bin/msgaudit/check_single_agree";
    private static final String ROOM = "/cgi-bin/msgaudit/check_room_agree";
    private static final String PERMITTED = "/cgi-bin/msgaudit/get_permit_user_list";
    /** The platform's own spelling. */
    private static final String EXTERNAL = "exteranalopenid";

    private static final int AT_ONCE = 100;
    /** Who is not listed is not asked for again before this. */
    private static final Duration REST = Duration.ofMinutes(10);

    private static final Duration STAFF_FRESH = Duration.ofHours(1);

    private final WecomApi api;
    private final Clock clock;
    private final boolean acceptDefault;
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();
    private final Map<String, Staff> staff = new ConcurrentHashMap<>();

    ConsentApi(WecomApi api, Clock clock, boolean acceptDefault) {
        this.api = api;
        this.clock = clock;
        this.acceptDefault = acceptDefault;
    }

    /** Returns what WeCom says of these people, as far as it was not asked a moment ago. */
    Flux<Change> of(WecomAccount account, Collection<Person> people) {
        List<Person> fresh =
                people.stream().filter(person -> isDue(account, person)).toList();
        Flux<Change> singles = Flux.fromIterable(fresh)
                .filter(person -> !person.isRoom())
                .buffer(AT_ONCE)
                .concatMap(some -> singles(account, some));
        Flux<Change> rooms = Flux.fromIterable(fresh)
                .filter(Person::isRoom)
                .map(Person::with)
                .distinct()
                .concatMap(room -> room(account, room));
        return singles.concatWith(rooms).doOnComplete(() -> fresh.forEach(person -> rest(account, person)));
    }

    private boolean isDue(WecomAccount account, Person person) {
        Instant last = asked.get(key(account, person));
        return last == null || last.plus(REST).isBefore(Instant.now(clock));
    }

    private void rest(WecomAccount account, Person person) {
        if (asked.size() > 100_000) {
            asked.clear();
        }
        asked.put(key(account, person), Instant.now(clock));
    }

    private static String key(WecomAccount account, Person person) {
        return account.name() + "/" + person.scope() + "/" + person.id();
    }

    private Flux<Change> singles(WecomAccount account, List<Person> people) {
        List<Map<String, String>> info = people.stream()
                .map(person -> Map.of("userid", person.with(), EXTERNAL, person.id()))
                .toList();
        return api.post(account, SINGLE, Map.of("info", info))
                .flatMapIterable(answer -> changes(
                        answer,
                        entry -> Person.single(
                                entry.path("userid").asString(""),
                                entry.path(EXTERNAL).asString(""))));
    }

    private Flux<Change> room(WecomAccount account, String room) {
        return api.post(account, ROOM, Map.of("roomid", room))
                .flatMapIterable(answer -> changes(
                        answer, entry -> Person.room(room, entry.path(EXTERNAL).asString(""))));
    }

    private List<Change> changes(JsonNode answer, java.util.function.Function<JsonNode, Person> person) {
        return StreamSupport.stream(answer.path("agreeinfo").spliterator(), false)
                .map(entry -> new Change(
                        person.apply(entry),
                        agreed(entry.path("agree_status").asString("")),
                        Instant.ofEpochSecond(entry.path("status_change_time").asLong(0)),
                        "api"))
                .toList();
    }

    private boolean agreed(String status) {
        return status.equals("Agree") || (acceptDefault && status.equals("Default_Agree"));
    }

    /** Returns the staff whose chats are archived; those of before, or none, when WeCom does not say. */
    Mono<People> people(WecomAccount account) {
        Staff known = staff.get(account.name());
        if (known != null && known.until().isAfter(Instant.now(clock))) {
            return Mono.just(new People(known.ids()));
        }
        return api.post(account, PERMITTED, Map.of())
                .map(answer -> {
                    Set<String> ids = new HashSet<>();
                    answer.path("ids").forEach(id -> ids.add(id.asString("")));
                    return Set.copyOf(ids);
                })
                .onErrorResume(failure -> {
                    log.warn(
                            "The list of archived staff of {} is not to be had: {}",
                            account.name(),
                            failure.getMessage());
                    return Mono.just(known == null ? Set.of() : known.ids());
                })
                .doOnNext(ids -> staff.put(
                        account.name(), new Staff(ids, Instant.now(clock).plus(STAFF_FRESH))))
                .map(People::new);
    }

    private record Staff(Set<String> ids, Instant until) {}
}
