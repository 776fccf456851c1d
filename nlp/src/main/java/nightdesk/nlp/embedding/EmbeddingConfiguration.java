package nightdesk.nlp.embedding;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the sentence embedder. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EmbeddingSettings.class)
public class EmbeddingConfiguration {

    @Bean(destroyMethod = "close")
    OnnxSentenceEmbedder sentenceEmbedder(EmbeddingSettings settings) {
        NativeLibraries.unpackInto(settings.nativeDir());
        return new OnnxSentenceEmbedder();
    }
}
