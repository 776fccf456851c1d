package nightdesk.ingest.gateway;

import java.net.URI;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import nightdesk.ingest.TransientFailure;
import nightdesk.ingest.media.MediaFetcher;
import nightdesk.ingest.media.MediaUnavailable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gets media from hosts that the operator allowed; a reference is {@code gateway url}. Redirections are not followed, as
 * they could lead to a host that nobody allowed.
 */
final class GatewayMediaFetcher implements MediaFetcher {
    static final String SOURCE = "gateway";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final WebClient http;
    private final Map<String, Gateway> gateways;

    GatewayMediaFetcher(WebClient http, Map<String, Gateway> gateways) {
        this.http = http;
        this.gateways = gateways;
    }

    static String reference(String gateway, String url) {
        return gateway + " " + url;
    }

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public Mono<Fetched> fetch(String reference, Path target, long limit) {
        int space = reference.indexOf(' ');
        Gateway gateway = gateways.get(reference.substring(0, space));
        String url = reference.substring(space + 1);
        if (gateway == null || !KeepAttachments.isAllowed(gateway, url)) {
            return Mono.error(MediaUnavailable.gone("网关已停用，或网址的主机不再允许，没有下载"));
        }
        return http.get()
                .uri(URI.create(url))
                .exchangeToMono(response -> answer(response, target, limit))
                .timeout(TIMEOUT)
                .onErrorMap(
                        failure -> !(failure instanceof MediaUnavailable) && !(failure instanceof TransientFailure),
                        failure -> new TransientFailure(
                                "a gateway's medium: " + failure.getClass().getSimpleName()))
                .thenReturn(new Fetched(null));
    }

    private static Mono<Void> answer(ClientResponse response, Path target, long limit) {
        int status = response.statusCode().value();
        if (status == 200) {
            return write(response.bodyToFlux(DataBuffer.class), target, limit);
        }
        Throwable failure = status >= 500 || status == 429
                ? new TransientFailure("a gateway's medium: HTTP " + status)
                : MediaUnavailable.gone("网关不再提供这个文件（HTTP " + status + "）");
        return response.releaseBody().then(Mono.error(failure));
    }

    private static Mono<Void> write(Flux<DataBuffer> body, Path target, long limit) {
        AtomicLong bytes = new AtomicLong();
        Flux<DataBuffer> counted = body.handle((buffer, sink) -> {
            if (bytes.addAndGet(buffer.readableByteCount()) > limit) {
                DataBufferUtils.release(buffer);
                sink.error(MediaUnavailable.refused("文件过大，超过上限 " + limit + " 字节"));
            } else {
                sink.next(buffer);
            }
        });
        return Mono.using(
                () -> AsynchronousFileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                channel -> DataBufferUtils.write(counted, channel)
                        .doOnNext(DataBufferUtils::release)
                        .then(),
                channel -> close(channel));
    }

    private static void close(AsynchronousFileChannel channel) {
        try {
            channel.close();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
