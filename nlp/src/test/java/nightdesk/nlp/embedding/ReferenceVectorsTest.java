package nightdesk.nlp.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Compares with vectors written by langchain4j's own class: lines of text, tab, 512 numbers. */
@EnabledIfSystemProperty(named = "nightdesk.vectors", matches = ".+")
class ReferenceVectorsTest {

    @Test
    void givesTheReferenceVectors() throws IOException {
        double worst = 1;
        try (OnnxSentenceEmbedder embedder = new OnnxSentenceEmbedder()) {
            for (String line : Files.readAllLines(Path.of(System.getProperty("nightdesk.vectors")))) {
                String[] parts = line.split("\t");
                float[] ours = embedder.embed(List.of(parts[0])).getFirst();
                String[] theirs = parts[1].split(" ");
                double sum = 0;
                for (int i = 0; i < theirs.length; i++) {
                    sum += ours[i] * Double.parseDouble(theirs[i]);
                }
                if (sum < 0.9999) {
                    System.out.println(sum + " " + parts[0]);
                }
                worst = Math.min(worst, sum);
            }
        }
        System.out.println("worst likeness to the reference: " + worst);
        assertThat(worst).isGreaterThan(0.9999);
    }
}
