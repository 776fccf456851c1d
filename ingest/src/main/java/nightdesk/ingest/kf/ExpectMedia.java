package nightdesk.ingest.kf;

import java.util.List;
import java.util.Set;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.EventLog.Subscription;
import nightdesk.ingest.Json;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.Media;
import nightdesk.ingest.PermanentFailure;
import nightdesk.ingest.Stage;
import nightdesk.ingest.Topics;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Stage {@code kf-media}: notes the media that messages on the log hold, so that they are fetched, and lets go of those
 * of messages that were taken back, of whichever channel.
 */
final class ExpectMedia implements Stage {
    private static final Subscription MESSAGES = new Subscription(Topics.MESSAGE, "kf-media", 1000);
    private static final Set<String> KINDS = Set.of("image", "voice", "video", "file");

    private final EventLog log;
    private final Media media;

    ExpectMedia(EventLog log, Media media) {
        this.log = log;
        this.media = media;
    }

    @Override
    public String name() {
        return "kf-media";
    }

    @Override
    public String role() {
        return "ingest";
    }

    @Override
    public Mono<Void> run() {
        return log.consume(MESSAGES, this::expect);
    }

    private Mono<Void> expect(List<LogRecord> batch) {
        return Flux.fromIterable(batch)
                .concatMapIterable(ExpectMedia::message)
                .concatMap(this::follow)
                .then();
    }

    /** What cannot be read is the store's to report: one dead letter says enough. */
    private static List<ChatMessage> message(LogRecord entry) {
        try {
            return List.of(Json.read(entry.value(), ChatMessage.class));
        } catch (PermanentFailure unreadable) {
            return List.of();
        }
    }

    private Mono<Void> follow(ChatMessage message) {
        if (message.isRecalled()) {
            return media.forget(message.messageId(), "消息已撤回");
        }
        if (message.channel() != Channel.WECOM_KF || !KINDS.contains(message.type()) || message.raw() == null) {
            return Mono.empty();
        }
        JsonNode entry = Json.read(String.valueOf(message.raw()), JsonNode.class);
        String mediaId = entry.path(message.type()).path("media_id").asString("");
        return mediaId.isEmpty()
                ? media.gone(message.messageId(), message.type(), "企业微信没有给出媒体编号")
                : media.expect(
                        message.messageId(),
                        message.type(),
                        KfMediaFetcher.SOURCE,
                        KfMediaFetcher.reference(message.account(), mediaId));
    }
}
