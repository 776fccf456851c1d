package nightdesk.ingest.group;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Groups;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Groups in PostgreSQL. A batch that tells nothing new costs one query: rosters are kept in memory by their version. A
 * change holds the group's row until it is committed, and so does whoever stores messages: a message is either stored
 * with the new roster or found by reading again.
 */
final class StoredGroups implements Groups {
    private static final int MOST_CACHED = 5000;

    private final GroupStore store;
    private final GroupViewStore views;
    private final TransactionalOperator transaction;
    private final Map<String, Roster> cache = new ConcurrentHashMap<>();

    StoredGroups(GroupStore store, GroupViewStore views, TransactionalOperator transaction) {
        this.store = store;
        this.views = views;
        this.transaction = transaction;
    }

    @Override
    public Mono<List<ChatMessage>> arrive(List<ChatMessage> messages) {
        if (messages.isEmpty()) {
            return Mono.just(messages);
        }
        Map<GroupKey, List<ChatMessage>> byGroup = byGroup(messages);
        return rosters(ids(byGroup.keySet()))
                .flatMap(known -> {
                    News news = News.of(byGroup, known);
                    return news.isNone() ? Mono.just(known) : learn(news).then(rosters(ids(byGroup.keySet())));
                })
                .map(known -> decide(messages, known));
    }

    private Mono<Void> learn(News news) {
        return store.lock(news.keys())
                .then(store.rosters(ids(news.keys())))
                .flatMap(before -> store.note(news.notes())
                        .then(store.name(news.names()))
                        .then(store.rosters(ids(news.keys())))
                        .flatMap(after -> bump(before, after, news)))
                .as(transaction::transactional);
    }

    private Mono<Void> bump(List<Roster> before, List<Roster> after, News news) {
        Map<String, Roster> old = byId(before);
        return Flux.fromIterable(after)
                .concatMap(roster -> store.changed(
                        roster.key(),
                        old.getOrDefault(roster.key().id(), Roster.empty(roster.key()))
                                .decidesLike(roster),
                        news.isStale(roster.key())))
                .then();
    }

    @Override
    public Mono<List<ChatMessage>> reread(List<ChatMessage> messages) {
        if (messages.isEmpty()) {
            return Mono.just(messages);
        }
        return rosters(ids(byGroup(messages).keySet())).map(known -> decide(messages, known));
    }

    private static List<ChatMessage> decide(List<ChatMessage> messages, Map<String, Roster> rosters) {
        List<ChatMessage> decided = new ArrayList<>(messages.size());
        for (ChatMessage message : messages) {
            Roster roster =
                    rosters.isEmpty() ? null : rosters.get(GroupKey.of(message).id());
            decided.add(roster == null ? message : roster.decide(message));
        }
        return decided;
    }

    /** Returns the known ones of these groups by id, from memory where their version is current. */
    private Mono<Map<String, Roster>> rosters(Collection<String> ids) {
        return store.versions(ids).collectList().flatMap(this::rosters);
    }

    private Mono<Map<String, Roster>> rosters(List<GroupStore.Version> versions) {
        Map<String, Roster> current = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (GroupStore.Version version : versions) {
            Roster cached = cache.get(version.id());
            if (cached == null || cached.version() != version.number()) {
                missing.add(version.id());
            } else {
                current.put(version.id(), cached);
            }
        }
        return missing.isEmpty()
                ? Mono.just(current)
                : store.rosters(missing).map(loaded -> {
                    loaded.forEach(roster -> keep(roster, current));
                    return current;
                });
    }

    private void keep(Roster roster, Map<String, Roster> current) {
        if (cache.size() >= MOST_CACHED) {
            cache.clear();
        }
        cache.put(roster.key().id(), roster);
        current.put(roster.key().id(), roster);
    }

    @Override
    public Mono<Void> listed(MemberList list) {
        GroupKey key = GroupKey.of(list.channel(), list.account(), list.groupId());
        return change(key, store.list(key, list).then());
    }

    @Override
    public Mono<Void> dismissed(Channel channel, String account, String groupId, Instant at) {
        GroupKey key = GroupKey.of(channel, account, groupId);
        return store.lock(List.of(key)).then(store.dismiss(key, at)).as(transaction::transactional);
    }

    private Mono<Void> change(GroupKey key, Mono<Void> change) {
        return store.lock(List.of(key))
                .then(store.rosters(List.of(key.id())))
                .flatMap(before -> change.then(store.rosters(List.of(key.id())))
                        .flatMap(after -> store.changed(key, before.getFirst().decidesLike(after.getFirst()), false)))
                .as(transaction::transactional);
    }

    @Override
    public Mono<GroupPage> list(@Nullable String text, int page, int size) {
        return views.list(text, page, size);
    }

    @Override
    public Mono<Group> find(String id) {
        return views.find(id);
    }

    @Override
    public Mono<Group> assign(String id, String memberId, @Nullable Role role, boolean everywhere) {
        return store.groupsOf(id, memberId, everywhere)
                .collectList()
                .filter(keys -> !keys.isEmpty())
                .flatMap(keys -> store.lock(keys)
                        .then(store.assign(ids(keys), memberId, role).then())
                        .then(Flux.fromIterable(keys)
                                .concatMap(key -> store.changed(key, false, false))
                                .then())
                        .as(transaction::transactional)
                        .then(views.find(id)));
    }

    private static Map<GroupKey, List<ChatMessage>> byGroup(List<ChatMessage> messages) {
        return messages.stream().collect(Collectors.groupingBy(GroupKey::of, LinkedHashMap::new, Collectors.toList()));
    }

    private static Collection<String> ids(Collection<GroupKey> keys) {
        return keys.stream().map(GroupKey::id).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Roster> byId(List<Roster> rosters) {
        Map<String, Roster> byId = new TreeMap<>();
        rosters.forEach(roster -> byId.put(roster.key().id(), roster));
        return byId;
    }

    /** What a batch tells that was not known. */
    private record News(List<Note> notes, Map<GroupKey, String> names, Collection<GroupKey> keys) {

        static News of(Map<GroupKey, List<ChatMessage>> byGroup, Map<String, Roster> known) {
            List<Note> notes = new ArrayList<>();
            Map<GroupKey, String> names = new LinkedHashMap<>();
            TreeMap<String, GroupKey> keys = new TreeMap<>();
            byGroup.forEach((key, messages) -> {
                Roster roster = known.getOrDefault(key.id(), Roster.empty(key));
                List<Note> told = Note.beyond(roster, messages);
                String name = messages.getLast().patientName();
                boolean renamed = name != null && !roster.listed() && !name.equals(roster.name());
                if (renamed) {
                    names.put(key, name);
                }
                if (!told.isEmpty() || renamed || roster.version() == 0) {
                    notes.addAll(told);
                    keys.put(key.id(), key);
                }
            });
            return new News(notes, names, List.copyOf(keys.values()));
        }

        boolean isNone() {
            return keys.isEmpty();
        }

        boolean isStale(GroupKey key) {
            return key.isWecom()
                    && notes.stream()
                            .anyMatch(note -> note.stale() && note.key().equals(key));
        }
    }
}
