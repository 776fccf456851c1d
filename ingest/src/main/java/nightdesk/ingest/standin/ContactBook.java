package nightdesk.ingest.standin;

import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nightdesk.ingest.WecomStandIn.Follow;
import nightdesk.ingest.WecomStandIn.GroupTruth;
import nightdesk.ingest.WecomStandIn.Truth;
import org.jspecify.annotations.Nullable;

/** The state of 客户联系 and its rules; no I/O. Every method holds the one lock for a few microseconds. */
final class ContactBook {
    private static final int MOST_TAGS = 10_000;
    private static final int MOST_TAGS_OF_A_CUSTOMER = 3000;
    private static final int LONGEST_TAG = 30;

    private final long seed;
    private final Clock clock;
    private final Set<String> staff = new TreeSet<>();
    private final Map<String, Person> people = new TreeMap<>();
    private final TreeMap<String, Followed> follows = new TreeMap<>();
    private final Map<String, Chat> chats = new TreeMap<>();
    private final Map<String, TagGroup> tagGroups = new LinkedHashMap<>();
    private long numbers = 1L << 40;

    ContactBook(long seed, Clock clock) {
        this.seed = seed;
        this.clock = clock;
    }

    record Person(
            String externalUserId, String name, @Nullable String unionid) {}

    /** One staff member's side of one customer. */
    static final class Followed {
        final String userId;
        final String externalUserId;
        final long since;
        final String state;
        String remark;
        List<String> mobiles = List.of();
        final Set<String> tagIds = new TreeSet<>();
        final Set<String> personal = new TreeSet<>();
        boolean left;

        Followed(String userId, String externalUserId, long since, String state, String remark) {
            this.userId = userId;
            this.externalUserId = externalUserId;
            this.since = since;
            this.state = state;
            this.remark = remark;
        }
    }

    static final class Chat {
        final String chatId;
        final long createdAt;
        String name;
        String owner;
        String version;
        boolean dismissed;
        final Map<String, Long> members = new LinkedHashMap<>();

        Chat(String chatId, long createdAt, String name, String owner, String version) {
            this.chatId = chatId;
            this.createdAt = createdAt;
            this.name = name;
            this.owner = owner;
            this.version = version;
        }
    }

    record TagGroup(String id, String name, long createdAt, Map<String, String> tags) {}

    synchronized void staff(String userId) {
        staff.add(userId);
    }

    synchronized List<String> staff() {
        return List.copyOf(staff);
    }

    synchronized void person(String externalUserId, String name, @Nullable String unionid) {
        people.put(externalUserId, new Person(externalUserId, name, unionid));
    }

    synchronized @Nullable Person person(String externalUserId) {
        return people.get(externalUserId);
    }

    synchronized List<Platform.Notice> add(String userId, String externalUserId, String state, String change) {
        staff.add(userId);
        Person person = people.computeIfAbsent(externalUserId, id -> new Person(id, id, null));
        follows.putIfAbsent(
                key(userId, externalUserId), new Followed(userId, externalUserId, now(), state, person.name()));
        follow(userId, externalUserId).left = false;
        return contactEvent(change, userId, externalUserId, Map.of("State", state, "WelcomeCode", letters(24)));
    }

    synchronized List<Platform.Notice> remark(
            String userId, String externalUserId, String remark, List<String> mobiles) {
        Followed follow = follow(userId, externalUserId);
        follow.remark = remark;
        follow.mobiles = List.copyOf(mobiles);
        return contactEvent("edit_external_contact", userId, externalUserId, Map.of());
    }

    synchronized List<Platform.Notice> tag(
            String userId, String externalUserId, List<String> tagIds, List<String> personal) {
        Followed follow = follow(userId, externalUserId);
        tagIds.forEach(this::requireTag);
        follow.tagIds.clear();
        follow.tagIds.addAll(tagIds);
        follow.personal.clear();
        follow.personal.addAll(personal);
        return contactEvent("edit_external_contact", userId, externalUserId, Map.of());
    }

    synchronized List<Platform.Notice> delete(String userId, String externalUserId) {
        follows.remove(key(userId, externalUserId));
        return contactEvent("del_external_contact", userId, externalUserId, Map.of());
    }

    synchronized List<Platform.Notice> leave(String userId, String externalUserId) {
        follow(userId, externalUserId).left = true;
        return contactEvent("del_follow_user", userId, externalUserId, Map.of());
    }

