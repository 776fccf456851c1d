package nightdesk.responder.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nightdesk.nlp.ChineseText;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Lexicon.Kind;

/** Reads questions and items into the same terms. */
final class QuestionReader {
    private static final Pattern LATIN = Pattern.compile("[a-z][a-z' ]*[a-z]|[a-z]");
    private static final Pattern DOCTOR = Pattern.compile("()(医生|主任|大夫)");
    private static final Pattern LEANING = Pattern.compile("^(那|这个|它|呢|还有|也|另外|要是|然后)|呢[?？]?$");
    static final String SURNAMES =
            "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹喻柏窦章苏潘葛范彭鲁韦马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕罗毕郝邬安常于傅齐康伍余顾孟黄穆萧尹姚邵汪祁毛贝臧成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾路江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房丁邓洪包左石崔龚程邢裴陆翁荀曾叶黎白温庄柴翟廖欧阎刘龙段侯谭";
    private static final int SHORT = 12;

    private final QuestionRules rules;
    private final Lexicon lexicon;

    QuestionReader(QuestionRules rules, Lexicon lexicon) {
        this.rules = rules;
        this.lexicon = lexicon;
    }

    /**
     * @param sites every site that any item names
     */
    Question read(String text, List<String> context, Set<String> sites) {
        String plain = plain(text);
        Set<String> treatments = treatments(plain);
        Set<QuestionRules.Aspect> aspects = aspects(plain);
        Set<String> doctors = doctors(plain);
        Set<String> brands = brands(plain);
        String embedded = plain;
        if (!context.isEmpty() && leans(plain, treatments, doctors, aspects)) {
            List<String> lines = context.stream().map(this::plain).toList();
            String earlier = String.join(" ", lines);
            if (treatments.isEmpty() || (aspects.isEmpty() && !plain.startsWith("那"))) {
                treatments = joined(latest(lines, this::treatments), treatments);
            }
            if (doctors.isEmpty()) {
                doctors = latest(lines, this::doctors);
            }
            if (aspects.isEmpty() || lacksGuard(aspects)) {
                Set<QuestionRules.Aspect> lent = aspects(earlier);
                boolean bare = aspects.isEmpty();
                aspects = new LinkedHashSet<>(aspects);
                lent.stream().filter(aspect -> bare || aspect.guard()).forEach(aspects::add);
            }
            embedded = earlier + " " + plain;
        }
        return new Question(plain, embedded, treatments, brands, aspects, doctors, sitesIn(plain, sites));
    }

    /** One plain spelling, without greetings; slips and pinyin put right. */
    String plain(String text) {
        String plain = latin(ChineseText.plain(text).replace('\n', ' '));
        for (Map.Entry<String, String> sound : rules.sounds().entrySet()) {
            if (!isLatin(sound.getKey())) {
                plain = plain.replace(sound.getKey(), sound.getValue());
            }
        }
        return rules.filler()
                .matcher(plain)
                .replaceAll("")
                .replaceAll("\\s+", " ")
                .strip();
    }

    Set<String> treatments(String plain) {
        Set<String> named = new LinkedHashSet<>();
        Set<String> implied = new LinkedHashSet<>();
        for (Lexicon.Mention mention : lexicon.mentions(plain)) {
            if (mention.kind() == Kind.TREATMENT) {
                named.add(mention.canonical());
            } else {
                implied.addAll(lexicon.impliedTreatments(mention.kind(), mention.canonical()));
            }
        }
        return named.isEmpty() ? implied : named;
    }

