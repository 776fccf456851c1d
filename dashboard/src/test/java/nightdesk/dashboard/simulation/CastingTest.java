package nightdesk.dashboard.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class CastingTest {
    private final Casting casting = new Casting();

    @Test
    void givesAsManyPatientsAsAskedFor_eachWithAName() {
        for (int count : new int[] {1, 40, 200}) {
            List<Patient> patients = casting.cast(count, 1);
            assertThat(patients).hasSize(count);
            assertThat(patients.stream().map(Patient::name)).doesNotHaveDuplicates();
            assertThat(patients).allMatch(patient -> !patient.lines().isEmpty());
        }
    }

    @Test
    void oneSeedGivesTheSameNight() {
        assertThat(casting.cast(80, 5)).isEqualTo(casting.cast(80, 5));
        assertThat(casting.cast(80, 5)).isNotEqualTo(casting.cast(80, 6));
    }

    @Test
    void theSmallestNightHasAnEmergency() {
        assertThat(casting.cast(1, 1).getFirst().lines())
                .anyMatch(line -> line.text().contains("发白"));
    }

    @Test
    void scriptHasStaffPicturesVoiceAndUnknownTypes() {
        List<Line> lines = casting.cast(40, 1).stream()
                .flatMap(patient -> patient.lines().stream())
                .toList();
        assertThat(lines).anyMatch(line -> line.from() == Line.From.STAFF);
        assertThat(lines.stream().map(Line::type)).contains("text", "image", "voice", "nightdesk_unknown");
    }

    @Test
    void linesWithinSecondsAreOneBurst() {
        Line first = new Line(Duration.ZERO, Line.From.PATIENT, "text", "在吗");
        Line soon = new Line(Duration.ofSeconds(4), Line.From.PATIENT, "text", "水光多少钱");
        Line later = new Line(Duration.ofSeconds(90), Line.From.PATIENT, "text", "疼吗");
        Line staff = new Line(Duration.ofSeconds(5), Line.From.STAFF, "text", "您好");
        Patient patient = new Patient("小鱼", LocalTime.of(22, 0), List.of(first, soon, later, staff));
        assertThat(patient.bursts()).containsExactly(List.of(first, soon), List.of(later), List.of(staff));
    }

    @Test
    void everyPhoneNumberIsObviouslyFake() {
        assertThat(casting.cast(300, 3).stream()
                        .flatMap(patient -> patient.lines().stream())
                        .map(line -> line.text().replaceAll("[ -]", ""))
                        .filter(text -> text.matches(".*1[3-9]\\d{9}.*")))
                .isNotEmpty()
                .allMatch(text -> text.matches(".*1[3-9]\\d0000\\d{4}.*"));
    }
}
