package nightdesk.nlp.evaluation;

import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Scorer;
import nightdesk.nlp.Triage;
import nightdesk.nlp.Understanding;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the scorers of this module. */
@Configuration(proxyBeanMethods = false)
public class EvaluationConfiguration {

    @Bean
    Scorer triageScorer(Triage triage) {
        return new TriageScorer(triage, triage.version());
    }

    @Bean
    Scorer understandingScorer(Understanding understanding, Lexicon lexicon) {
        return new UnderstandingScorer(understanding, understanding.version() + ", lexicon " + lexicon.version());
    }
}
