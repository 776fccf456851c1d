package nightdesk.nlp.lexicon;

import nightdesk.nlp.Lexicon;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the lexicon of the trade. */
@Configuration(proxyBeanMethods = false)
public class LexiconConfiguration {

    @Bean
    public Lexicon lexicon() {
        return new TradeLexicon(LexiconLists.shipped());
    }
}
