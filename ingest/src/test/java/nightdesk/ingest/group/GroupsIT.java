package nightdesk.ingest.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Groups;
import nightdesk.ingest.Groups.Group;
import nightdesk.ingest.Groups.ListedMember;
import nightdesk.ingest.Groups.MemberList;
import nightdesk.ingest.Groups.Role;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.IngestModule;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.Speaker;
import nightdesk.ingest.TestServers;
import nightdesk.ingest.Topics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;

class GroupsIT {
    private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
    private static ConfigurableApplicationContext context;
    private static EventLog log;
    private static MessageStore store;
    private static Groups groups;

    @BeforeAll
    static void start() {
        context = new SpringApplicationBuilder(IngestModule.class)
                .web(WebApplicationType.NONE)
                .properties(TestServers.fresh())
                .run();
        log = context.getBean(EventLog.class);
        store = context.getBean(MessageStore.class);
        groups = context.getBean(Groups.class);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void givesStaffWordsToTheOnlyPatient_andThePatientsTheirOwn() {
        listed("wr-one", NOW, member("wm-a", Role.PATIENT, "小雨"), member("zhang", Role.STAFF, "张咨询"));
        List<ChatMessage> read = groups.arrive(List.of(
                        archived("wr-one", "1", Speaker.PATIENT, "wm-a", "术后第三天还肿"),
                        archived("wr-one", "2", Speaker.PATIENT, "zhang", "正常的，别担心")))
                .block();
        assertThat(read).extracting(ChatMessage::speaker).containsExactly(Speaker.PATIENT, Speaker.STAFF);
        assertThat(read).extracting(ChatMessage::identity).containsOnly(new Identity("external_userid", "wm-a"));
        assertThat(read.getLast().patientName()).isEqualTo("小雨");
    }

    @Test
    void givesStaffWordsToTheGroup_whenSeveralPatientsWereThere() {
        listed("wr-two", NOW, member("wm-a", Role.PATIENT, "甲"), member("wm-b", Role.PATIENT, "乙"));
        ChatMessage said = arrive(archived("wr-two", "1", Speaker.STAFF, "zhang", "大家好"));
        assertThat(said.identity()).isEqualTo(new Identity(Groups.KIND, "main/wr-two"));
        assertThat(arrive(archived("wr-two", "2", Speaker.PATIENT, "wm-b", "你好"))
                        .identity())
                .isEqualTo(new Identity("external_userid", "wm-b"));
    }

    @Test
    void readsOldMessagesAgain_whenAPersonSaysWhoIsWho() {
        ChatMessage said = chatroom("77@chatroom", "old", "wxid_doctor", "李医生", "恢复得不错");
        ChatMessage asked = chatroom("77@chatroom", "new", "wxid_patient", "小雨", "可以化妆了吗");
        keep(said, asked);
        assertThat(stored(said).speaker()).isEqualTo(Speaker.PATIENT);
        String id = groups.list("李医", 0, 10).block().items().getFirst().id();
        var told = log.tail(Topics.MESSAGE_AGAIN)
                .map(entry -> Json.read(entry.value(), ChatMessage.class))
                .filter(message -> message.messageId().equals(said.messageId()))
                .next()
                .toFuture();
        until(
                groups.assign(id, "wxid_doctor", null, false)
                        .then(groups.assign(id, "wxid_doctor", Role.DOCTOR, false))
                        .then(Mono.fromSupplier(told::isDone)),
                done -> done);
        ChatMessage now = until(conversation(said), found -> found.speaker() == Speaker.STAFF);
        assertThat(now.patientId()).isEqualTo(asked.patientId());
        assertThat(told.join().speaker()).isEqualTo(Speaker.STAFF);
        assertThat(told.join().identity()).isEqualTo(new Identity("wxid", "wxid_patient"));

        groups.assign(id, "wxid_doctor", null, false).block();
        ChatMessage back = until(conversation(said), found -> found.speaker() == Speaker.PATIENT);
        assertThat(back.patientId()).isEqualTo(said.patientId());
    }

    @Test
    void leavesAnOlderListAlone_andRemembersWhoLeft() {
        listed("wr-late", NOW, member("wm-a", Role.PATIENT, "甲"), member("zhang", Role.STAFF, "张"));
        listed("wr-late", NOW.minusSeconds(60), member("wm-old", Role.PATIENT, "旧"));
        listed("wr-late", NOW.plusSeconds(60), member("zhang", Role.STAFF, "张"));
        Group group = group("wr-late");
        assertThat(group.members()).extracting(Groups.Member::id).containsExactlyInAnyOrder("wm-a", "zhang");
        assertThat(group.present()).isEqualTo(1);
        assertThat(group.members())
                .filteredOn(member -> member.id().equals("wm-a"))
                .allMatch(member -> NOW.plusSeconds(60).equals(member.leftAt()));
    }

    @Test
    void holdsEverywhere_whenAskedTo() {
        keep(
                chatroom("1@chatroom", "e1", "wxid_nurse", "护士", "记得冰敷"),
                chatroom("2@chatroom", "e2", "wxid_nurse", "护士", "记得防晒"));
        String id = groups.list("护士", 0, 10).block().items().getFirst().id();
        groups.assign(id, "wxid_nurse", Role.STAFF, true).block();
        ChatMessage other = arrive(chatroom("2@chatroom", "e3", "wxid_nurse", "护士", "明天见"));
        assertThat(other.speaker()).isEqualTo(Speaker.STAFF);
    }

    private static void listed(String group, Instant asOf, ListedMember... members) {
        groups.listed(new MemberList(
                        Channel.WECOM_KF,
                        "main",
                        group,
                        "VIP " + group,
                        "zhang",
                        null,
                        "v1",
                        NOW,
                        asOf,
                        List.of(members)))
                .block();
    }

    private static ListedMember member(String id, Role role, String name) {
        return new ListedMember(id, role, name, null, null, NOW.minusSeconds(3600));
    }

    private static Group group(String groupId) {
        return groups.find(new GroupKey(GroupKey.WECOM, "main", groupId).id()).block();
    }

    private static ChatMessage arrive(ChatMessage message) {
        return groups.arrive(List.of(message)).block().getFirst();
    }

    private static void keep(ChatMessage... messages) {
        List<LogRecord> records = groups.arrive(List.of(messages)).block().stream()
                .map(message -> new LogRecord(Topics.MESSAGE, message.conversationId(), Json.text(message)))
                .toList();
        log.append(records).block(Duration.ofSeconds(30));
        for (ChatMessage message : messages) {
            until(conversation(message), found -> true);
        }
    }

    private static ChatMessage stored(ChatMessage message) {
        return until(conversation(message), found -> true);
    }

    private static Mono<ChatMessage> conversation(ChatMessage message) {
        return store.conversation(message.conversationId(), null, 0, 100)
                .flatMapIterable(MessageStore.ConversationPage::items)
                .filter(found -> found.messageId().equals(message.messageId()))
                .next();
    }

    private static <T> T until(Mono<T> probe, Predicate<T> enough) {
        return probe.filter(enough)
                .repeatWhenEmpty(tries -> tries.delayElements(Duration.ofMillis(100)))
                .block(Duration.ofSeconds(60));
    }

    private static ChatMessage archived(String group, String key, Speaker guess, String speaker, String text) {
        return message(Channel.WECOM_ARCHIVE, "main", group, key, guess, speaker, null, "external_userid", text);
    }

    private static ChatMessage chatroom(String group, String key, String speaker, String name, String text) {
        return message(Channel.WECHAT, "owner", group, key, Speaker.PATIENT, speaker, name, "wxid", text);
    }

    private static ChatMessage message(
            Channel channel,
            String account,
            String group,
            String key,
            Speaker guess,
            String speaker,
            @Nullable String name,
            String kind,
            String text) {
        return new ChatMessage(
                Ids.message(channel, account, group + key),
                channel,
                account,
                account,
                group,
                Ids.conversation(channel, account, account, group),
                new Identity(kind, speaker),
                null,
                guess,
                speaker,
                name,
                ChatMessage.TEXT,
                text,
                NOW,
                NOW,
                "test",
                null);
    }
}
