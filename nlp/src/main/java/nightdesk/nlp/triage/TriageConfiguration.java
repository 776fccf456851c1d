package nightdesk.nlp.triage;

import nightdesk.nlp.Triage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires triage with the rule pack that ships with Nightdesk. */
@Configuration(proxyBeanMethods = false)
public class TriageConfiguration {

    @Bean
    Triage triage() {
        return new RuleTriage(RulePack.load("/triage/rules.txt"));
    }
}
