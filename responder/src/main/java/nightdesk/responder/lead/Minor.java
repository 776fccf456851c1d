package nightdesk.responder.lead;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out whether the patient is under 18 and writes alone. */
final class Minor {
    private static final Pattern SAYS_SO = Pattern.compile(
            "未成年|没成年|还没满?18|没满18|不满18|不到18|未满18|我(?:才|刚|今年|现在)?(?:上|读|念)?(?:初[一二三中]|高[一二三中])(?!端|级)|初中生|高中生");
    private static final Pattern AGE = Pattern.compile(
            "(?:满|我(?:今年|现在|才|刚|马上)?|今年(?:才)?|i'?m |i am )\\s?(\\d{1,2}|十[一二三四五六七])(?!\\d|个|天|号|点|万|千|百|元|块|次|支|年(?!级)|周(?!岁)|月|[::.%])"
                    + "|(\\d{1,2}|十[一二三四五六七])(?:周?岁| years? old)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern GUARDIAN = Pattern.compile(
            "我(?:家|们家)?的?(?:大|小|二)?(?:女儿|儿子|孩子|闺女|娃|姑娘|崽|侄女|侄子|外甥)|(?:孩子|女儿|儿子|小孩|小朋友)(?:今年|才|刚|现在)?\\s?(?:\\d{1,2}|十[一二三四五六七])"
                    + "|我是(?:他|她|孩子)(?:妈|爸|妈妈|爸爸|家长)|my (?:son|daughter)");
    private static final int ADULT = 18;

    private Minor() {}

    static boolean alone(List<String> lines) {
        boolean minor = lines.stream().anyMatch(Minor::isMinor);
        return minor && lines.stream().noneMatch(line -> GUARDIAN.matcher(line).find());
    }

    private static boolean isMinor(String line) {
        if (SAYS_SO.matcher(line).find()) {
            return true;
        }
        Matcher age = AGE.matcher(line);
        while (age.find()) {
            if (years(age.group(1) == null ? age.group(2) : age.group(1)) < ADULT) {
                return true;
            }
        }
        return false;
    }

    private static int years(String number) {
        int tens = number.indexOf('十');
        return tens < 0 ? Integer.parseInt(number) : 10 + "一二三四五六七八九".indexOf(number.charAt(tens + 1)) + 1;
    }
}
