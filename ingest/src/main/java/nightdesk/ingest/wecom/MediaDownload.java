package nightdesk.ingest.wecom;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightdesk.ingest.TransientFailure;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient.RequestHeadersSpec;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * One medium on its way into a file. The first request asks for all of it; where WeCom wants parts (830002), or a
 * connection broke, the next asks for the rest by {@code Range} in parts of 20 MiB. Offsets and parts are multiples of 16,
 * as some media are stored in blocks. The end is reached when {@code Content-Range} says so.
 */
final class MediaDownload {
    static final String PATH = "/cgi-bin/media/get";
    private static final int IN_PARTS_ONLY = 830002;
    private static final long PART = 20L << 20;
    private static final int BLOCK = 16;
    private static final Duration PART_TIMEOUT = Duration.ofMinutes(2);
    private static final int MAX_ERROR_BODY = 64 << 10;
    private static final Pattern PERCENT = Pattern.compile("^[^%]*(%[0-9A-Fa-f]{2}[^%]*)+$");
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");

    private final Path target;
    private final long limit;
    private boolean inParts;
    private long done;

    MediaDownload(Path target, long limit) {
        this.target = target;
        this.limit = limit;
    }

    /** Reads until the end; a second call goes on where the first one broke. */
    Mono<WecomMedia> from(Supplier<RequestHeadersSpec<?>> request, Consumer<JsonNode> checked) {
        return part(request, checked)
                .expand(part -> part.last() ? Mono.empty() : part(request, checked))
                .last()
                .map(part -> new WecomMedia(done, part.fileName(), part.contentType()));
    }

    private Mono<Part> part(Supplier<RequestHeadersSpec<?>> request, Consumer<JsonNode> checked) {
        return Mono.defer(() -> ranged(request.get())
                .exchangeToMono(response -> read(response, checked))
                .timeout(PART_TIMEOUT));
    }

    private RequestHeadersSpec<?> ranged(RequestHeadersSpec<?> request) {
        done -= done % BLOCK;
        return inParts || done > 0
                ? request.header(HttpHeaders.RANGE, "bytes=" + done + "-" + (done + PART - 1))
                : request;
    }

    private Mono<Part> read(ClientResponse response, Consumer<JsonNode> checked) {
        int status = response.statusCode().value();
        if (status != 200 && status != 206) {
            return response.releaseBody()
                    .then(Mono.error(() -> new TransientFailure("WeCom " + PATH + ": HTTP " + status)));
        }
        if (isError(response)) {
            return DataBufferUtils.join(response.body((message, context) -> message.getBody()), MAX_ERROR_BODY)
                    .map(MediaDownload::text)
                    .flatMap(text -> refused(checked, text));
        }
        return Mono.defer(() -> keep(response, Extent.of(response, done)));
    }

    /** A file comes with its name; an error is JSON without one. */
    private static boolean isError(ClientResponse response) {
        HttpHeaders headers = response.headers().asHttpHeaders();
        MediaType type = contentType(headers);
        return headers.getFirst(HttpHeaders.CONTENT_DISPOSITION) == null
                && type != null
                && (type.getSubtype().contains("json") || "text".equals(type.getType()));
    }

    private Mono<Part> refused(Consumer<JsonNode> checked, String text) {
        JsonNode answer = WecomApi.parsed(PATH, 200, text);
        if (answer.path("errcode").asInt(0) == IN_PARTS_ONLY && !inParts) {
            inParts = true;
            return Mono.just(new Part(false, null, null));
        }
        checked.accept(answer);
        return Mono.error(new TransientFailure("WeCom " + PATH + ": expected a file, met JSON without an error"));
    }

    private Mono<Part> keep(ClientResponse response, Extent extent) {
        if (extent.total() > limit) {
            return response.releaseBody().then(Mono.error(() -> new MediaTooLarge(limit, extent.total())));
        }
        HttpHeaders headers = response.headers().asHttpHeaders();
        done = extent.from();
        return Mono.usingWhen(
                        Mono.fromCallable(() -> open(extent)),
                        file -> write(response, extent, file),
                        MediaDownload::close)
                .then(Mono.fromSupplier(() -> new Part(
                        done >= extent.total(), fileName(headers), headers.getFirst(HttpHeaders.CONTENT_TYPE))));
    }

    private AsynchronousFileChannel open(Extent extent) throws IOException {
        return extent.from() == 0
                ? AsynchronousFileChannel.open(
                        target,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)
                : AsynchronousFileChannel.open(target, StandardOpenOption.WRITE);
    }

    private Mono<Void> write(ClientResponse response, Extent extent, AsynchronousFileChannel file) {
        AtomicLong met = new AtomicLong(extent.from());
        Flux<DataBuffer> body = response.body((message, context) -> message.getBody())
                .doOnNext(buffer -> refuseBeyondLimit(met, buffer));
        return DataBufferUtils.write(body, file, extent.from())
                .doOnNext(buffer -> {
                    done += buffer.readableByteCount();
                    DataBufferUtils.release(buffer);
                })
                .then();
    }

    private void refuseBeyondLimit(AtomicLong met, DataBuffer buffer) {
        long now = met.addAndGet(buffer.readableByteCount());
        if (now > limit) {
            DataBufferUtils.release(buffer);
            throw new MediaTooLarge(limit, now);
        }
    }

    private static Mono<Void> close(AsynchronousFileChannel file) {
        return Mono.fromCallable(() -> {
                    file.close();
                    return file;
                })
                .then();
    }

    private static @Nullable MediaType contentType(HttpHeaders headers) {
        try {
            return headers.getContentType();
        } catch (InvalidMediaTypeException e) {
            return null;
        }
    }

    private static @Nullable String fileName(HttpHeaders headers) {
        String disposition = headers.getFirst(HttpHeaders.CONTENT_DISPOSITION);
        if (disposition == null) {
            return null;
        }
        try {
            return readable(ContentDisposition.parse(disposition).getFilename());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Header bytes arrive as Latin-1; WeCom writes the name in UTF-8 or percent-encoded. */
    private static @Nullable String readable(@Nullable String name) {
        if (name == null || name.chars().anyMatch(c -> c > 0xff)) {
            return name;
        }
        String text = new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return PERCENT.matcher(text).find() ? UriUtils.decode(text, StandardCharsets.UTF_8) : text;
    }

    private static String text(DataBuffer buffer) {
        String text = buffer.toString(StandardCharsets.UTF_8);
        DataBufferUtils.release(buffer);
        return text;
    }

    private record Part(
            boolean last,
            @Nullable String fileName,
            @Nullable String contentType) {}

    /**
     * Which bytes an answer holds.
     *
     * @param from its first byte
     * @param total of the whole medium; -1 where WeCom does not say, and this answer is all of it
     */
    private record Extent(long from, long total) {

        static Extent of(ClientResponse response, long expected) {
            HttpHeaders headers = response.headers().asHttpHeaders();
            if (response.statusCode().value() == 200) {
                return new Extent(0, headers.getContentLength());
            }
            Matcher range =
                    CONTENT_RANGE.matcher(Objects.requireNonNullElse(headers.getFirst(HttpHeaders.CONTENT_RANGE), ""));
            if (!range.matches() || Long.parseLong(range.group(1)) != expected) {
                throw new TransientFailure("WeCom " + PATH + ": expected the part from byte " + expected);
            }
            return new Extent(expected, Long.parseLong(range.group(3)));
        }
    }
}
