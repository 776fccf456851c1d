package nightdesk.responder.night;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StaffAreOnDutyTest {
    private final Policy policy = new StaffAreOnDuty();

    @Test
    void staysSilent_byDay() {
        assertThat(Scene.nothing().at(10, 5).says("停车怎么收费").isSilencedBy(policy))
                .isTrue();
    }

    @Test
    void passesOn_upToTheLastSecondOfTheNight() {
        assertThat(Scene.nothing().at(8, 59).says("在吗").isPassedOnBy(policy)).isTrue();
    }
}
