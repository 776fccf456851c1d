package nightdesk.nlp;

import nightdesk.nlp.dictionary.DictionaryConfiguration;
import nightdesk.nlp.embedding.EmbeddingConfiguration;
import nightdesk.nlp.lexicon.LexiconConfiguration;
import nightdesk.nlp.lucene.LuceneConfiguration;
import nightdesk.nlp.triage.TriageConfiguration;
import nightdesk.nlp.understanding.UnderstandingConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the nlp module: lexicon, index, triage and embedding. */
@Configuration(proxyBeanMethods = false)
@Import({
    DictionaryConfiguration.class,
    EmbeddingConfiguration.class,
    LexiconConfiguration.class,
    LuceneConfiguration.class,
    TriageConfiguration.class,
    UnderstandingConfiguration.class
})
public class NlpModule {}
