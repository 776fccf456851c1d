package nightdesk.responder.lead;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds mainland mobile numbers however they are typed: full-width, in Chinese numerals, with spaces, dots or dashes,
 * with keycap emoji, with the letter o for zero, with +86.
 */
final class PhoneReader {
    private static final String DIGITS = "零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖oOＯ";
    private static final String VALUES = "00123456789" + "1" + "123456789" + "000";
    private static final String GAP = "[\\s\\-–—−.·•_,/()]{0,3}";
    private static final Pattern MOBILE =
            Pattern.compile("(?<!\\d)(?:(?:\\+|00)?86" + GAP + ")?(1" + GAP + "[3-9](?:" + GAP + "\\d){9})(?!\\d)");
    private static final int LEAST_PLAIN_DIGITS = 2;

    private PhoneReader() {}

    /** A number's place in the text as normalised by {@link #plain}. */
    record Found(String digits, int start, int end) {}

    /** Returns the text with compatible forms folded (full-width, keycaps) and without invisible characters. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[\\u200B-\\u200F\\uFE0F\\u20E3]", "");
    }

    /** Returns the numbers in order. */
    static List<Found> find(String text) {
        String plain = plain(text);
        Matcher matcher = MOBILE.matcher(digitised(plain));
        List<Found> found = new ArrayList<>();
        while (matcher.find()) {
            if (looksTyped(plain.substring(matcher.start(), matcher.end()))) {
                found.add(new Found(matcher.group(1).replaceAll("\\D", ""), matcher.start(), matcher.end()));
            }
        }
        return found;
    }

    static Optional<String> last(String text) {
        return find(text).stream().reduce((first, second) -> second).map(Found::digits);
    }

    /** Letters o alone never make a number; a number wholly in Chinese numerals does. */
    private static boolean looksTyped(String surface) {
        return surface.chars().filter(Character::isDigit).count() >= LEAST_PLAIN_DIGITS
                || surface.chars().noneMatch(c -> c == 'o' || c == 'O');
    }

    private static String digitised(String plain) {
        StringBuilder digitised = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            int at = DIGITS.indexOf(plain.charAt(i));
            digitised.append(at < 0 ? plain.charAt(i) : VALUES.charAt(at));
        }
        return digitised.toString();
    }

    /** Returns the text with every number replaced by a space. */
    static String without(String text) {
        return replaced(text, found -> " ");
    }

    /** Returns the text with the middle of every number hidden: {@code 138****1234}; other text stays as written. */
    static String masked(String text) {
        return find(text).isEmpty() ? text : replaced(text, found -> LeadNotes.masked(found.digits()));
    }

    private static String replaced(String text, Function<Found, @Nullable String> by) {
        StringBuilder rest = new StringBuilder(plain(text));
        for (Found found : find(text).reversed()) {
            rest.replace(found.start(), found.end(), Objects.requireNonNullElse(by.apply(found), ""));
        }
        return rest.toString();
    }
}
