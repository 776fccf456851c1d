package nightdesk.nlp.understanding;

import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Triage;
import nightdesk.nlp.Understanding;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires understanding with the rules that ship with Nightdesk. */
@Configuration(proxyBeanMethods = false)
public class UnderstandingConfiguration {

    @Bean
    Understanding understanding(Lexicon lexicon, Triage triage) {
        return new RuleUnderstanding(MeaningRules.load("/understanding/rules.txt"), lexicon, triage);
    }
}