    /** Canonical names of treatments as an importer wrote them. */
    Set<String> canonical(List<String> names) {
        return names.stream()
                .map(name -> lexicon.spellings(name).getFirst())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns the treatment and those that answer for it. */
    Set<String> relatives(String treatment) {
        Set<String> relatives = new LinkedHashSet<>();
        relatives.add(treatment);
        for (Set<String> family : rules.families()) {
            if (family.contains(treatment)) {
                relatives.addAll(family);
            }
        }
        return relatives;
    }

    Set<QuestionRules.Aspect> aspects(String plain) {
        Set<QuestionRules.Aspect> aspects = new LinkedHashSet<>();
        for (QuestionRules.Aspect aspect : rules.aspects()) {
            if (aspect.asked().matcher(plain).find()) {
                aspects.add(aspect);
            }
        }
        if (aspects.stream().anyMatch(aspect -> aspect.bond() != QuestionRules.Bond.LONE)) {
            aspects.removeIf(aspect -> aspect.bond() == QuestionRules.Bond.LONE);
        }
        return aspects;
    }

    Set<String> doctors(String plain) {
        Set<String> doctors = new LinkedHashSet<>();
        Matcher matcher = DOCTOR.matcher(plain);
        while (matcher.find()) {
            surname(plain, matcher.start(2)).ifPresent(doctors::add);
        }
        return doctors;
    }

    /** 林医生, 林书远医生: the surname stands one, two or three characters before the title. */
    private static Optional<String> surname(String plain, int title) {
        for (int back = Math.min(3, title); back > 0; back--) {
            String character = plain.substring(title - back, title - back + 1);
            if (SURNAMES.contains(character)) {
                return Optional.of(character);
            }
        }
        return Optional.empty();
    }

    private Set<String> brands(String plain) {
        Set<String> treatments = lexicon.names(Kind.TREATMENT);
        return lexicon.mentions(plain).stream()
                .filter(mention -> mention.kind() == Kind.BRAND && !treatments.contains(mention.canonical()))
                .map(Lexicon.Mention::canonical)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> sitesIn(String plain, Set<String> sites) {
        return sites.stream().filter(plain::contains).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean leans(
            String plain, Set<String> treatments, Set<String> doctors, Set<QuestionRules.Aspect> aspects) {
        boolean whole = !treatments.isEmpty() && !aspects.isEmpty();
        return !whole && (plain.length() <= SHORT + 4 || LEANING.matcher(plain).find()) && doctors.isEmpty();
    }

    private static boolean lacksGuard(Set<QuestionRules.Aspect> aspects) {
        return aspects.stream().noneMatch(QuestionRules.Aspect::guard);
    }

    private static Set<String> joined(Set<String> lent, Set<String> own) {
        Set<String> joined = new LinkedHashSet<>(lent);
        joined.addAll(own);
        return joined;
    }

    private static Set<String> latest(List<String> lines, java.util.function.Function<String, Set<String>> reader) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            Set<String> found = reader.apply(lines.get(i));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return Set.of();
    }

    /** Reads runs of Latin letters as pinyin or English, longest word first; what it does not know stays. */
    private String latin(String text) {
        Matcher matcher = LATIN.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(out, Matcher.quoteReplacement(words(matcher.group())));
        }
        return matcher.appendTail(out).toString();
    }

    private String words(String run) {
        List<String> syllables = List.of(run.split("[ ']+"));
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < syllables.size()) {
            int taken = longestKnown(syllables, at);
            String joined = String.join("", syllables.subList(at, at + Math.max(1, taken)));
            String known = hanzi(joined);
            out.append(known == null ? " " + joined + " " : known);
            at += Math.max(1, taken);
        }
        return out.toString();
    }

    private int longestKnown(List<String> syllables, int at) {
        for (int n = Math.min(6, syllables.size() - at); n > 0; n--) {
            if (hanzi(String.join("", syllables.subList(at, at + n))) != null) {
                return n;
            }
        }
        return 0;
    }

    private @org.jspecify.annotations.Nullable String hanzi(String joined) {
        String sound = rules.sounds().get(joined);
        if (sound != null) {
            return sound;
        }
        List<String> spellings = new ArrayList<>(lexicon.spellings(joined));
        String canonical = spellings.getFirst();
        return spellings.size() > 1 && !canonical.toLowerCase(Locale.ROOT).equals(joined) ? canonical : null;
    }

    private static boolean isLatin(String text) {
        return text.charAt(0) < 128;
    }
}
