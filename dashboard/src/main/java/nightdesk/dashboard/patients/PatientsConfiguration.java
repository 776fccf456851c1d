package nightdesk.dashboard.patients;

import java.time.Clock;
import nightdesk.ingest.PatientLinks;
import nightdesk.ingest.PatientRecords;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the routes of people. */
@Configuration(proxyBeanMethods = false)
public class PatientsConfiguration {

    @Bean
    PatientController patientController(PatientRecords records, PatientLinks links, Clock clock) {
        return new PatientController(records, links, new PatientViews(clock.getZone()));
    }
}
