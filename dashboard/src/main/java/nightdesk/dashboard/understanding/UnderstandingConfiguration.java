package nightdesk.dashboard.understanding;

import nightdesk.nlp.Understanding;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the understanding's API. */
@Configuration(proxyBeanMethods = false)
public class UnderstandingConfiguration {

    @Bean
    UnderstandingController understandingController(Understanding understanding) {
        return new UnderstandingController(understanding);
    }
}
