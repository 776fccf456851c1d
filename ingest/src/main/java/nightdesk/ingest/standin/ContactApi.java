package nightdesk.ingest.standin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightdesk.ingest.WecomStandIn.Call;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The API of 客户联系 (documents 92113 to 92122, 92994): reads a request, answers JSON or refuses. No I/O. */
final class ContactApi {
    private static final int MOST_FOLLOWERS = 500;
    private static final int MOST_BATCH = 100;
    private static final int MOST_CHATS = 1000;

    private static final Map<String, Call> PATHS = Map.ofEntries(
            Map.entry("/cgi-bin/externalcontact/get_follow_user_list", Call.FOLLOW_USERS),
            Map.entry("/cgi-bin/externalcontact/get", Call.CONTACT_GET),
            Map.entry("/cgi-bin/externalcontact/list", Call.CONTACT_LIST),
            Map.entry("/cgi-bin/externalcontact/batch/get_by_user", Call.CONTACT_BATCH),
            Map.entry("/cgi-bin/externalcontact/groupchat/list", Call.GROUPCHAT_LIST),
            Map.entry("/cgi-bin/externalcontact/groupchat/get", Call.GROUPCHAT_GET),
            Map.entry("/cgi-bin/externalcontact/get_corp_tag_list", Call.TAG_LIST),
            Map.entry("/cgi-bin/externalcontact/add_corp_tag", Call.TAG_ADD),
            Map.entry("/cgi-bin/externalcontact/edit_corp_tag", Call.TAG_EDIT),
            Map.entry("/cgi-bin/externalcontact/del_corp_tag", Call.TAG_DELETE),
            Map.entry("/cgi-bin/externalcontact/mark_tag", Call.TAG_MARK));

    private static final Set<Call> GETS = Set.of(Call.FOLLOW_USERS, Call.CONTACT_GET, Call.CONTACT_LIST);

    private final ContactBook book;
    private final int pageSize;

    ContactApi(ContactBook book, int pageSize) {
        this.book = book;
        this.pageSize = pageSize;
    }

    /** Returns what this path calls, or null when it is none of these. */
    static @Nullable Call call(String path) {
        return PATHS.get(path);
    }

    static boolean serves(Call call) {
        return PATHS.containsValue(call);
    }

    /** Answers a request whose token was checked. */
    ObjectNode answer(Call call, String method, Map<String, String> query, String body) {
        String expected = GETS.contains(call) ? "GET" : "POST";
        if (!method.equals(expected)) {
            throw new Refusal(40058, expected + " expected, met " + method);
        }
        return GETS.contains(call) ? get(call, query) : post(call, KfApi.parse(body));
    }

    private ObjectNode get(Call call, Map<String, String> query) {
        return switch (call) {
            case FOLLOW_USERS -> texts(KfApi.ok(), "follow_user", book.staff());
            case CONTACT_GET -> contact(query.getOrDefault("external_userid", ""), query.getOrDefault("cursor", ""));
            default -> list(query.getOrDefault("userid", ""));
        };
    }

    private ObjectNode post(Call call, JsonNode request) {
        return switch (call) {
            case CONTACT_BATCH -> batch(request);
            case GROUPCHAT_LIST -> chats(request);
            case GROUPCHAT_GET -> chat(request);
            case TAG_LIST -> tags(request);
            case TAG_ADD -> addTags(request);
            case TAG_EDIT -> editTag(request);
            case TAG_DELETE -> deleteTags(request);
            default -> mark(request);
        };
    }

    private ObjectNode contact(String externalUserId, String cursor) {
        ContactBook.Person person = book.person(externalUserId);
        if (person == null) {
            throw new Refusal(40096, "invalid external userid");
        }
        List<ContactBook.Followed> followers = book.followers(externalUserId);
        if (followers.isEmpty()) {
            throw new Refusal(84061, "not external contact");
        }
        int from = cursor.isEmpty() ? 0 : position(cursor);
        int to = Math.min(followers.size(), from + Math.min(MOST_FOLLOWERS, pageSize));
        ObjectNode answer = KfApi.ok();
        answer.set("external_contact", profile(person));
        ArrayNode list = answer.putArray("follow_user");
        followers.subList(from, to).forEach(follow -> list.add(follow(follow)));
        return answer.put("next_cursor", to < followers.size() ? "f" + to : "");
    }

