package nightdesk.nlp.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OnnxSentenceEmbedderTest {
    private static OnnxSentenceEmbedder embedder;

    @BeforeAll
    static void open() {
        embedder = new OnnxSentenceEmbedder();
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @Test
    void givesUnitVectorsOf512() {
        float[] vector = embedder.embed(List.of("热玛吉多少钱")).getFirst();

        assertThat(vector).hasSize(512);
        assertThat(likeness(vector, vector)).isEqualTo(1, within(1e-5));
    }

    @Test
    void readsCaseAndWidthAsOne() {
        List<float[]> vectors = embedder.embed(List.of("BOTOX多少钱", "ｂｏｔｏｘ多少钱"));

        assertThat(vectors.get(0)).containsExactly(vectors.get(1));
    }

    @Test
    void putsParaphrasesCloserThanOtherQuestions() {
        List<float[]> v = embedder.embed(List.of("双眼皮多久能消肿", "割双眼皮恢复期要几天", "今天天气怎么样"));

        assertThat(likeness(v.get(0), v.get(1))).isGreaterThan(likeness(v.get(0), v.get(2)) + 0.3);
    }

    @Test
    void givesTheSameVector_whateverStandsBesideIt() {
        float[] alone = embedder.embed(List.of("脱毛要几次")).getFirst();
        float[] beside = embedder.embed(List.of("脱毛要几次", "我想问一下静安院区的停车怎么收费")).getFirst();

        assertThat(beside).containsExactly(alone);
    }

    @Test
    void takesTextsLongerThanTheModel() {
        assertThat(embedder.embed(List.of("术后注意事项".repeat(300))).getFirst()).hasSize(512);
    }

    private static double likeness(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
