package nightdesk.responder;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The approved answers as they are kept: read, written, with every version remembered. */
public interface KnowledgeCatalog {

    /** Returns a page of the items whose id, question or answer contains {@code q}, by id. */
    Mono<Listing> list(@Nullable String q, int page, int size);

    /** Returns one item, or empty. */
    Mono<KnowledgeItem> byId(String id);

    /**
     * Writes an item; its version is counted by the store, the one given is not used.
     *
     * @param by who writes, for the item's history
     */
    Mono<KnowledgeItem> save(KnowledgeItem item, String by);

    /** Returns how many items there are and how many of them are approved. */
    Mono<Size> size();

    /** One page. */
    record Listing(long total, List<KnowledgeItem> items) {}

    /** Counts for the system page. */
    record Size(long items, long approved) {}
}
