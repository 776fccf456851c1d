package nightdesk.ingest.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import nightdesk.ingest.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The public test vectors of facts/wecom.md § 1.9 (sources there). */
class SealTest {

    static List<JsonNode> vectors() throws IOException {
        try (InputStream file = SealTest.class.getResourceAsStream("wecom-vectors.json")) {
            JsonNode all = Json.MAPPER.readTree(Objects.requireNonNull(file));
            return StreamSupport.stream(all.spliterator(), false).toList();
        }
    }

    @Test
    void allEightVectorsAreRead() throws IOException {
        assertThat(vectors()).hasSize(8);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void encryptsToTheIdenticalCiphertext_withTheRecoveredRandomBytes(JsonNode vector) {
        assertThat(seal(vector).encrypt(random(vector), vector.path("plaintext").asString()))
                .isEqualTo(vector.path("encrypt").asString());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void signsAsWecomDid(JsonNode vector) {
        if (!vector.has("msgSignature")) {
            return; // H was published without one
        }
        assertThat(seal(vector)
                        .sign(
                                vector.path("timestamp").asString(),
                                vector.path("nonce").asString(),
                                vector.path("encrypt").asString()))
                .isEqualTo(vector.path("msgSignature").asString());
    }

    @Test
    void signatureChangesWithTheNonce() throws IOException {
        JsonNode c = vectors().get(2);
        assertThat(seal(c).sign(
                                c.path("timestamp").asString(),
                                "437374424",
                                c.path("encrypt").asString()))
                .isNotEqualTo(c.path("msgSignature").asString());
    }

    private static Seal seal(JsonNode vector) {
        return new Seal(
                vector.path("token").asString("none"),
                vector.path("encodingAesKey").asString(),
                vector.path("receiveId").asString());
    }

    private static byte[] random(JsonNode vector) {
        return vector.has("randomHex")
                ? HexFormat.of().parseHex(vector.path("randomHex").asString())
                : vector.path("randomText").asString().getBytes(StandardCharsets.US_ASCII);
    }
}
