package nightdesk.nlp;

import nightdesk.nlp.evaluation.EvaluationConfiguration;
import nightdesk.nlp.lexicon.LexiconConfiguration;
import nightdesk.nlp.triage.TriageConfiguration;
import nightdesk.nlp.understanding.UnderstandingConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The scorers of this module with what they measure, and nothing that needs a server or a disk. */
@Configuration(proxyBeanMethods = false)
@Import({
    LexiconConfiguration.class,
    TriageConfiguration.class,
    UnderstandingConfiguration.class,
    EvaluationConfiguration.class
})
public class NlpEvaluationModule {}
