package nightdesk.nlp;

import org.springframework.context.annotation.Configuration;

/** Wires the nlp module: lexicon, index, triage and embedding. */
@Configuration(proxyBeanMethods = false)
public class NlpModule {}
