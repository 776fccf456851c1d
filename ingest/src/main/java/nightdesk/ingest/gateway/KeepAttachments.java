package nightdesk.ingest.gateway;

import java.util.List;
import nightdesk.ingest.Counters;
import reactor.core.publisher.Mono;

/** Keeps the media of messages. */
final class KeepAttachments {
    private final Counters counters;

    KeepAttachments(Counters counters) {
        this.counters = counters;
    }

    Mono<Void> keep(Gateway gateway, List<Delivery.Attachment> attachments) {
        return Mono.fromRunnable(() -> counters.add("gateway.media", gateway.name(), attachments.size()));
    }
}
