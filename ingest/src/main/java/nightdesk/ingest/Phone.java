package nightdesk.ingest;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Telephone numbers: kept in one spelling, shown masked. */
public final class Phone {
    private static final Pattern MOBILE = Pattern.compile("1[3-9]\\d{9}");
    private static final Pattern LANDLINE = Pattern.compile("0\\d{9,11}");
    private static final Pattern FOREIGN = Pattern.compile("\\+\\d{7,15}");
    private static final Pattern IN_TEXT =
            Pattern.compile("(?<![\\dA-Za-z_])(?:\\+?86[ -]?)?(1[3-9]\\d)([ -]?)(\\d{4})\\2(\\d{4})(?![\\dA-Za-z_])");
    private static final int TAIL = 4;

    private Phone() {}

    /**
     * Returns the number in its one spelling: a mainland mobile as 11 digits, a landline with its area code, a foreign
     * number with {@code +}; empty when it is none of these.
     */
    public static Optional<String> normalise(String written) {
        String text = Normalizer.normalize(written, Normalizer.Form.NFKC).replaceAll("[\\s\\-–—().·]", "");
        String bare = text.replaceFirst("^(?:\\+86|0086|86(?=1[3-9]\\d{9}$))", "");
        if (MOBILE.matcher(bare).matches() || LANDLINE.matcher(bare).matches()) {
            return Optional.of(bare);
        }
        return FOREIGN.matcher(text).matches() && !text.startsWith("+86") ? Optional.of(text) : Optional.empty();
    }

    /** Returns the mobile numbers that stand in a text, normalised, each once. */
    public static List<String> in(String text) {
        if (text.length() < 11) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        Matcher matcher = IN_TEXT.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC));
        while (matcher.find()) {
            String number = matcher.group(1) + matcher.group(3) + matcher.group(4);
            if (!found.contains(number)) {
                found.add(number);
            }
        }
        return found;
    }

    /** Returns a text with the mobile numbers in it masked. */
    public static String maskIn(String text) {
        return IN_TEXT.matcher(text).replaceAll(found -> found.group(1) + "****" + found.group(4));
    }

    /** Returns how a number is shown: {@code 138****5678}. */
    public static String mask(String number) {
        if (number.length() <= TAIL) {
            return "****";
        }
        String head = number.length() >= 11 ? number.substring(0, 3) : "";
        return head + "****" + number.substring(number.length() - TAIL);
    }
}
