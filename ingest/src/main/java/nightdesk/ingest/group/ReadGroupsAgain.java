package nightdesk.ingest.group;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Counters;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.Groups;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.MessageStore.ConversationPage;
import nightdesk.ingest.Stage;
import nightdesk.ingest.Topics;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stage {@code groups}: when it changed who is who in a group, its messages are read again, in the store and, by
 * {@link Topics#MESSAGE_AGAIN}, in the index. A crash in between reads them once more.
 */
final class ReadGroupsAgain implements Stage {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int GROUPS = 50;
    private static final int PAGE = 500;

    private final GroupStore store;
    private final Groups groups;
    private final MessageStore messages;
    private final EventLog log;
    private final TransactionalOperator transaction;
    private final Counters counters;

    ReadGroupsAgain(
            GroupStore store,
            Groups groups,
            MessageStore messages,
            EventLog log,
            TransactionalOperator transaction,
            Counters counters) {
        this.store = store;
        this.groups = groups;
        this.messages = messages;
        this.log = log;
        this.transaction = transaction;
        this.counters = counters;
    }

    @Override
    public String name() {
        return "groups";
    }

    @Override
    public String role() {
        return "ingest";
    }

    @Override
    public Mono<Void> run() {
        return Flux.interval(Duration.ZERO, POLL)
                .onBackpressureDrop()
                .concatMap(tick -> readUnread(), 1)
                .then();
    }

    private Mono<Void> readUnread() {
        return store.unread(GROUPS)
                .collectList()
                .flatMapIterable(unread -> unread)
                .concatMap(this::read, 1)
                .then();
    }

    private Mono<Void> read(GroupStore.Version version) {
        return store.conversations(version.id())
                .collectList()
                .flatMapIterable(conversations -> conversations)
                .concatMap(this::conversation, 1)
                .then(store.read(version));
    }

    private Mono<Void> conversation(String id) {
        return page(id, 0)
                .expand(page -> page.items().size() < PAGE ? Mono.empty() : page(id, page.page() + 1))
                .then();
    }

    private Mono<ConversationPage> page(String conversation, int number) {
        return messages.conversation(conversation, null, number, PAGE)
                .flatMap(page -> again(page.items()).thenReturn(page));
    }

    /** The log is told before the store commits: what is lost in between is found again by the next reading. */
    private Mono<Void> again(List<ChatMessage> page) {
        return groups.reread(page)
                .flatMap(decided -> messages.correct(decided)
                        .collectList()
                        .flatMap(changed -> log.append(changed(decided, new HashSet<>(changed)))))
                .as(transaction::transactional);
    }

    private List<LogRecord> changed(List<ChatMessage> decided, Set<String> ids) {
        counters.add("groups.reread", "messages", ids.size());
        return decided.stream()
                .filter(message -> ids.contains(message.messageId()))
                .map(message -> new LogRecord(Topics.MESSAGE_AGAIN, message.conversationId(), Json.text(message)))
                .toList();
    }
}
