package nightdesk.nlp.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nightdesk.nlp.SentenceEmbedder;

/**
 * bge-small-zh-v1.5 (int8) on ONNX Runtime. Each text runs alone: the quantization scale is taken over a whole batch, so
 * that neighbours would change a vector. The vector is the first token's, as the model was trained.
 */
final class OnnxSentenceEmbedder implements SentenceEmbedder, AutoCloseable {
    private static final String WEIGHTS = "/bge-small-zh-v1.5-q.onnx";
    private static final String TOKENIZER = "/bge-small-zh-v1.5-q-tokenizer.json";

    private final WordPiece tokenizer;
    private final OrtEnvironment environment;
    private final OrtSession session;

    OnnxSentenceEmbedder() {
        try {
            this.tokenizer = WordPiece.read(resource(TOKENIZER));
            this.environment = OrtEnvironment.getEnvironment();
            this.session = open(environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding model does not load: " + e.getMessage(), e);
        }
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return texts.stream().map(this::embed).toList();
    }

    @Override
    public String model() {
        return "bge-small-zh-v1.5-q";
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding model does not close: " + e.getMessage(), e);
        }
    }

    private float[] embed(String text) {
        long[] ids = tokenizer.ids(normalized(text));
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor input = tensor(ids);
                OnnxTensor mask = tensor(ones);
                OnnxTensor segment = tensor(new long[ids.length]);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", segment))) {
            float[][][] states = (float[][][]) result.get(0).getValue();
            return unit(states[0][0]);
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding of " + ids.length + " tokens failed: " + e.getMessage(), e);
        }
    }

    /** The packaged vocabulary has lower case only. */
    private static String normalized(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private OnnxTensor tensor(long[] row) throws OrtException {
        return OnnxTensor.createTensor(environment, new long[][] {row});
    }

    private static float[] unit(float[] vector) {
        double square = 0;
        for (float x : vector) {
            square += (double) x * x;
        }
        float norm = (float) Math.sqrt(square);
        float[] unit = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = vector[i] / norm;
        }
        return unit;
    }

    private static OrtSession open(OrtEnvironment environment) throws IOException, OrtException {
        environment.setTelemetry(false);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                InputStream weights = resource(WEIGHTS)) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return environment.createSession(weights.readAllBytes(), options);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream stream = OnnxSentenceEmbedder.class.getResourceAsStream(name);
        if (stream == null) {
            throw new FileNotFoundException("not on the class path: " + name);
        }
        return stream;
    }
}
