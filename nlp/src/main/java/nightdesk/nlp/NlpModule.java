package nightdesk.nlp;

import nightdesk.nlp.embedding.EmbeddingConfiguration;
import nightdesk.nlp.lexicon.LexiconConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the nlp module: lexicon, index, triage and embedding. */
@Configuration(proxyBeanMethods = false)
@Import({LexiconConfiguration.class, EmbeddingConfiguration.class})
public class NlpModule {}
