package nightdesk.ingest.signed;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nightdesk.ingest.signed.WebhookRejected.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Reads the body of a webhook and verifies who sent it: {@value #TIMESTAMP} holds the sender's time in Unix seconds,
 * {@value #SIGNATURE} holds {@code sha256=} and the lower-case hexadecimal HMAC-SHA256 of {@code timestamp + "." + body}
 * with the source's secret. Compared in constant time; good for five minutes either way.
 */
public final class SignedWebhook {
    public static final String TIMESTAMP = "X-Nightdesk-Timestamp";
    public static final String SIGNATURE = "X-Nightdesk-Signature";

    private static final String SCHEME = "sha256=";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int LONGEST_TIMESTAMP = 12;

    private final Clock clock;

    public SignedWebhook(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns the body of a request that this secret signed; empty bytes for an empty body.
     *
     * @param maxBytes the largest body that is read
     * @throws WebhookRejected (signalled) when it is unsigned, stale, signed otherwise or too large
     */
    public Mono<byte[]> body(ServerRequest request, String secret, int maxBytes) {
        return bytes(request, maxBytes).doOnNext(body -> {
            verify(
                    secret,
                    request.headers().firstHeader(TIMESTAMP),
                    request.headers().firstHeader(SIGNATURE),
                    body);
        });
    }

    /**
     * Returns the body without looking at who sent it.
     *
     * @throws WebhookRejected (signalled) when it is larger than {@code maxBytes}
     */
    public static Mono<byte[]> bytes(ServerRequest request, int maxBytes) {
        return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()), maxBytes)
                .map(buffer -> {
                    byte[] bytes = new byte[buffer.readableByteCount()];
                    buffer.read(bytes);
                    DataBufferUtils.release(buffer);
                    return bytes;
                })
                .defaultIfEmpty(new byte[0])
                .onErrorMap(
                        DataBufferLimitException.class,
                        e -> new WebhookRejected(
                                Reason.TOO_LARGE, "expected at most " + maxBytes + " bytes, met more"));
    }

    /**
     * Verifies a signature.
     *
     * @throws WebhookRejected saying what is wrong with it
     */
    public void verify(String secret, @Nullable String timestamp, @Nullable String signature, byte[] body) {
        if (timestamp == null || signature == null || !signature.startsWith(SCHEME)) {
            throw new WebhookRejected(
                    Reason.UNSIGNED,
                    "expected the headers " + TIMESTAMP + " (Unix seconds) and " + SIGNATURE + " (sha256=…)");
        }
        requireRecent(timestamp);
        if (!same(sign(secret, timestamp, body), signature)) {
            throw new WebhookRejected(
                    Reason.SIGNATURE, "the signature is not the HMAC-SHA256 of timestamp, \".\" and body");
        }
    }

    private void requireRecent(String timestamp) {
        if (timestamp.isEmpty()
                || timestamp.length() > LONGEST_TIMESTAMP
                || !timestamp.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new WebhookRejected(Reason.UNSIGNED, TIMESTAMP + ": expected Unix seconds");
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(sent, Instant.now(clock)).abs().compareTo(TOLERANCE) > 0) {
            throw new WebhookRejected(
                    Reason.STALE, TIMESTAMP + ": expected a time within five minutes of ours, " + Instant.now(clock));
        }
    }

    /** Returns the value of {@value #SIGNATURE} for this body. */
    public static String sign(String secret, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return SCHEME + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }

    /** Returns whether two secrets are the same, in a time that does not tell where they differ. */
    public static boolean same(String expected, String met) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), met.getBytes(StandardCharsets.UTF_8));
    }
}
