package nightdesk.ingest.contact;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightdesk.ingest.Channel;
import nightdesk.ingest.Groups.ListedMember;
import nightdesk.ingest.Groups.MemberList;
import nightdesk.ingest.Groups.Role;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.wecom.WecomApi;
import nightdesk.ingest.wecom.WecomFailure;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The calls of 客户联系 (WeCom documents 92113 to 92122, 92571, 92994), each answer whole however many pages it has. */
final class ContactApi {
    private static final String BASE = "/cgi-bin/externalcontact/";
    /** No relation (any more), or a customer whom nobody in the app's visible range has. */
    private static final Set<Integer> NOBODY = Set.of(84061, 40096);
    /** A group that is dismissed, of another kind or out of sight. */
    private static final Set<Integer> NO_GROUP = Set.of(40050, 49008, 301059, 60011, 60030, 84061);

    private static final int MOST_PAGES = 200;
    private static final int BATCH = 100;
    private static final int CHATS = 1000;

    private final WecomApi api;
    private final Clock clock;

    ContactApi(WecomApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /** Returns the staff who may have customers. */
    Mono<List<String>> staff(WecomAccount account) {
        return api.get(account, BASE + "get_follow_user_list", Map.of())
                .map(answer -> strings(answer.path("follow_user")));
    }

    /** Returns a customer and all who have them; no follows when nobody has. */
    Mono<Contact> contact(WecomAccount account, String externalUserId) {
        return Mono.defer(() -> {
            Instant asOf = clock.instant();
            return contactPage(account, externalUserId, "")
                    .expand(page ->
                            next(page).isEmpty() ? Mono.empty() : contactPage(account, externalUserId, next(page)))
                    .take(MOST_PAGES)
                    .collectList()
                    .map(pages -> contact(account, externalUserId, pages, asOf))
                    .onErrorResume(
                            WecomFailure.class,
                            failure -> NOBODY.contains(failure.errcode())
                                    ? Mono.just(new Contact(
                                            account.name(),
                                            externalUserId,
                                            new Contact.Profile("", "", 0, 0, null, ""),
                                            List.of(),
                                            asOf))
                                    : Mono.error(failure));
        });
    }

    private Mono<JsonNode> contactPage(WecomAccount account, String externalUserId, String cursor) {
        Map<String, String> query = new HashMap<>(Map.of("external_userid", externalUserId));
        if (!cursor.isEmpty()) {
            query.put("cursor", cursor);
        }
        return api.get(account, BASE + "get", query);
    }

    private static Contact contact(WecomAccount account, String id, List<JsonNode> pages, Instant asOf) {
        List<Contact.Follow> follows = new ArrayList<>();
        pages.forEach(page -> page.path("follow_user").forEach(node -> follows.add(Contact.Follow.of(node))));
        return new Contact(
                account.name(),
                id,
                Contact.Profile.of(pages.getFirst().path("external_contact")),
                List.copyOf(follows),
                asOf);
    }

    /** Returns one page of a staff member's customers, as the batch tells of them. */
    Mono<Page<Contact>> batch(WecomAccount account, String userId, String cursor) {
        return Mono.defer(() -> {
            Instant asOf = clock.instant();
            Map<String, Object> request = Map.of("userid_list", List.of(userId), "cursor", cursor, "limit", BATCH);
            return api.post(account, BASE + "batch/get_by_user", request)
                    .map(answer -> new Page<>(batch(account, answer, asOf), next(answer)));
        });
    }

    private static List<Contact> batch(WecomAccount account, JsonNode answer, Instant asOf) {
        List<Contact> contacts = new ArrayList<>();
        answer.path("external_contact_list")
                .forEach(item -> contacts.add(new Contact(
                        account.name(),
                        item.path("external_contact").path("external_userid").asString(""),
                        Contact.Profile.of(item.path("external_contact")),
                        List.of(Contact.Follow.of(item.path("follow_info"))),
                        asOf)));
        return contacts;
    }

    /** Returns the ids of a staff member's customers. */
    Mono<List<String>> customers(WecomAccount account, String userId) {
        return api.get(account, BASE + "list", Map.of("userid", userId))
                .map(answer -> strings(answer.path("external_userid")))
                .onErrorResume(
                        WecomFailure.class,
                        failure -> NOBODY.contains(failure.errcode()) ? Mono.just(List.of()) : Mono.error(failure));
    }

    /** Returns one page of ids of customer groups. */
    Mono<Page<String>> groups(WecomAccount account, List<String> owners, String cursor) {
        Map<String, Object> request = new HashMap<>(Map.of("status_filter", 0, "limit", CHATS));
        if (!owners.isEmpty()) {
            request.put("owner_filter", Map.of("userid_list", owners));
        }
        if (!cursor.isEmpty()) {
            request.put("cursor", cursor);
        }
        return api.post(account, BASE + "groupchat/list", request).map(answer -> {
            List<String> ids = new ArrayList<>();
            answer.path("group_chat_list")
                    .forEach(chat -> ids.add(chat.path("chat_id").asString("")));
            return new Page<>(ids, next(answer));
        });
    }

    /** Returns a group's members, or empty when there is no such customer group. */
    Mono<MemberList> group(WecomAccount account, String chatId) {
        return Mono.defer(() -> {
            Instant asOf = clock.instant();
            return api.post(account, BASE + "groupchat/get", Map.of("chat_id", chatId, "need_name", 1))
                    .map(answer -> list(account, chatId, answer.path("group_chat"), asOf))
                    .onErrorResume(
                            WecomFailure.class,
                            failure -> NO_GROUP.contains(failure.errcode()) ? Mono.empty() : Mono.error(failure));
        });
    }

    private static MemberList list(WecomAccount account, String chatId, JsonNode chat, Instant asOf) {
        List<ListedMember> members = new ArrayList<>();
        chat.path("member_list").forEach(member -> members.add(member(member)));
        return new MemberList(
                Channel.WECOM_ARCHIVE,
                account.name(),
                chatId,
                text(chat, "name"),
                text(chat, "owner"),
                text(chat, "notice"),
                text(chat, "member_version"),
                seconds(chat.path("create_time")),
                asOf,
                members);
    }

    private static ListedMember member(JsonNode node) {
        int type = node.path("type").asInt(0);
        return new ListedMember(
                node.path("userid").asString(""),
                type == 1 ? Role.STAFF : type == 2 ? Role.PATIENT : Role.UNKNOWN,
                text(node, "name"),
                text(node, "group_nickname"),
                text(node, "unionid"),
                seconds(node.path("join_time")));
    }

    Mono<List<ContactStore.CorpTag>> tags(WecomAccount account) {
        return api.post(account, BASE + "get_corp_tag_list", Map.of()).map(answer -> tags(answer.path("tag_group")));
    }

    private static List<ContactStore.CorpTag> tags(Iterable<JsonNode> groups) {
        List<ContactStore.CorpTag> tags = new ArrayList<>();
        groups.forEach(group -> group.path("tag")
                .forEach(tag -> tags.add(new ContactStore.CorpTag(
                        tag.path("id").asString(""),
                        group.path("group_id").asString(""),
                        group.path("group_name").asString(""),
                        tag.path("name").asString("")))));
        return tags;
    }

    /** Adds tags to a group, which is made if there is none of this name. */
    Mono<Void> addTags(WecomAccount account, String group, List<String> names) {
        List<Map<String, Object>> tags =
                names.stream().map(name -> Map.<String, Object>of("name", name)).toList();
        return api.post(account, BASE + "add_corp_tag", Map.of("group_name", group, "tag", tags))
                .then();
    }

    Mono<Void> mark(WecomAccount account, String userId, String externalUserId, List<String> add, List<String> remove) {
        Map<String, Object> request =
                Map.of("userid", userId, "external_userid", externalUserId, "add_tag", add, "remove_tag", remove);
        return api.post(account, BASE + "mark_tag", request).then();
    }

    /** A page and where the next one begins; empty = it was the last. */
    record Page<T>(List<T> items, String next) {}

    static Flux<List<String>> slices(List<String> all) {
        return Flux.fromIterable(all).buffer(BATCH);
    }

    private static String next(JsonNode answer) {
        return answer.path("next_cursor").asString("");
    }

    private static @Nullable String text(JsonNode node, String name) {
        String text = node.path(name).asString("");
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Instant seconds(JsonNode node) {
        long seconds = node.asLong(0);
        return seconds <= 0 ? null : Instant.ofEpochSecond(seconds);
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(item -> strings.add(item.asString("")));
        return strings;
    }
}
