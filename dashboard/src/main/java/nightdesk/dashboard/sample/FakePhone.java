package nightdesk.dashboard.sample;

import java.util.List;

/** Numbers nobody has: the middle four digits are zeros. In the spellings patients use. */
final class FakePhone {
    private static final String NUMERALS = "零一二三四五六七八九";

    private FakePhone() {}

    static String spelled(Dice dice) {
        String head = "13" + dice.between(0, 9);
        String tail = "%04d".formatted(dice.between(1, 9_999));
        return dice.pick(List.of(
                head + "0000" + tail,
                head + "0000" + tail,
                head + " 0000 " + tail,
                head + "-0000-" + tail,
                head + "0000 " + tail,
                "+86 " + head + " 0000 " + tail,
                numerals(head) + " 0000 " + numerals(tail)));
    }

    private static String numerals(String digits) {
        StringBuilder said = new StringBuilder();
        digits.chars().forEach(digit -> said.append(NUMERALS.charAt(digit - '0')));
        return said.toString();
    }
}
