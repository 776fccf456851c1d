package nightdesk.ingest.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.IngestModule;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.PatientEvent;
import nightdesk.ingest.PatientLinks;
import nightdesk.ingest.PatientRecords;
import nightdesk.ingest.PatientRecords.PatientRecord;
import nightdesk.ingest.Patients;
import nightdesk.ingest.Speaker;
import nightdesk.ingest.TestServers;
import nightdesk.ingest.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

class IdentityIT {
    private static ConfigurableApplicationContext context;
    private static EventLog log;
    private static Patients patients;
    private static PatientRecords records;
    private static PatientLinks links;
    private static MessageStore messages;

    @BeforeAll
    static void start() {
        context = open(TestServers.fresh());
        log = context.getBean(EventLog.class);
        patients = context.getBean(Patients.class);
        records = context.getBean(PatientRecords.class);
        links = context.getBean(PatientLinks.class);
        messages = context.getBean(MessageStore.class);
    }

    private static ConfigurableApplicationContext open(Map<String, Object> settings) {
        return new SpringApplicationBuilder(IngestModule.class)
                .web(WebApplicationType.NONE)
                .properties(settings)
                .run();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void linksWhatOneEventNames_andShowsWhereEachFieldCameFrom() {
        Identity external = external("one");
        Identity union = new Identity("unionid", "union-one");
        Identity crm = new Identity("crm", "his/C-one");
        send(event("p1", "profile", 1, "{\"name\":\"小王\",\"gender\":\"female\"}", external, union));
        send(event("f1", "front_desk", 2, "{\"name\":\"王小美\",\"phone\":\"+86 138-0000-0001\"}", crm, external));
        PatientRecord person = until(
                records.find(Ids.patient(crm)), found -> found.identities().size() == 3);
        assertThat(person.patientId()).isEqualTo(Ids.patient(external));
        assertThat(person.name()).isEqualTo("王小美");
        assertThat(person.phone()).isEqualTo("138****0001");
        assertThat(person.fields())
                .filteredOn(field -> field.field().equals("name"))
                .extracting(PatientRecords.Field::value, PatientRecords.Field::origin, PatientRecords.Field::shown)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("王小美", "front_desk", true),
                        org.assertj.core.groups.Tuple.tuple("小王", "profile", false));
        assertThat(person.history()).isNotEmpty().allMatch(change -> change.by() == null);
        assertThat(person.toString()).doesNotContain("13800000001");
        assertThat(found("王小")).contains(person.patientId());
        assertThat(found("138****0001")).contains(person.patientId());
        assertThat(found("0001")).contains(person.patientId());
        assertThat(found("C-one")).contains(person.patientId());
        assertThat(found(external.value())).contains(person.patientId());
        assertThat(found("%")).isEmpty();
    }

    @Test
    void proposesButNeverMerges_whenOnlyTheTelephoneIsTheSame() {
        Identity chat = external("two");
        Identity crm = new Identity("crm", "his/C-two");
        say(message("two-1", chat, "我的电话是 139 0000 0002，明天联系我"));
        send(event("f2", "front_desk", 2, "{\"name\":\"李二\",\"phone\":\"13900000002\"}", crm));
        var proposal = until(links.proposals(Ids.patient(crm)), found -> !found.isEmpty())
                .getFirst();
        assertThat(proposal.score()).isEqualTo(65);
        assertThat(proposal.conflict()).isNull();
        assertThat(proposal.reasons()).containsExactly("聊天里写过的手机号与对方相同：139****0002");
        assertThat(current(chat)).isEqualTo(Ids.patient(chat));
        links.reject(Ids.patient(chat), Ids.patient(crm), "admin", "是她母亲的手机号").block(Duration.ofSeconds(30));
        assertThat(links.proposals(Ids.patient(crm)).block(Duration.ofSeconds(30)))
                .isEmpty();
    }

