package nightdesk.ingest.wechat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Groups;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Quarantine;
import nightdesk.ingest.Topics;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Decides about speakers of whom the file says nothing: by the members known of a group, by what a person has decided
 * before; who is left waits for a person.
 */
final class ImportedSpeakers implements Quarantine {
    private static final int PAGE = 500;

    private final QuarantineStore store;
    private final Groups groups;
    private final EventLog events;
    private final Clock clock;

    ImportedSpeakers(QuarantineStore store, Groups groups, EventLog events, Clock clock) {
        this.store = store;
        this.groups = groups;
        this.events = events;
        this.clock = clock;
    }

    /** A batch, decided about: what goes on, in order, and what waits. */
    record Sorted(List<ChatMessage> ready, List<QuarantineStore.Kept> waiting) {}

    Mono<Sorted> decide(List<RowsToMessages.Draft> drafts) {
        TreeSet<String> open = new TreeSet<>();
        drafts.forEach(draft -> {
            if (draft.open() != null) {
                open.add(draft.open().id());
            }
        });
        if (open.isEmpty()) {
            return Mono.just(sorted(drafts, Map.of(), Map.of()));
        }
        return store.decided(open)
                .collectMap(QuarantineStore.Decided::id, QuarantineStore.Decided::as)
                .flatMap(decided -> knownInGroups(drafts).map(known -> sorted(drafts, decided, known)));
    }

    /** A group decides where it reads a message alike, whatever the speaker is taken for. */
    private Mono<Map<String, As>> knownInGroups(List<RowsToMessages.Draft> drafts) {
        Map<String, ChatMessage> asked = new LinkedHashMap<>();
        drafts.forEach(draft -> {
            if (draft.open() != null && draft.open().group()) {
                asked.putIfAbsent(draft.open().id(), draft.message());
            }
        });
        if (asked.isEmpty()) {
            return Mono.just(Map.of());
        }
        List<String> ids = List.copyOf(asked.keySet());
        List<ChatMessage> both = new ArrayList<>();
        asked.values().forEach(message -> both.add(RowsToMessages.spokenByPatient(message, true)));
        asked.values().forEach(message -> both.add(RowsToMessages.spokenByStaff(message)));
        return groups.reread(both).map(read -> alike(ids, read));
    }

    private static Map<String, As> alike(List<String> ids, List<ChatMessage> read) {
        Map<String, As> known = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            ChatMessage one = read.get(i);
            if (one.speaker() == read.get(ids.size() + i).speaker()) {
                known.put(ids.get(i), one.speaker() == nightdesk.ingest.Speaker.PATIENT ? As.PATIENT : As.STAFF);
            }
        }
        return known;
    }

    private static Sorted sorted(List<RowsToMessages.Draft> drafts, Map<String, As> decided, Map<String, As> known) {
        List<ChatMessage> ready = new ArrayList<>(drafts.size());
        List<QuarantineStore.Kept> waiting = new ArrayList<>();
        for (RowsToMessages.Draft draft : drafts) {
            Undecided open = draft.open();
            @Nullable As as = open == null ? null : decided.getOrDefault(open.id(), known.get(open.id()));
            if (open == null) {
                ready.add(draft.message());
            } else if (as == null || as == As.IGNORE) {
                waiting.add(new QuarantineStore.Kept(draft.message(), open));
            } else {
                ready.add(spoken(draft.message(), as, open.group()));
            }
        }
        return new Sorted(ready, waiting);
    }

    private static ChatMessage spoken(ChatMessage message, As as, boolean group) {
        return as == As.PATIENT
                ? RowsToMessages.spokenByPatient(message, group)
                : RowsToMessages.spokenByStaff(message);
    }

    /** Lets the groups decide whose conversation it is; order is kept. */
    Mono<List<ChatMessage>> inGroups(List<ChatMessage> messages, boolean noted) {
        List<ChatMessage> ofGroups = messages.stream()
                .filter(message -> SourceIds.isGroup(message.peer()))
                .toList();
        if (ofGroups.isEmpty()) {
            return Mono.just(messages);
        }
        return (noted ? groups.arrive(ofGroups) : groups.reread(ofGroups)).map(read -> put(messages, read));
    }

    private static List<ChatMessage> put(List<ChatMessage> messages, List<ChatMessage> read) {
        List<ChatMessage> all = new ArrayList<>(messages.size());
        int next = 0;
        for (ChatMessage message : messages) {
            all.add(SourceIds.isGroup(message.peer()) ? read.get(next++) : message);
        }
        return all;
    }

    Mono<Long> keep(String importId, List<QuarantineStore.Kept> waiting) {
        return store.keep(importId, waiting, clock.instant());
    }

    /** Lets go what was decided about; false when there was nothing. */
    Mono<Boolean> release() {
        return store.released(PAGE)
                .collectList()
                .flatMap(released ->
                        released.isEmpty() ? Mono.just(false) : letGo(released).thenReturn(true));
    }

    private Mono<Void> letGo(List<QuarantineStore.Released> released) {
        List<ChatMessage> messages = released.stream()
                .map(it -> spoken(it.message(), it.as(), it.group()))
                .toList();
        List<String> ids = released.stream().map(QuarantineStore.Released::id).toList();
        return inGroups(messages, true)
                .flatMap(read ->
                        events.append(read.stream().map(ImportedSpeakers::entry).toList()))
                .then(store.remove(ids));
    }

    static LogRecord entry(ChatMessage message) {
        return new LogRecord(Topics.MESSAGE, message.conversationId(), Json.text(message));
    }

    @Override
    public Mono<Page> list(boolean openOnly, int page, int size) {
        return store.list(openOnly, page, size);
    }

    @Override
    public Mono<Speaker> assign(String id, As as, String who) {
        return store.find(id)
                .flatMap(speaker -> store.assign(id, as, who, clock.instant())
                        .flatMap(done -> done
                                ? store.find(id)
                                : Mono.error(new IllegalArgumentException("as: met " + as.code()
                                        + ", but this speaker was decided about before; the messages"
                                        + " are on the log"))));
    }
}
