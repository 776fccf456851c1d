package nightdesk.responder.compose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nightdesk.nlp.ChineseText;
import nightdesk.nlp.Lexicon;
import nightdesk.responder.KnowledgeItem;

/**
 * Proves a text by the items it rests on: every number (after the same words), time, name, Latin word, treatment and brand in it stands in an
 * item; each sentence is made of their words; and a sentence denies what its item denies. Strict on purpose: a refusal
 * only costs the model's wording.
 */
final class ClaimProof {
    private static final Pattern MARKUP =
            Pattern.compile("[<>{}`\\[\\]\\\\|*#_=]|://|www\\.|https?|\\.(com|cn|net|example|html)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:[.:][0-9]+)*");
    private static final Pattern COUNTED =
            Pattern.compile("[一二两三四五六七八九十百千万半几]+(?:多)?(?:元|块|折|次|天|周|个?月|年|岁|支|针|单位|毫升|点|成|片|粒|小时|分钟|倍|位|例|台|级|个|颗|名)");
    private static final Pattern DAY = Pattern.compile("(?:周|星期|礼拜|初|第)[一二三四五六七八九十日天末]+");
    private static final Pattern LATIN = Pattern.compile("[a-z]{2,}");
    private static final Pattern PERSON = Pattern.compile("[一-龥]{1,3}(?=医生|主任|院长|教授|大夫|女士|先生|小姐)");
    private static final Pattern SENTENCE = Pattern.compile("[^。！？!?；;\\n]+");
    private static final Pattern DENIAL = Pattern.compile("[不勿没无禁未别非]|避免");
    private static final Pattern POLITE = Pattern.compile(
            "您好|你好|亲爱的|亲|请问|感谢您?的?咨询|谢谢您?的?咨询|感谢您?|谢谢您?|您的|咨询|为您|您|这边|我们|一下|哦|呢|噢|啦|关于|想了解|另外|同时|其中|温馨提醒|温馨提示");
    private static final double ENOUGH = 0.72;

    private final Lexicon lexicon;

    ClaimProof(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /** Returns the first claim that no item proves, without quoting the patient; empty when all are proven. */
    Optional<String> objection(String text, List<KnowledgeItem> items) {
        String said = ChineseText.plain(text);
        String known = items.stream()
                .map(item -> ChineseText.plain(item.question() + "。" + item.answer()))
                .collect(Collectors.joining("。"));
        String answers =
                items.stream().map(item -> ChineseText.plain(item.answer())).collect(Collectors.joining("。"));
        return tooLong(said, known)
                .or(() -> missing("标记或链接", MARKUP, said, answers))
                .or(() -> missing("数字", NUMBER, said, answers))
                .or(() -> missing("数量", COUNTED, said, answers))
                .or(() -> missing("日子", DAY, said, answers))
                .or(() -> moved(said, answers))
                .or(() -> missing("外文词", LATIN, said, answers))
                .or(() -> missing("人名", PERSON, said, answers))
                .or(() -> unnamed(said, known))
                .or(() -> unsupported(said, answers));
    }

    private static Optional<String> tooLong(String said, String known) {
        int most = known.length() + 60;
        return said.length() <= most ? Optional.empty() : Optional.of(said.length() + " 个字，最多 " + most);
    }

    private static Optional<String> missing(String what, Pattern pattern, String said, String answers) {
        Set<String> proven = found(pattern, answers);
        return found(pattern, said).stream()
                .filter(claim -> !proven.contains(claim))
                .findFirst()
                .map(claim -> "没有条目含有" + what + "「" + claim + "」");
    }

    /** 眼部 must not get the price of 全面部: a number stands after the same words as in its item. */
    private static Optional<String> moved(String said, String answers) {
        Set<String> proven = placed(answers);
        return placed(said).stream()
                .filter(place -> !proven.contains(place))
                .findFirst()
                .map(place -> "没有条目在这里给出数字：" + place);
    }

    private static Set<String> placed(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(match -> before(text, match.start()) + match.group())
                .collect(Collectors.toSet());
    }

    /** The two Chinese characters before a place, whatever stands between. */
    private static String before(String text, int place) {
        StringBuilder last = new StringBuilder();
        for (int i = place - 1; i >= 0 && last.length() < 2; i--) {
            if (isHan(text.charAt(i))) {
                last.insert(0, text.charAt(i));
            }
        }
        return last.toString();
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private Optional<String> unnamed(String said, String known) {
        Set<String> proven = names(known);
        return names(said).stream()
                .filter(name -> !proven.contains(name))
                .findFirst()
                .map(name -> "没有条目提到「" + name + "」");
    }

    private Set<String> names(String text) {
        return lexicon.mentions(text).stream()
                .filter(mention -> mention.kind() == Lexicon.Kind.TREATMENT || mention.kind() == Lexicon.Kind.BRAND)
                .map(Lexicon.Mention::canonical)
                .collect(Collectors.toSet());
    }

    private static Optional<String> unsupported(String said, String answers) {
        List<String> theirs = sentences(answers);
        Set<String> known = new HashSet<>();
        theirs.forEach(sentence -> known.addAll(pairs(sentence)));
        for (String sentence : sentences(said)) {
            String bare = POLITE.matcher(sentence).replaceAll(" ");
            List<String> pairs = pairs(bare);
            long proven = pairs.stream().filter(known::contains).count();
            if (pairs.isEmpty() && hasHan(bare)) {
                return Optional.of("有一句话没有可以对照条目的内容");
            }
            if (proven < ENOUGH * pairs.size()) {
                return Optional.of("有一句话的 " + pairs.size() + " 个词对里只有 " + proven + " 个出自条目");
            }
            if (!pairs.isEmpty() && denies(bare) != denies(closest(bare, theirs))) {
                return Optional.of("有一句话与条目的肯定或否定相反");
            }
        }
        return Optional.empty();
    }

    /** 行, 可, 能: a single character may still be an assent. */
    private static boolean hasHan(String text) {
        return text.chars().anyMatch(c -> isHan((char) c));
    }

    private static List<String> sentences(String text) {
        return SENTENCE.matcher(text).results().map(MatchResult::group).toList();
    }

    private static boolean denies(String sentence) {
        return DENIAL.matcher(sentence).find();
    }

    private static String closest(String sentence, List<String> candidates) {
        Set<String> own = new HashSet<>(pairs(sentence));
        return candidates.stream()
                .max(Comparator.comparingLong(candidate ->
                        pairs(candidate).stream().filter(own::contains).count()))
                .orElse("");
    }

    /** Pairs of neighbouring Chinese characters. */
    private static List<String> pairs(String text) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < text.length(); i++) {
            if (isHan(text.charAt(i)) && isHan(text.charAt(i + 1))) {
                pairs.add(text.substring(i, i + 2));
            }
        }
        return pairs;
    }

    private static boolean isHan(char c) {
        return c >= 0x4E00 && c <= 0x9FFF;
    }
}
