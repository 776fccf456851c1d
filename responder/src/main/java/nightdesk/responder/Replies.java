package nightdesk.responder;

import reactor.core.publisher.Mono;

/** The decisions of the nights as they are kept. */
public interface Replies {

    /** Returns a page of a conversation's decisions, oldest first. */
    Mono<Paged<Reply>> ofConversation(String conversationId, int page, int size);
}
