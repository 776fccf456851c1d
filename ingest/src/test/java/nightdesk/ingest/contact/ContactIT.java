package nightdesk.ingest.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Groups;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.IngestModule;
import nightdesk.ingest.Json;
import nightdesk.ingest.PatientEvent;
import nightdesk.ingest.TagWriteBack;
import nightdesk.ingest.TestServers;
import nightdesk.ingest.Topics;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.WecomStandIn;
import nightdesk.ingest.WecomStandIn.Call;
import nightdesk.ingest.WecomStandIn.Config;
import nightdesk.ingest.WecomStandIn.Contacts;
import nightdesk.ingest.WecomStandIn.Fault;
import nightdesk.ingest.WecomStandIn.Follow;
import nightdesk.ingest.WecomStandIn.GroupTruth;
import nightdesk.ingest.WecomStandIn.Truth;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class ContactIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static ConfigurableApplicationContext context;
    private static DatabaseClient database;
    private static URI address;
    private WecomStandIn wecom;
    private Contacts contacts;
    private String account;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(IngestModule.class)
    static class App {}

    @BeforeAll
    static void startServers() {
        Map<String, Object> settings = new HashMap<>(TestServers.fresh());
        settings.put("server.port", "0");
        settings.put("server.address", "127.0.0.1");
        settings.put("nightdesk.contact.sync-interval", "PT1H");
        settings.put("nightdesk.contact.refresh-after", "PT0S");
        settings.put("nightdesk.contact.poll-interval", "PT0.1S");
        settings.put("nightdesk.contact.tag-write-back.enabled", "true");
        settings.put("nightdesk.wecom.first-pause", "PT0.2S");
        context = new SpringApplicationBuilder(App.class)
                .web(WebApplicationType.REACTIVE)
                .properties(settings)
                .run();
        database = context.getBean(DatabaseClient.class);
        int port =
                ((ReactiveWebServerApplicationContext) context).getWebServer().getPort();
        address = URI.create("http://127.0.0.1:" + port + "/wecom/callback/");
    }

    @AfterAll
    static void stopServers() {
        if (context != null) {
            context.close();
        }
    }

    @BeforeEach
    void startWecom() {
        start(System.nanoTime());
    }

    private void start(long seed) {
        wecom = WecomStandIn.start(Config.seeded(seed).withPageSize(3)).block();
        account = "acc" + seed;
        context.getBean(WecomAccounts.class).register(wecom.account(account));
        wecom.pushTo(address.resolve(account));
        contacts = wecom.contacts();
    }

    @AfterEach
    void stopWecom() {
        context.getBean(WecomAccounts.class).remove(account);
        wecom.stop().block();
    }

    @Test
    void linksUnionid_butOnlyTellsPhones() {
        contacts.person("wm-link", "小雨", "union-1");
        contacts.added("zhang", "wm-link", "抖音").block();
        contacts.remarked("zhang", "wm-link", "小雨 双眼皮", List.of("13800000000")).block();
        until(
                follows(),
                kept -> kept.containsKey("wm-link/zhang")
                        && kept.get("wm-link/zhang").mobiles().contains("13800000000"));
        List<PatientEvent> events = until(
                events("wm-link"),
                told -> told.stream().anyMatch(event -> event.data().toString().contains("13800000000"))
                        && told.stream().anyMatch(event -> event.kind().equals("profile")));
        PatientEvent profile = events.stream()
                .filter(event -> event.kind().equals("profile"))
                .findFirst()
                .orElseThrow();
        assertThat(profile.identities())
                .containsExactly(new Identity("external_userid", "wm-link"), new Identity("unionid", "union-1"));
        assertThat(events)
                .allMatch(event ->
                        event.identities().stream().noneMatch(id -> id.kind().equals("phone")));
    }

    @Test
    void tellsEachChangeOnce_howeverOftenItIsPushed() {
        wecom.misbehave(Call.CALLBACK, new Fault.Twice(), 3);
        contacts.person("wm-once", "甲", null);
        contacts.added("zhang", "wm-once", "").block();
        contacts.agreed("zhang", "wm-once").block();
        until(follows(), kept -> kept.containsKey("wm-once/zhang"));
        contacts.deleted("zhang", "wm-once").block();
        List<PatientEvent> events = until(
                events("wm-once"),
                told -> told.stream()
                        .anyMatch(event ->
                                event.data().path("change").asString("").equals("removed")));
        Set<String> ids = new TreeSet<>();
        assertThat(events.stream()
                        .filter(event -> ids.add(event.eventId()))
                        .map(event -> event.kind() + event.data().path("change").asString("")))
                .contains("contactadded", "contactremoved")
                .doesNotHaveDuplicates();
        until(ended("wm-once", "zhang"), ended -> ended);
    }

    @Test
    void separatesEventsOfOneSecond() {
        contacts.person("wm-a", "甲", null);
        contacts.person("wm-b", "乙", null);
        contacts.added("zhang", "wm-a", "").block();
        contacts.added("zhang", "wm-b", "").block();
        contacts.added("li", "wm-a", "").block();
        until(follows(), kept -> kept.keySet().equals(Set.of("wm-a/zhang", "wm-b/zhang", "wm-a/li")));
    }

    @Test
    void readsFollowersPageByPage_andWaitsOutLimits() {
        contacts.person("wm-many", "众人", null);
        wecom.misbehave(Call.CONTACT_GET, new Fault.Errcode(45009), 1);
        wecom.misbehave(Call.CONTACT_GET, new Fault.Errcode(40014), 1);
        for (int i = 0; i < 8; i++) {
            contacts.added("staff" + i, "wm-many", "").block();
        }
        until(follows(), kept -> kept.size() == 8);
    }

    @Test
    void knowsAGroupsMembers_andWhoLeft() {
        contacts.person("wm-g", "小雨", "union-g");
        String chat = contacts.opens("zhang", "小雨VIP群").block();
        contacts.joins(chat, "wm-g").block();
        contacts.joins(chat, "li").block();
        contacts.leaves(chat, "li").block();
        Groups groups = context.getBean(Groups.class);
        Groups.Group group = until(
                groups.list("小雨VIP群", 0, 5)
                        .filter(page -> page.total() > 0)
                        .flatMap(page -> groups.find(page.items().getFirst().id())),
                found -> found.present() == 2 && found.patients() == 1);
        assertThat(group.version())
                .isEqualTo(contacts.truth().groups().get(chat).version());
        contacts.dismissed(chat).block();
        until(groups.find(group.id()), found -> found.dismissedAt() != null);
    }

    @Test
    void marksTagsDeleted_whenTheirGroupGoesWithoutEventsForThem() {
        contacts.tag("项目", "水光").block();
        contacts.tag("项目", "热玛吉").block();
        until(tags(), kept -> kept.size() == 2);
        contacts.deletesTagGroup("项目").block();
        until(tags(), Map::isEmpty);
    }

    @Test
    void marksOurTags_andLeavesStaffsOwnAlone() {
        String patient = patient("wm-tag");
        contacts.added("li", "wm-tag", "").block();
        String staffs = contacts.tag("夜班台", "热玛吉").block();
        String other = contacts.tag("项目", "老客").block();
        contacts.tagged("zhang", "wm-tag", List.of(staffs, other), List.of("怕疼"))
                .block();
        until(
                follows(),
                kept -> kept.getOrDefault("wm-tag/zhang", NOTHING).tagIds().contains(staffs)
                        && kept.containsKey("wm-tag/li"));
        TagWriteBack tags = context.getBean(TagWriteBack.class);
        wecom.misbehave(Call.TAG_ADD, new Fault.AnswerLost(), 1);
        wecom.misbehave(Call.TAG_MARK, new Fault.AnswerLost(), 1);
        wecom.misbehave(Call.TAG_MARK, new Fault.Errcode(45009), 1);
        tags.want(patient, List.of("热玛吉", "水光")).block();
        until(marked("wm-tag/zhang"), names -> names.equals(Set.of("热玛吉", "老客", "水光")));
        until(marked("wm-tag/li"), names -> names.equals(Set.of("热玛吉", "水光")));
        assertThat(contacts.truth().tags().values()).filteredOn("水光"::equals).hasSize(1);

        tags.want(patient, List.of()).block();
        until(marked("wm-tag/li"), Set::isEmpty);
        until(marked("wm-tag/zhang"), names -> names.equals(Set.of("热玛吉", "老客")));
        assertThat(contacts.truth().follows().get("wm-tag/zhang").personal()).containsExactly("怕疼");
    }

    @Test
    void doesNotMarkAgain_whatStaffTookOff() {
        String patient = patient("wm-off");
        TagWriteBack tags = context.getBean(TagWriteBack.class);
        tags.want(patient, List.of("皮秒")).block();
        until(marked("wm-off/zhang"), names -> names.contains("皮秒"));
        until(state("皮秒"), "marked"::equals);
        contacts.tagged("zhang", "wm-off", List.of(), List.of()).block();
        until(state("皮秒"), "staff"::equals);
        assertThat(contacts.truth().follows().get("wm-off/zhang").tagIds()).isEmpty();
        tags.want(patient, List.of()).block();
        until(state("皮秒"), "gone"::equals);
        tags.want(patient, List.of("皮秒")).block();
        until(marked("wm-off/zhang"), names -> names.contains("皮秒"));
    }

    @Test
    void tellsWhyATagIsNotMarked_inWordsForTheHospital() {
        String patient = patient("wm-no");
        wecom.misbehave(Call.TAG_MARK, new Fault.Errcode(48002), 1);
        TagWriteBack tags = context.getBean(TagWriteBack.class);
        tags.want(patient, List.of("光子")).block();
        TagWriteBack.State state =
                until(tags.state(), found -> !found.failures().isEmpty());
        assertThat(state.failures())
                .anyMatch(
                        failure -> failure.errcode() == 48002 && failure.cause().contains("可调用接口的应用"));
        tags.want(patient, List.of()).block();
    }

    private static final Follow NOTHING = new Follow("", List.of(), Set.of(), Set.of());

    /** Returns the patient id of a customer of zhang whom the identity stage knows. */
    private String patient(String person) {
        contacts.person(person, "客户" + person, null);
        contacts.added("zhang", person, "").block();
        until(follows(), kept -> kept.containsKey(person + "/zhang"));
        String id = Ids.patient(new Identity("external_userid", person));
        until(
                database.sql("select count(*) as n from patients where id = $1")
                        .bind("$1", id)
                        .map(row -> row.get("n", Long.class))
                        .one(),
                count -> count == 1);
        return id;
    }

    private Mono<String> state(String tag) {
        return database.sql("select marked from tag_marks where account = $1 and name = $2")
                .bind("$1", account)
                .bind("$2", tag)
                .map(row -> row.get("marked", String.class))
                .one()
                .defaultIfEmpty("gone");
    }

    private Mono<Set<String>> marked(String follow) {
        return Mono.fromSupplier(() -> {
            Truth truth = contacts.truth();
            Set<String> names = new TreeSet<>();
            truth.follows()
                    .getOrDefault(follow, NOTHING)
                    .tagIds()
                    .forEach(id -> names.add(truth.tags().get(id)));
            return names;
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void endsInWecomsTruth_whateverHappensToEvents(long seed) {
        stopWecom();
        start(seed * 7919);
        wecom.misbehaveAtRandom(Call.CALLBACK, new Fault.Lost(), 0.25);
        wecom.misbehaveAtRandom(Call.CALLBACK, new Fault.Twice(), 0.25);
        wecom.misbehaveAtRandom(Call.CALLBACK, new Fault.OutOfOrder(), 0.25);
        wecom.misbehaveAtRandom(Call.CONTACT_GET, new Fault.Errcode(-1), 0.1);
        wecom.misbehaveAtRandom(Call.GROUPCHAT_GET, new Fault.AnswerLost(), 0.1);
        wecom.misbehaveAtRandom(Call.CONTACT_BATCH, new Fault.Errcode(45009), 0.05);
        Actions actions = new Actions(contacts, new Random(seed));
        for (int i = 0; i < 80; i++) {
            actions.next();
        }
        wecom.behave();
        context.getBean(RoundStore.class).ask(account).block();
        Truth truth = contacts.truth();
        until(follows(), kept -> kept.equals(truth.follows()));
        until(groups(), kept -> kept.equals(truth.groups()));
        until(tags(), kept -> kept.equals(truth.tags()));
    }

    /** What may happen at a hospital, at random. */
    private static final class Actions {
        private final Contacts contacts;
        private final Random random;
        private final List<String> chats = new java.util.ArrayList<>();
        private final List<String> tags = new java.util.ArrayList<>();

        Actions(Contacts contacts, Random random) {
            this.contacts = contacts;
            this.random = random;
            for (int i = 0; i < 6; i++) {
                contacts.person("wm" + i, "客户" + i, i % 2 == 0 ? "union" + i : null);
            }
        }

        void next() {
            String staff = "staff" + random.nextInt(4);
            String person = "wm" + random.nextInt(6);
            boolean follows = contacts.truth().follows().containsKey(person + "/" + staff);
            Mono<?> action =
                    switch (random.nextInt(12)) {
                        case 0, 1, 2 -> contacts.added(staff, person, "s" + random.nextInt(3));
                        case 3, 4 ->
                            follows
                                    ? contacts.remarked(
                                            staff,
                                            person,
                                            "备注" + random.nextInt(99),
                                            List.of("1380000" + random.nextInt(9999)))
                                    : Mono.empty();
                        case 5, 6 ->
                            follows
                                    ? contacts.tagged(staff, person, List.copyOf(some(tags)), some(List.of("老客", "怕疼")))
                                    : Mono.empty();
                        case 7 -> follows ? contacts.deleted(staff, person) : Mono.empty();
                        case 8 ->
                            contacts.tag("项目" + random.nextInt(2), "标签" + tags.size())
                                    .doOnNext(tags::add);
                        case 9 -> contacts.opens(staff, "群" + chats.size()).doOnNext(chats::add);
                        case 10 -> chats.isEmpty() ? Mono.empty() : contacts.joins(one(chats), person);
                        default -> chats.isEmpty() ? Mono.empty() : contacts.leaves(one(chats), person);
                    };
            action.block(PATIENCE);
        }

        private List<String> some(List<String> all) {
            return all.stream().filter(each -> random.nextBoolean()).toList();
        }

        private String one(List<String> all) {
            return all.get(random.nextInt(all.size()));
        }
    }

    private Mono<Map<String, Follow>> follows() {
        return database.sql("""
                        select f.*, array(select tag_id from contact_tags t where t.account = f.account
                            and t.external_userid = f.external_userid and t.user_id = f.user_id and tag_id <> '') as corp,
                          array(select name from contact_tags t where t.account = f.account
                            and t.external_userid = f.external_userid and t.user_id = f.user_id and tag_id = '') as own
                        from contact_follows f where account = $1 and ended_at is null""")
                .bind("$1", account)
                .map(row -> Map.entry(
                        row.get("external_userid", String.class) + "/" + row.get("user_id", String.class),
                        new Follow(
                                row.get("remark", String.class),
                                Arrays.asList(row.get("mobiles", String[].class)),
                                Set.of(row.get("corp", String[].class)),
                                Set.of(row.get("own", String[].class)))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, TreeMap::new);
    }

    private Mono<Map<String, GroupTruth>> groups() {
        return database.sql("""
                        select g.*, array(select member_id from group_members m where m.group_ref = g.id
                          and m.left_at is null) as members
                        from chat_groups g where account = $1 and dismissed_at is null""")
                .bind("$1", account)
                .map(row -> Map.entry(
                        row.get("group_id", String.class),
                        new GroupTruth(
                                row.get("name", String.class),
                                row.get("version", String.class),
                                Set.of(row.get("members", String[].class)))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, TreeMap::new);
    }

    private Mono<Map<String, String>> tags() {
        return database.sql("select tag_id, name from corp_tags where account = $1 and deleted_at is null")
                .bind("$1", account)
                .map(row -> Map.entry(row.get("tag_id", String.class), row.get("name", String.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, TreeMap::new);
    }

    private Mono<Boolean> ended(String person, String staff) {
        return database.sql("""
                        select ended_at is not null as ended from contact_follows
                        where account = $1 and external_userid = $2 and user_id = $3""")
                .bind("$1", account)
                .bind("$2", person)
                .bind("$3", staff)
                .map(row -> row.get("ended", Boolean.class))
                .one();
    }

    /** Reads the log from its beginning under a group of its own. */
    private static Mono<List<PatientEvent>> events(String person) {
        Sinks.Many<PatientEvent> found = Sinks.many().unicast().onBackpressureBuffer();
        Mono<Void> reading = context.getBean(EventLog.class)
                .consume(
                        new EventLog.Subscription(Topics.PATIENT_EVENT, "test-" + System.nanoTime(), 500),
                        batch -> Mono.fromRunnable(() -> batch.stream()
                                .map(entry -> Json.read(entry.value(), PatientEvent.class))
                                .filter(event ->
                                        event.identities().getFirst().value().equals(person))
                                .forEach(found::tryEmitNext)));
        return found.asFlux()
                .takeUntilOther(reading)
                .take(Duration.ofSeconds(3))
                .collectList();
    }

    private static <T> T until(Mono<T> probe, Predicate<T> enough) {
        return probe.filter(enough)
                .repeatWhenEmpty(tries -> tries.delayElements(Duration.ofMillis(100)))
                .block(PATIENCE);
    }
}
