package nightdesk.nlp.lexicon;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the lexicon of the trade. */
@Configuration(proxyBeanMethods = false)
public class LexiconConfiguration {

    @Bean
    public PublishedLexicon lexicon() {
        return new PublishedLexicon(new TradeLexicon(LexiconLists.shipped()));
    }
}