    @Test
    void putsEverythingBack_whenAMergeIsUndoneAfterNewMessages() {
        Identity chat = external("three");
        Identity crm = new Identity("crm", "his/C-three");
        say(message("three-1", chat, "双眼皮多少钱"));
        send(event("v3", "visit", 3, "{\"visitType\":\"first\"}", crm));
        until(records.find(Ids.patient(chat)), person -> !person.conversations().isEmpty());
        until(records.find(Ids.patient(crm)), person -> true);
        PatientRecord before = records.find(Ids.patient(chat)).block(Duration.ofSeconds(30));

        var merged = links.merge(Ids.patient(crm), Ids.patient(chat), "小李", "电话里确认是同一人")
                .block(Duration.ofSeconds(30));
        assertThat(merged.patientIds()).containsExactly(Ids.patient(chat));
        assertThat(records.happened(Ids.patient(chat), 0, 10).block().items())
                .extracting(PatientRecords.Happening::kind)
                .containsExactly("visit");
        say(message("three-2", chat, "那热玛吉呢"));
        send(event("o3", "order", 4, "{\"amount\":198000}", crm));
        until(records.happened(Ids.patient(chat), 0, 10), happened -> happened.total() == 2);
        until(
                records.find(Ids.patient(chat)),
                person -> person.conversations().getFirst().messages() == 2);
        PatientRecord together = records.find(Ids.patient(crm)).block(Duration.ofSeconds(30));
        assertThat(together.history().getFirst().by()).isEqualTo("小李");
        assertThat(together.history().getFirst().moved())
                .singleElement()
                .satisfies(moved -> assertThat(moved.value()).isEqualTo("his/C-three"));

        links.undo(merged.decisionId(), "小张", "认错人了").block(Duration.ofSeconds(30));
        PatientRecord after = records.find(Ids.patient(chat)).block(Duration.ofSeconds(30));
        assertThat(after.identities())
                .isEqualTo(before.identities().stream()
                        .map(known -> new PatientRecords.KnownAs(
                                known.patientId(),
                                known.kind(),
                                known.value(),
                                known.name(),
                                known.firstSeen(),
                                after.lastSeen()))
                        .toList());
        assertThat(after.conversations().getFirst().messages()).isEqualTo(2);
        assertThat(records.happened(Ids.patient(chat), 0, 10).block().total()).isZero();
        assertThat(records.happened(Ids.patient(crm), 0, 10).block().total()).isEqualTo(2);
        assertThat(after.history()).extracting(PatientRecords.Change::kind).startsWith("unmerged", "merged");
        assertThatThrownBy(() -> links.undo(merged.decisionId(), "小张", "再来一次").block(Duration.ofSeconds(30)))
                .hasMessageContaining("已经撤销过");
    }

    @Test
    void takesAnIdentityOut_andEventsDoNotBringItBack() {
        Identity external = external("four");
        Identity union = new Identity("unionid", "union-four");
        Identity crm = new Identity("crm", "his/C-four");
        send(event("p4", "profile", 1, "{}", external, union));
        send(event("f4", "front_desk", 2, "{}", crm, external));
        until(records.find(Ids.patient(external)), person -> person.identities().size() == 3);
        var split = links.split(Ids.patient(external), List.of(Ids.patient(crm)), "admin", "前台登记错了")
                .block(Duration.ofSeconds(30));
        assertThat(current(crm)).isEqualTo(Ids.patient(crm));
        assertThat(current(union)).isEqualTo(Ids.patient(external));
        send(event("f4b", "front_desk", 5, "{\"name\":\"又来\"}", crm, external));
        until(records.find(Ids.patient(crm)), person -> "又来".equals(person.name()));
        assertThat(current(crm)).isEqualTo(Ids.patient(crm));
        links.undo(split.decisionId(), "admin", "其实没错").block(Duration.ofSeconds(30));
        assertThat(current(crm)).isEqualTo(Ids.patient(external));
    }