    synchronized List<Platform.Notice> contactEvent(
            String change, String userId, String externalUserId, Map<String, String> more) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("ChangeType", change);
        fields.put("UserID", userId);
        fields.put("ExternalUserID", externalUserId);
        fields.putAll(more);
        return List.of(notice("change_external_contact", fields, ""));
    }

    /** Returns what one staff member, or all, follow, from after this key on. */
    synchronized List<Followed> follows(Set<String> userIds, String after, int limit) {
        return follows.tailMap(after, false).values().stream()
                .filter(follow -> userIds.contains(follow.userId))
                .limit(limit)
                .toList();
    }

    /** Returns who follows a customer. */
    synchronized List<Followed> followers(String externalUserId) {
        return follows.values().stream()
                .filter(follow -> follow.externalUserId.equals(externalUserId))
                .toList();
    }

    static String key(String userId, String externalUserId) {
        return userId + "/" + externalUserId;
    }

    private Followed follow(String userId, String externalUserId) {
        Followed follow = follows.get(key(userId, externalUserId));
        if (follow == null) {
            throw new Refusal(84061, "not external contact");
        }
        return follow;
    }

    synchronized Chat open(String owner, String name) {
        Chat chat = new Chat("wr" + letters(30), now(), name, owner, letters(32));
        chat.members.put(owner, now());
        chats.put(chat.chatId, chat);
        return chat;
    }

    synchronized List<Platform.Notice> opened(Chat chat) {
        return List.of(notice("change_external_chat", Map.of("ChatId", chat.chatId, "ChangeType", "create"), ""));
    }

    synchronized List<Platform.Notice> join(String chatId, String memberId) {
        Chat chat = chat(chatId);
        chat.members.put(memberId, now());
        return membersChanged(chat, "add_member", memberId, Map.of("JoinScene", "3"));
    }

    synchronized List<Platform.Notice> quit(String chatId, String memberId) {
        Chat chat = chat(chatId);
        chat.members.remove(memberId);
        return membersChanged(chat, "del_member", memberId, Map.of("QuitScene", "0"));
    }

    private List<Platform.Notice> membersChanged(Chat chat, String detail, String memberId, Map<String, String> more) {
        String before = chat.version;
        chat.version = letters(32);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("ChatId", chat.chatId);
        fields.put("ChangeType", "update");
        fields.put("UpdateDetail", detail);
        fields.putAll(more);
        fields.put("MemChangeCnt", "1");
        fields.put("LastMemVer", before);
        fields.put("CurMemVer", chat.version);
        String list = "<MemChangeList><Item><![CDATA[" + memberId + "]]></Item></MemChangeList>";
        return List.of(notice("change_external_chat", fields, list));
    }

    synchronized List<Platform.Notice> rename(String chatId, String name) {
        chat(chatId).name = name;
        return List.of(notice(
                "change_external_chat",
                Map.of("ChatId", chatId, "ChangeType", "update", "UpdateDetail", "change_name"),
                ""));
    }

    synchronized List<Platform.Notice> dismiss(String chatId) {
        chat(chatId).dismissed = true;
        return List.of(notice("change_external_chat", Map.of("ChatId", chatId, "ChangeType", "dismiss"), ""));
    }

    /** Returns a group that is there, or refuses with 40050. */
    synchronized Chat chat(String chatId) {
        Chat chat = chats.get(chatId);
        if (chat == null || chat.dismissed) {
            throw new Refusal(40050, "invalid chatid");
        }
        return chat;
    }

    synchronized List<Chat> chats(Set<String> owners, String after, int limit) {
        return chats.values().stream()
                .filter(chat -> !chat.dismissed && chat.chatId.compareTo(after) > 0)
                .filter(chat -> owners.isEmpty() || owners.contains(chat.owner))
                .limit(limit)
                .toList();
    }

    synchronized List<TagGroup> tagGroups() {
        return List.copyOf(tagGroups.values());
    }

    /** Adds tags to a group, which is made if there is none; names that are there already are taken as they are. */
    synchronized TagGroup addTags(@Nullable String groupId, String groupName, List<String> names) {
        TagGroup group = groupId == null || groupId.isEmpty() ? groupNamed(groupName) : tagGroups.get(groupId);
        if (group == null) {
            throw new Refusal(40068, "invalid group_id");
        }
        Set<String> fresh = new LinkedHashSet<>(names);
        fresh.removeAll(group.tags().values());
        if (names.isEmpty() || names.stream().anyMatch(name -> name.isEmpty() || name.length() > LONGEST_TAG)) {
            throw new Refusal(40058, "tag.name: 1 to 30 characters");
        }
        if (tagCount() + fresh.size() > MOST_TAGS) {
            throw new Refusal(40058, "more than 10000 tags");
        }
        fresh.forEach(name -> group.tags().put("et" + letters(30), name));
        tagGroups.put(group.id(), group);
        return group;
    }

    private TagGroup groupNamed(String name) {
        if (name.isEmpty() || name.length() > LONGEST_TAG) {
            throw new Refusal(40058, "group_name: 1 to 30 characters");
        }
        return tagGroups.values().stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseGet(() -> new TagGroup("et" + letters(30), name, now(), new LinkedHashMap<>()));
    }

    private long tagCount() {
        return tagGroups.values().stream()
                .mapToLong(group -> group.tags().size())
                .sum();
    }

    synchronized void renameTag(String id, String name) {
        TagGroup group = groupOf(id);
        if (group.tags().containsValue(name)) {
            throw new Refusal(40071, "tag name exists");
        }
        group.tags().put(id, name);
    }

    synchronized List<Platform.Notice> deleteTag(String id) {
        TagGroup group = groupOf(id);
        group.tags().remove(id);
        follows.values().forEach(follow -> follow.tagIds.remove(id));
        if (group.tags().isEmpty()) {
            tagGroups.remove(group.id());
        }
        return List.of(notice("change_external_tag", Map.of("Id", id, "TagType", "tag", "ChangeType", "delete"), ""));
    }

    synchronized List<Platform.Notice> deleteTagGroup(String name) {
        TagGroup group = groupNamed(name);
        tagGroups.remove(group.id());
        follows.values().forEach(follow -> follow.tagIds.removeAll(group.tags().keySet()));
        return List.of(notice(
                "change_external_tag", Map.of("Id", group.id(), "TagType", "tag_group", "ChangeType", "delete"), ""));
    }

    synchronized List<Platform.Notice> tagMade(String id) {
        return List.of(notice("change_external_tag", Map.of("Id", id, "TagType", "tag", "ChangeType", "create"), ""));
    }

    /** Returns the group of a tag, or refuses with 40068. */
    private TagGroup groupOf(String tagId) {
        return tagGroups.values().stream()
                .filter(group -> group.tags().containsKey(tagId))
                .findFirst()
                .orElseThrow(() -> new Refusal(40068, "invalid tagid"));
    }

    private void requireTag(String id) {
        groupOf(id);
    }

    synchronized void mark(String userId, String externalUserId, List<String> add, List<String> remove) {
        Followed follow = follow(userId, externalUserId);
        if (follow.left) {
            throw new Refusal(84061, "not external contact");
        }
        if (add.isEmpty() && remove.isEmpty()) {
            throw new Refusal(40058, "add_tag and remove_tag are both empty");
        }
        add.forEach(this::requireTag);
        remove.forEach(this::requireTag);
        Set<String> after = new HashSet<>(follow.tagIds);
        after.addAll(add);
        if (after.size() > MOST_TAGS_OF_A_CUSTOMER) {
            throw new Refusal(40058, "more than 3000 tags");
        }
        remove.forEach(after::remove);
        follow.tagIds.clear();
        follow.tagIds.addAll(after);
    }

    synchronized Truth truth() {
        Map<String, Follow> followed = new TreeMap<>();
        follows.values()
                .forEach(follow -> followed.put(
                        follow.externalUserId + "/" + follow.userId,
                        new Follow(
                                follow.remark,
                                follow.mobiles,
                                Set.copyOf(follow.tagIds),
                                Set.copyOf(follow.personal))));
        Map<String, GroupTruth> groups = new TreeMap<>();
        chats.values().stream()
                .filter(chat -> !chat.dismissed)
                .forEach(chat -> groups.put(
                        chat.chatId, new GroupTruth(chat.name, chat.version, Set.copyOf(chat.members.keySet()))));
        Map<String, String> tags = new TreeMap<>();
        tagGroups.values().forEach(group -> tags.putAll(group.tags()));
        return new Truth(followed, groups, tags);
    }

    private Platform.Notice notice(String event, Map<String, String> fields, String more) {
        StringBuilder xml = new StringBuilder();
        fields.forEach((name, value) -> xml.append('<')
                .append(name)
                .append("><![CDATA[")
                .append(value)
                .append("]]></")
                .append(name)
                .append('>'));
        return Platform.Notice.event(event, xml.append(more).toString(), ++numbers, clock.instant());
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private String letters(int length) {
        return Credentials.letters(new Random(seed * 0x9E37_79B9L + ++numbers), length);
    }
}
