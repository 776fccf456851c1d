package nightdesk.ingest.standin;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightdesk.ingest.WecomStandIn.Fault;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.node.ObjectNode;

/** Temporary media (documents 90253, 90254): three days, in parts by Range, errors as JSON. */
final class MediaApi {
    private static final Duration LIFE = Duration.ofDays(3);
    private static final int LARGEST_AT_ONCE = 20 << 20;
    private static final int SMALLEST_UPLOAD = 6;
    private static final int CHUNK = 64 << 10;
    private static final byte[] PICTURE = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");
    private static final byte[] VOICE = "#!AMR\n\f\u0091\u0017\u0016\u00befy".getBytes(StandardCharsets.ISO_8859_1);
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
    private static final Pattern PART = Pattern.compile(
            "Content-Disposition: form-data; name=\"media\"; filename=\"([^\"]+)\"[^\\r]*\\r\\n",
            Pattern.CASE_INSENSITIVE);

    private final long seed;
    private final Clock clock;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, Medium> media = new ConcurrentHashMap<>();

    MediaApi(long seed, Clock clock) {
        this.seed = seed;
        this.clock = clock;
        Instant always = Instant.MAX;
        media.put("media-image", new Medium("picture.png", "image/png", PICTURE, always));
        media.put("media-voice", new Medium("voice.amr", "audio/amr", VOICE, always));
    }

    String keep(String fileName, String contentType, byte[] content) {
        String id = Credentials.letters(new Random(seed * 31 + numbers.incrementAndGet()), 64);
        media.put(id, new Medium(fileName, contentType, content, clock.instant().plus(LIFE)));
        return id;
    }

    ObjectNode upload(HttpServerRequest request, Map<String, String> query, byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        Matcher part = PART.matcher(text);
        String boundary = text.substring(0, Math.max(0, text.indexOf("\r\n")));
        if (!part.find() || boundary.isEmpty()) {
            throw new Refusal(41005, "media data missing");
        }
        int from = text.indexOf("\r\n\r\n", part.start()) + 4;
        int to = text.indexOf("\r\n" + boundary, from);
        if (to - from < SMALLEST_UPLOAD) {
            throw new Refusal(40006, "invalid file size");
        }
        byte[] name = part.group(1).getBytes(StandardCharsets.ISO_8859_1);
        String id = keep(
                new String(name, StandardCharsets.UTF_8),
                "application/octet-stream",
                Arrays.copyOfRange(body, from, to));
        return KfApi.error(0, "ok")
                .put("type", String.valueOf(query.get("type")))
                .put("media_id", id)
                .put("created_at", Long.toString(clock.instant().getEpochSecond()));
    }

    Mono<Void> download(
            HttpServerRequest request, Map<String, String> query, HttpServerResponse response, @Nullable Fault fault) {
        Medium medium = media.get(String.valueOf(query.get("media_id")));
        if (medium == null || !clock.instant().isBefore(medium.until)) {
            throw new Refusal(40007, "invalid media_id");
        }
        Matcher range = RANGE.matcher(String.valueOf(request.requestHeaders().get("Range")));
        boolean ranged = range.matches();
        if (!ranged && (fault instanceof Fault.PartsOnly || medium.content.length > LARGEST_AT_ONCE)) {
            throw new Refusal(830002, "file too large, use Range");
        }
        int from = ranged ? Integer.parseInt(range.group(1)) : 0;
        int size = medium.content.length;
        int to = ranged ? Math.min(size, Integer.parseInt(range.group(2)) + 1) : size;
        response.header("Content-Type", medium.contentType)
                .header("Content-Disposition", "attachment; filename=\"" + latin(medium.fileName) + "\"")
                .header("Content-Length", Integer.toString(to - from));
        if (ranged) {
            response.status(206).header("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + size);
        }
        return send(response, Arrays.copyOfRange(medium.content, from, to), fault);
    }

    /** What goes over the wire as the bytes of UTF-8. */
    private static String latin(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static Mono<Void> send(HttpServerResponse response, byte[] content, @Nullable Fault fault) {
        if (fault instanceof Fault.BrokenOff brokenOff) {
            byte[] head = Arrays.copyOf(content, Math.min(content.length, brokenOff.bytes()));
            return response.sendObject(Unpooled.wrappedBuffer(head))
                    .then()
                    .onErrorComplete()
                    .then(LoopbackWecom.reset(response));
        }
        return response.send(Flux.range(0, (content.length + CHUNK - 1) / CHUNK)
                        .map(i -> Unpooled.wrappedBuffer(
                                content, i * CHUNK, Math.min(CHUNK, content.length - i * CHUNK))))
                .then();
    }

    private static final class Medium {
        private final String fileName;
        private final String contentType;
        private final byte[] content;
        private final Instant until;

        Medium(String fileName, String contentType, byte[] content, Instant until) {
            this.fileName = fileName;
            this.contentType = contentType;
            this.content = content;
            this.until = until;
        }
    }
}
