package nightdesk.ingest.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Json;
import nightdesk.ingest.Media;
import nightdesk.ingest.archive.ChatArchive.Part;
import nightdesk.ingest.media.MediaFetcher;
import nightdesk.ingest.media.MediaUnavailable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;

/**
 * Gets files out of the archive part by part (WeCom document 91774, GetMediaData); a reference is {@code
 * account/sdkfileid}.
 */
final class ArchiveMediaFetcher implements MediaFetcher {
    static final String SOURCE = "archive";
    private static final Map<String, String> KINDS = Map.of(
            "image", "image",
            "emotion", "image",
            "voice", "voice",
            "meeting_voice_call", "voice",
            "video", "video",
            "file", "file",
            "voip_doc_share", "file");
    private static final Set<Integer> NEVER = Set.of(10005);

    private final List<Corp> corps;
    private final Scheduler scheduler;

    ArchiveMediaFetcher(List<Corp> corps, Scheduler scheduler) {
        this.corps = corps;
        this.scheduler = scheduler;
    }

    /** Notes what a message of the archive holds, so that it is fetched. */
    static Mono<Void> expect(Media media, ChatMessage message) {
        String kind = KINDS.get(message.type());
        String raw = message.raw();
        if (kind == null || raw == null) {
            return Mono.empty();
        }
        return fileId(Json.read(raw, JsonNode.class), message.type())
                .map(file -> media.expect(message.messageId(), kind, SOURCE, message.account() + "/" + file))
                .orElseGet(() -> media.gone(message.messageId(), kind, "存档记录里没有文件标识"));
    }

    private static Optional<String> fileId(JsonNode entry, String type) {
        String id = entry.path(type).path("sdkfileid").asString("");
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public Mono<Fetched> fetch(String reference, Path target, long limit) {
        int slash = reference.indexOf('/');
        String account = reference.substring(0, slash);
        String file = reference.substring(slash + 1);
        return Flux.fromIterable(corps)
                .filter(corp -> corp.account().equals(account))
                .next()
                .switchIfEmpty(Mono.error(() -> MediaUnavailable.gone("这个账号的会话存档已停用，无法下载")))
                .flatMap(corp -> parts(corp.archive(), file, target, limit))
                .onErrorMap(ArchiveFailure.class, ArchiveMediaFetcher::described)
                .thenReturn(new Fetched(null));
    }

    private Mono<Void> parts(ChatArchive archive, String file, Path target, long limit) {
        return archive.media("", file)
                .expand(part -> part.last() ? Mono.empty() : archive.media(part.next(), file))
                .concatMap(part -> append(part, target, limit))
                .then();
    }

    private Mono<Void> append(Part part, Path target, long limit) {
        return Mono.<Void>fromCallable(() -> {
                    write(part.bytes().duplicate(), target, limit);
                    return null;
                })
                .subscribeOn(scheduler);
    }

    private static void write(ByteBuffer bytes, Path target, long limit) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(
                target, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            if (channel.size() + bytes.remaining() > limit) {
                throw MediaUnavailable.refused("文件过大，超过上限 " + limit + " 字节");
            }
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private static Throwable described(ArchiveFailure failure) {
        return NEVER.contains(failure.code()) ? MediaUnavailable.gone("会话存档里没有这个文件，或已过保存期") : failure;
    }
}
