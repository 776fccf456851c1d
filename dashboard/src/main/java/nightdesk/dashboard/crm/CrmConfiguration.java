package nightdesk.dashboard.crm;

import java.time.Clock;
import nightdesk.ingest.CrmImports;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the routes of CRM imports. */
@Configuration(proxyBeanMethods = false)
public class CrmConfiguration {

    @Bean
    CrmController crmController(CrmImports imports, Clock clock) {
        return new CrmController(imports, clock.getZone());
    }
}
