package nightdesk.dashboard.imports;

import nightdesk.ingest.Imports;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires importing over HTTP. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ImportSettings.class)
@Import({ImportController.class, QuarantineController.class})
public class ImportsConfiguration {

    @Bean
    ReceiveUpload receiveUpload(Imports imports, ImportSettings settings) {
        return new ReceiveUpload(imports.directory(), settings.maxSize());
    }
}
