package nightdesk.responder.lead;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhoneReaderTest {

    @Test
    void hidesTheMiddleOfEveryNumber_andNothingElse() {
        assertThat(PhoneReader.masked("打我 138 0000 1234 或 一三九00008866，下午"))
                .contains("138****1234", "139****8866", "打我", "下午")
                .doesNotContain("0000");
        assertThat(PhoneReader.masked("Ｏ（全角）不变")).isEqualTo("Ｏ（全角）不变");
    }
}
