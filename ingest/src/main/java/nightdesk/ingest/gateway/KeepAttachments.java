package nightdesk.ingest.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import nightdesk.ingest.Counters;
import nightdesk.ingest.Media;
import nightdesk.ingest.gateway.Delivery.Attachment;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Keeps the media of messages: bytes at once, addresses to be fetched where the operator allowed their host. */
final class KeepAttachments {
    private final Media media;
    private final Counters counters;
    private final Scheduler scheduler;

    KeepAttachments(Media media, Counters counters, Scheduler scheduler) {
        this.media = media;
        this.counters = counters;
        this.scheduler = scheduler;
    }

    Mono<Void> keep(Gateway gateway, List<Attachment> attachments) {
        return Flux.fromIterable(attachments)
                .concatMap(attachment -> keep(gateway, attachment))
                .then(Mono.fromRunnable(() -> counters.add("gateway.media", gateway.name(), attachments.size())));
    }

    private Mono<Void> keep(Gateway gateway, Attachment attachment) {
        String url = attachment.url();
        if (url == null) {
            return Mono.fromCallable(() -> written(attachment))
                    .subscribeOn(scheduler)
                    .flatMap(file -> media.store(attachment.messageId(), attachment.kind(), attachment.name(), file))
                    .then();
        }
        return isAllowed(gateway, url)
                ? media.expect(
                        attachment.messageId(),
                        attachment.kind(),
                        GatewayMediaFetcher.SOURCE,
                        GatewayMediaFetcher.reference(gateway.name(), url))
                : media.gone(attachment.messageId(), attachment.kind(), "网址的主机不在允许的名单里，没有下载");
    }

    private Path written(Attachment attachment) throws IOException {
        Path file = media.room();
        try (var out = Files.newOutputStream(file)) {
            for (byte[] part : attachment.bytes()) {
                out.write(part);
            }
        }
        return file;
    }

    /** Only https or http to a host that the operator named: a message must not make us call anything else. */
    static boolean isAllowed(Gateway gateway, String url) {
        try {
            URI address = URI.create(url);
            String scheme =
                    address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
            String host = address.getHost();
            return (scheme.equals("https") || scheme.equals("http"))
                    && host != null
                    && gateway.mediaHosts().contains(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