    @Test
    void showsAConflict_whenTwoRecordsGiveOneCustomerTwoUnionIds() {
        Identity external = external("five");
        send(event("p5", "profile", 1, "{}", external, new Identity("unionid", "union-five")));
        send(event("q5", "profile", 2, "{}", external, new Identity("unionid", "union-5b")));
        var proposal = until(links.proposals(Ids.patient(external)), found -> !found.isEmpty())
                .getFirst();
        assertThat(proposal.conflict()).contains("unionid");
        assertThat(current(new Identity("unionid", "union-5b")))
                .isEqualTo(Ids.patient(new Identity("unionid", "union-5b")));
    }

    @Test
    void keepsBothWhole_whenAPersonMergesAgainstAConflict() {
        Identity external = external("seven");
        Identity crm = new Identity("crm", "his/C-seven");
        Identity other = new Identity("crm", "his/C-other");
        send(event("f7", "front_desk", 1, "{}", crm, external));
        send(event("v7", "visit", 2, "{}", other));
        until(records.find(Ids.patient(external)), person -> person.identities().size() == 2);
        until(records.find(Ids.patient(other)), person -> true);
        var merged = links.merge(Ids.patient(other), Ids.patient(crm), "admin", "两个病历号是同一人")
                .block(Duration.ofSeconds(30));
        assertThat(List.of(current(crm), current(other), current(external))).containsOnly(Ids.patient(external));
        links.undo(merged.decisionId(), "admin", "不是").block(Duration.ofSeconds(30));
        assertThat(current(crm)).isEqualTo(Ids.patient(external));
        assertThat(current(other)).isEqualTo(Ids.patient(other));
    }

    @Test
    void tellsTheLog_whenPeopleBecomeOne() {
        var heard = log.tail(Topics.PATIENT)
                .filter(entry -> entry.value().contains(Ids.patient(external("six"))))
                .filter(entry -> entry.value().contains("MERGED"))
                .next()
                .toFuture();
        Identity union = new Identity("unionid", "union-six");
        reactor.core.publisher.Flux.interval(Duration.ofMillis(200))
                .onBackpressureDrop()
                .concatMap(i -> log.append(event("six" + i, "profile", 1, "{}", external("six"), union)
                                .toRecord())
                        .then(i % 2 == 0 ? Mono.empty() : unlink(external("six"), union)))
                .takeUntilOther(Mono.fromFuture(heard))
                .blockLast(Duration.ofSeconds(60));
        assertThat(heard.join().value()).contains(Ids.patient(union));
    }

    /** The tail may begin after the first announcement: make another one. */
    private static Mono<Void> unlink(Identity one, Identity other) {
        return links.reject(Ids.patient(one), Ids.patient(other), "test", "again")
                .onErrorResume(
                        IllegalArgumentException.class,
                        already -> links.split(Ids.patient(one), List.of(Ids.patient(other)), "test", "again"))
                .flatMap(decided -> links.undo(decided.decisionId(), "test", "back"))
                .onErrorComplete()
                .then();
    }

    /** Five worlds, each told three times in another order with repeats and restarts between batches. */
    @Test
    void endsInTheSameState_whateverTheOrderOfEvents() {
        for (int seed = 0; seed < 5; seed++) {
            List<PatientEvent> events = world(new Random(seed));
            String first = null;
            for (int telling = 0; telling < 3; telling++) {
                Random dice = new Random(seed * 31L + telling);
                String state = stateAfter(events, dice);
                first = first == null ? state : first;
                assertThat(state).as("seed %s, telling %s", seed, telling).isEqualTo(first);
            }
        }
    }

    private static String stateAfter(List<PatientEvent> events, Random dice) {
        List<PatientEvent> told = new ArrayList<>(events);
        told.addAll(events.subList(0, events.size() / 3));
        Collections.shuffle(told, dice);
        try (ConfigurableApplicationContext other = open(TestServers.fresh())) {
            Linking linking = other.getBean(Linking.class);
            for (int at = 0; at < told.size(); ) {
                int to = Math.min(told.size(), at + 1 + dice.nextInt(40));
                linking.take(told.subList(at, to)).block(Duration.ofSeconds(30));
                at = to;
            }
            return state(other.getBean(DatabaseClient.class));
        }
    }