    private static int position(String cursor) {
        if (!cursor.matches("f[0-9]{1,6}")) {
            throw new Refusal(40058, "invalid cursor");
        }
        return Integer.parseInt(cursor.substring(1));
    }

    private static ObjectNode profile(ContactBook.Person person) {
        ObjectNode profile = KfApi.ok();
        profile.removeAll();
        profile.put("external_userid", person.externalUserId())
                .put("name", person.name())
                .put("type", 1)
                .put("gender", 2)
                .put("avatar", "https://wx.qlogo.cn/" + person.externalUserId());
        if (person.unionid() != null) {
            profile.put("unionid", person.unionid());
        }
        return profile;
    }

    private ObjectNode follow(ContactBook.Followed follow) {
        ObjectNode node = followInfo(follow);
        ArrayNode tags = node.putArray("tags");
        for (ContactBook.TagGroup group : book.tagGroups()) {
            follow.tagIds.stream()
                    .filter(group.tags()::containsKey)
                    .forEach(id -> tags.addObject()
                            .put("group_name", group.name())
                            .put("tag_name", group.tags().get(id))
                            .put("tag_id", id)
                            .put("type", 1));
        }
        follow.personal.forEach(name ->
                tags.addObject().put("group_name", "").put("tag_name", name).put("type", 2));
        return node;
    }

    private static ObjectNode followInfo(ContactBook.Followed follow) {
        ObjectNode node = KfApi.ok();
        node.removeAll();
        node.put("userid", follow.userId)
                .put("remark", follow.remark)
                .put("description", "")
                .put("createtime", follow.since)
                .put("add_way", 1)
                .put("state", follow.state)
                .put("oper_userid", follow.userId);
        return texts(node, "remark_mobiles", follow.mobiles);
    }

    private ObjectNode list(String userId) {
        List<ContactBook.Followed> follows = book.follows(Set.of(userId), "", Integer.MAX_VALUE);
        if (follows.isEmpty()) {
            throw new Refusal(84061, "not external contact");
        }
        return texts(
                KfApi.ok(),
                "external_userid",
                follows.stream().map(follow -> follow.externalUserId).toList());
    }

    private ObjectNode batch(JsonNode request) {
        List<String> users = strings(request.path("userid_list"));
        int limit = request.path("limit").asInt(50);
        if (users.isEmpty() || users.size() > MOST_BATCH || limit < 1 || limit > MOST_BATCH) {
            throw new Refusal(40058, "userid_list: 1 to 100, limit: 1 to 100");
        }
        int size = Math.min(limit, pageSize);
        List<ContactBook.Followed> page =
                book.follows(new HashSet<>(users), request.path("cursor").asString(""), size);
        ObjectNode answer = KfApi.ok();
        ArrayNode list = answer.putArray("external_contact_list");
        for (ContactBook.Followed follow : page) {
            ContactBook.Person person = book.person(follow.externalUserId);
            if (person != null) {
                ObjectNode info = texts(followInfo(follow), "tag_id", List.copyOf(follow.tagIds));
                ObjectNode item = list.addObject();
                item.set("external_contact", profile(person));
                item.set("follow_info", info);
            }
        }
        boolean more = page.size() == size;
        return answer.put(
                "next_cursor", more ? ContactBook.key(page.getLast().userId, page.getLast().externalUserId) : "");
    }

    private ObjectNode chats(JsonNode request) {
        int limit = request.path("limit").asInt(0);
        if (limit < 1 || limit > MOST_CHATS) {
            throw new Refusal(40058, "limit: 1 to 1000");
        }
        Set<String> owners = new HashSet<>(strings(request.path("owner_filter").path("userid_list")));
        if (owners.size() > MOST_BATCH) {
            throw new Refusal(40058, "owner_filter.userid_list: at most 100");
        }
        int size = Math.min(limit, pageSize);
        List<ContactBook.Chat> page = book.chats(owners, request.path("cursor").asString(""), size);
        ObjectNode answer = KfApi.ok();
        ArrayNode list = answer.putArray("group_chat_list");
        page.forEach(chat -> list.addObject().put("chat_id", chat.chatId).put("status", 0));
        return answer.put("next_cursor", page.size() == size ? page.getLast().chatId : "");
    }

