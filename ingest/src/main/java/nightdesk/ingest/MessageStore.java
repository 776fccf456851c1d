package nightdesk.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The chats in PostgreSQL: a view of the log that can be asked for conversations and people. */
public interface MessageStore {

    /** Keeps messages, their conversations, patients and identities in one transaction; what is there already stays. */
    Mono<Void> save(List<ChatMessage> messages);

    /**
     * Gives messages that are kept already the speaker and the patient they have here, and their conversations the
     * patient of the latest of them.
     *
     * @return the ids of those that were otherwise
     */
    Flux<String> correct(List<ChatMessage> messages);

    /** Returns which of these message ids are kept already. */
    Flux<String> known(List<String> messageIds);

    /**
     * Returns one page of a conversation, oldest first.
     *
     * @param around a message id: the page that holds it is returned and {@code page} is ignored; null = by page
     */
    Mono<ConversationPage> conversation(String conversationId, @Nullable String around, int page, int size);

    /** Returns all messages, in order of id, from after this id on: for building an index again. */
    Flux<ChatMessage> all(String afterId, int limit);

    /** Returns where a conversation's answers go, or empty when there is no such conversation. */
    Mono<ConversationAddress> address(String conversationId);

    Mono<Long> count();

    /**
     * @param total messages in the conversation
     * @param page the page this is, from 0
     * @param items oldest first
     */
    record ConversationPage(long total, int page, List<ChatMessage> items) {}

    /**
     * @param conversationId the conversation
     * @param channel the way it came
     * @param account our account
     * @param endpoint our end, e.g. {@code open_kfid}
     * @param peer the other end, e.g. {@code external_userid}
     * @param patientId the patient, merges applied
     */
    record ConversationAddress(
            String conversationId, Channel channel, String account, String endpoint, String peer, String patientId) {}
}
