package nightdesk.ingest.wecom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import nightdesk.ingest.Json;
import nightdesk.ingest.wecom.CallbackRejected.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class CallbackCodecTest {

    static Stream<JsonNode> vectors() throws IOException {
        try (InputStream in = CallbackCodecTest.class.getResourceAsStream("vectors.json")) {
            JsonNode all = Json.MAPPER.readTree(in);
            assertThat(all.size()).isEqualTo(8);
            return StreamSupport.stream(all.spliterator(), false).toList().stream();
        }
    }

    static Stream<JsonNode> signedVectors() throws IOException {
        return vectors().filter(vector -> vector.has("msgSignature"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void opensEveryKnownVector(JsonNode vector) {
        CallbackCodec codec = codec(vector);
        String opened = open(codec, vector, codec.sign(time(vector), nonce(vector), text(vector, "encrypt")));
        assertThat(opened).isEqualTo(text(vector, "plaintext"));
        assertThat(opened.getBytes(StandardCharsets.UTF_8))
                .hasSize(vector.path("msgLen").asInt());
    }

    @ParameterizedTest
    @MethodSource("signedVectors")
    void signsLikeWecom(JsonNode vector) {
        assertThat(codec(vector).sign(time(vector), nonce(vector), text(vector, "encrypt")))
                .isEqualTo(text(vector, "msgSignature"));
    }

    @ParameterizedTest
    @MethodSource("signedVectors")
    void refusesAnotherNonce(JsonNode vector) {
        CallbackCodec codec = codec(vector);
        assertThatExceptionOfType(CallbackRejected.class)
                .isThrownBy(() -> codec.open(
                        text(vector, "msgSignature"), time(vector), nonce(vector) + "4", text(vector, "encrypt")))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.SIGNATURE));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void refusesAnotherReceiver(JsonNode vector) {
        CallbackCodec other = new CallbackCodec(
                vector.path("token").asString("t"), text(vector, "encodingAesKey"), text(vector, "receiveId") + "x");
        assertRejected(other, vector, text(vector, "encrypt"), Reason.RECEIVE_ID);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void refusesEveryTruncatedOrChangedCiphertext(JsonNode vector) {
        CallbackCodec codec = codec(vector);
        byte[] bytes = Base64.getDecoder().decode(text(vector, "encrypt"));
        byte[] shortened = java.util.Arrays.copyOf(bytes, bytes.length - 5);
        assertRejected(codec, vector, Base64.getEncoder().encodeToString(shortened), Reason.CIPHERTEXT);
        byte[] lastBlockOnly = java.util.Arrays.copyOfRange(bytes, bytes.length - 16, bytes.length);
        assertRejected(codec, vector, Base64.getEncoder().encodeToString(lastBlockOnly), Reason.CIPHERTEXT);
        assertRejected(codec, vector, "不是 Base64!", Reason.CIPHERTEXT);
        assertRejected(codec, vector, "", Reason.CIPHERTEXT);
    }

    @Test
    void refusesAKeyOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CallbackCodec("t", "a".repeat(42), "ww"))
                .withMessageContaining("43")
                .withMessageContaining("42");
        assertThatIllegalArgumentException().isThrownBy(() -> new CallbackCodec("t", "*".repeat(43), "ww"));
    }

    private static void assertRejected(CallbackCodec codec, JsonNode vector, String encrypt, Reason reason) {
        String signature = codec.sign(time(vector), nonce(vector), encrypt);
        assertThatExceptionOfType(CallbackRejected.class)
                .isThrownBy(() -> codec.open(signature, time(vector), nonce(vector), encrypt))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static String open(CallbackCodec codec, JsonNode vector, String signature) {
        return codec.open(signature, time(vector), nonce(vector), text(vector, "encrypt"));
    }

    private static CallbackCodec codec(JsonNode vector) {
        return new CallbackCodec(
                vector.path("token").asString("t"), text(vector, "encodingAesKey"), text(vector, "receiveId"));
    }

    private static String time(JsonNode vector) {
        return vector.path("timestamp").asString("1");
    }

    private static String nonce(JsonNode vector) {
        return vector.path("nonce").asString("n");
    }

    private static String text(JsonNode vector, String field) {
        return vector.path(field).asString();
    }
}