    private static List<PatientEvent> world(Random dice) {
        List<String> kinds = List.of("external_userid", "unionid", "wxid", "crm", "phone");
        List<PatientEvent> events = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            Identity[] identities = new Identity[1 + dice.nextInt(3)];
            for (int j = 0; j < identities.length; j++) {
                identities[j] = new Identity(kinds.get(dice.nextInt(kinds.size())), "his/" + dice.nextInt(25));
            }
            events.add(event(
                    "w" + i,
                    List.of("profile", "front_desk", "visit", "contact").get(dice.nextInt(4)),
                    dice.nextInt(30),
                    "{\"name\":\"名" + dice.nextInt(9) + "\",\"phone\":\"1380000000" + dice.nextInt(9)
                            + "\",\"staff\":\"s" + dice.nextInt(3) + "\"}",
                    Arrays.stream(identities).distinct().toArray(Identity[]::new)));
        }
        return events;
    }

    private static String state(DatabaseClient database) {
        Map<String, String> tables = new TreeMap<>();
        for (String sql : List.of(
                "select id || ' ' || coalesce(merged_into, '') || first_seen || last_seen as row from patients",
                "select id || coalesce(name, '') || coalesce(phone, '') as row from persons",
                "select patient_id || field || origin || value || event_id || at as row from patient_fields",
                "select patient_id || kind || value || origin || event_id || at as row from patient_signals",
                "select a || b || event_id || at as row from patient_links",
                "select a || b || kind || event_id as row from patient_conflicts",
                "select id || kind || patient_id || data as row from patient_events")) {
            tables.put(
                    sql,
                    String.join(
                            "\n",
                            database.sql(sql)
                                    .map(row -> row.get("row", String.class))
                                    .all()
                                    .sort()
                                    .collectList()
                                    .block(Duration.ofSeconds(30))));
        }
        return tables.toString();
    }

    private static List<String> found(String query) {
        return records.list(query, 0, 50).block(Duration.ofSeconds(30)).items().stream()
                .map(PatientRecords.Summary::patientId)
                .toList();
    }

    private static String current(Identity identity) {
        return patients.current(List.of(Ids.patient(identity)))
                .block(Duration.ofSeconds(30))
                .get(Ids.patient(identity));
    }

    private static Identity external(String name) {
        return new Identity("external_userid", "wm-" + name);
    }

    private static void send(PatientEvent event) {
        log.append(event.toRecord()).block(Duration.ofSeconds(30));
    }

    private static void say(ChatMessage message) {
        log.append(new LogRecord(Topics.MESSAGE, message.conversationId(), Json.text(message)))
                .block(Duration.ofSeconds(30));
        until(messages.known(List.of(message.messageId())).count(), known -> known == 1);
    }

    private static PatientEvent event(String id, String kind, int second, String data, Identity... identities) {
        return new PatientEvent(
                Ids.event("test", id),
                kind,
                List.of(identities),
                null,
                Instant.ofEpochSecond(1_790_000_000L + second),
                Instant.ofEpochSecond(1_790_000_100L),
                "crm:his",
                Json.MAPPER.readTree(data),
                null);
    }

    private static <T> T until(Mono<T> probe, Predicate<T> enough) {
        return probe.filter(enough)
                .repeatWhenEmpty(tries -> tries.delayElements(Duration.ofMillis(50)))
                .block(Duration.ofSeconds(60));
    }

    private static ChatMessage message(String key, Identity identity, String text) {
        return new ChatMessage(
                Ids.message(Channel.WECOM_KF, "main", key),
                Channel.WECOM_KF,
                "main",
                "wk1",
                identity.value(),
                Ids.conversation(Channel.WECOM_KF, "main", "wk1", identity.value()),
                identity,
                "微信昵称",
                Speaker.PATIENT,
                identity.value(),
                null,
                ChatMessage.TEXT,
                text,
                Instant.parse("2026-11-20T14:00:00Z"),
                Instant.parse("2026-11-20T14:00:01Z"),
                "kf",
                null);
    }
}
