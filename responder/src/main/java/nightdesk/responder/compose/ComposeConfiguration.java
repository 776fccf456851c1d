package nightdesk.responder.compose;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import nightdesk.nlp.Lexicon;
import nightdesk.responder.ComplianceGate;
import nightdesk.responder.Composer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the composer: word for word, or with a language model where one is configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LlmSettings.class)
public class ComposeConfiguration {

    @Bean
    Composer composer(LlmSettings settings, Lexicon lexicon, ComplianceGate gate) {
        Composer wordForWord = new WordForWordComposer();
        return settings.isOff()
                ? wordForWord
                : new ModelComposer(chat(settings), settings.model(), wordForWord, new ClaimProof(lexicon), gate);
    }

    static ChatModel chat(LlmSettings settings) {
        return OpenAiChatModel.builder()
                .baseUrl(settings.baseUrl())
                .apiKey(settings.apiKey().isBlank() ? "none" : settings.apiKey())
                .modelName(settings.model())
                .temperature(0.0)
                .timeout(settings.timeout())
                .maxRetries(settings.retries())
                .build();
    }
}
