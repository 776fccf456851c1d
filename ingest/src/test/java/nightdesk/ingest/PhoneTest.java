package nightdesk.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13800005678",
                "+86 138 0000 5678",
                "86-138-0000-5678",
                "008613800005678",
                "１３８００００５６７８",
                "138·0000·5678"
            })
    void hasOneSpelling(String written) {
        assertThat(Phone.normalise(written)).contains("13800005678");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "11800005678", "微信同号", "1380000567", "138000056789"})
    void isNothing_whenItIsNoNumber(String written) {
        assertThat(Phone.normalise(written)).isEmpty();
    }

    @Test
    void keepsLandlinesAndForeignNumbers() {
        assertThat(Phone.normalise("021-6234 5678")).contains("02162345678");
        assertThat(Phone.normalise("+852 6123 4567")).contains("+85261234567");
    }

    @Test
    void isFoundInChat_butNotInsideLongerNumbers() {
        assertThat(Phone.in("我电话138 0000 5678，或者 +8613900001234")).containsExactly("13800005678", "13900001234");
        assertThat(Phone.in("订单号202613800005678123")).isEmpty();
        assertThat(Phone.in("微信abc13800005678")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"13800005678, 138****5678", "+85261234567, +85****4567", "1234, ****"})
    void isShownMasked(String number, String shown) {
        assertThat(Phone.mask(number)).isEqualTo(shown);
    }

    @Test
    void isMaskedInsideText() {
        assertThat(Phone.maskIn("打13800005678给我")).isEqualTo("打138****5678给我");
    }
}