    private ObjectNode chat(JsonNode request) {
        ContactBook.Chat chat = book.chat(request.path("chat_id").asString(""));
        boolean named = request.path("need_name").asInt(0) == 1;
        ObjectNode answer = KfApi.ok();
        ObjectNode group = answer.putObject("group_chat");
        group.put("chat_id", chat.chatId)
                .put("name", chat.name)
                .put("owner", chat.owner)
                .put("create_time", chat.createdAt)
                .put("notice", "")
                .put("member_version", chat.version);
        ArrayNode members = group.putArray("member_list");
        chat.members.forEach((id, joined) -> members.add(member(id, joined, named)));
        group.putArray("admin_list");
        return answer;
    }

    private ObjectNode member(String id, long joined, boolean named) {
        ContactBook.Person person = book.person(id);
        ObjectNode member = KfApi.ok();
        member.removeAll();
        member.put("userid", id)
                .put("type", person == null ? 1 : 2)
                .put("join_time", joined)
                .put("join_scene", 1)
                .put("group_nickname", "");
        if (named) {
            member.put("name", person == null ? id : person.name());
        }
        if (person != null && person.unionid() != null) {
            member.put("unionid", person.unionid());
        }
        return member;
    }

    private ObjectNode tags(JsonNode request) {
        Set<String> groups = new HashSet<>(strings(request.path("group_id")));
        Set<String> ids = groups.isEmpty() ? new HashSet<>(strings(request.path("tag_id"))) : Set.of();
        ObjectNode answer = KfApi.ok();
        ArrayNode list = answer.putArray("tag_group");
        for (ContactBook.TagGroup group : book.tagGroups()) {
            boolean wanted = groups.isEmpty() || groups.contains(group.id());
            Map<String, String> tags = new java.util.LinkedHashMap<>(group.tags());
            tags.keySet().removeIf(id -> !ids.isEmpty() && !ids.contains(id));
            if (wanted && !tags.isEmpty()) {
                list.add(group(group, tags));
            }
        }
        return answer;
    }

    private static ObjectNode group(ContactBook.TagGroup group, Map<String, String> tags) {
        ObjectNode node = KfApi.ok();
        node.removeAll();
        node.put("group_id", group.id())
                .put("group_name", group.name())
                .put("create_time", group.createdAt())
                .put("order", 1);
        ArrayNode list = node.putArray("tag");
        tags.forEach((id, name) -> list.addObject()
                .put("id", id)
                .put("name", name)
                .put("create_time", group.createdAt())
                .put("order", 0));
        return node;
    }

    private ObjectNode addTags(JsonNode request) {
        List<String> names = new ArrayList<>();
        request.path("tag").forEach(tag -> names.add(tag.path("name").asString("")));
        ContactBook.TagGroup group = book.addTags(
                request.path("group_id").asString(""),
                request.path("group_name").asString(""),
                names);
        Map<String, String> asked = new java.util.LinkedHashMap<>(group.tags());
        asked.values().retainAll(names);
        ObjectNode answer = KfApi.ok();
        answer.set("tag_group", group(group, asked));
        return answer;
    }

    private ObjectNode editTag(JsonNode request) {
        book.renameTag(request.path("id").asString(""), request.path("name").asString(""));
        return KfApi.ok();
    }

    private ObjectNode deleteTags(JsonNode request) {
        List<String> ids = strings(request.path("tag_id"));
        if (ids.isEmpty() && strings(request.path("group_id")).isEmpty()) {
            throw new Refusal(40058, "tag_id and group_id are both empty");
        }
        ids.forEach(book::deleteTag);
        return KfApi.ok();
    }

    private ObjectNode mark(JsonNode request) {
        book.mark(
                request.path("userid").asString(""),
                request.path("external_userid").asString(""),
                strings(request.path("add_tag")),
                strings(request.path("remove_tag")));
        return KfApi.ok();
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(item -> strings.add(item.asString("")));
        return strings;
    }

    private static ObjectNode texts(ObjectNode node, String name, List<String> values) {
        ArrayNode array = node.putArray(name);
        values.forEach(array::add);
        return node;
    }
}
