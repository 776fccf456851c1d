package nightdesk.nlp.embedding;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param nativeDir where the native libraries are unpacked, once
 */
@Validated
@ConfigurationProperties("nightdesk.embedding")
record EmbeddingSettings(@NotNull Path nativeDir) {}
