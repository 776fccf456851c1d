package nightdesk.nlp.search;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightdesk.ingest.Channel;
import nightdesk.ingest.Speaker;
import nightdesk.nlp.Lexicon.Kind;
import nightdesk.nlp.search.SearchQuery.About;
import nightdesk.nlp.search.SearchQuery.Node;
import nightdesk.nlp.search.SearchQuery.On;
import nightdesk.nlp.search.SearchQuery.Said;
import nightdesk.nlp.search.SearchQuery.Via;
import org.jspecify.annotations.Nullable;

/** What may stand before a colon in a query. */
enum SearchField {
    TREATMENT("项目", "一个项目名，如 treatment:热玛吉") {
        @Override
        Node node(String value) {
            return new About(Kind.TREATMENT, value);
        }
    },
    BRAND("品牌", "一个品牌名，如 brand:乔雅登") {
        @Override
        Node node(String value) {
            return new About(Kind.BRAND, value);
        }
    },
    CONCERN("诉求", "一个诉求，如 concern:法令纹") {
        @Override
        Node node(String value) {
            return new About(Kind.CONCERN, value);
        }
    },
    SAID("说话人", "patient（患者）、staff（员工）或 ai 之一") {
        @Override
        Node node(String value) {
            return new Said(
                    switch (value.toLowerCase(Locale.ROOT)) {
                        case "patient", "患者", "顾客" -> Speaker.PATIENT;
                        case "staff", "员工", "顾问" -> Speaker.STAFF;
                        case "ai", "助手" -> Speaker.AI;
                        default -> throw new IllegalArgumentException("不认识说话人「" + value + "」");
                    });
        }
    },
    CHANNEL("渠道", "wecom-kf、wecom-archive、wechat 或 gateway 之一") {
        @Override
        Node node(String value) {
            try {
                return new Via(Channel.of(value.toLowerCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("不认识渠道「" + value + "」", e);
            }
        }
    },
    TAG("标签", "标签名；患者标签还没有建立，暂时不能按标签搜索") {
        @Override
        Node node(String value) {
            throw new IllegalArgumentException("不能按标签「" + value + "」搜索");
        }
    },
    BEFORE("之前", "日期，如 before:2026-11-01（不含这一天）") {
        @Override
        Node node(String value) {
            return new On(null, day(value));
        }
    },
    AFTER("之后", "日期，如 after:2026-11-01（含这一天）") {
        @Override
        Node node(String value) {
            return new On(day(value), null);
        }
    };

    private static final Pattern DAY = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})(?:[-/.月](\\d{1,2})日?|月)?");
    private static final int MIN_SLIP = 4;

    private final String chinese;
    private final String expected;

    SearchField(String chinese, String expected) {
        this.chinese = chinese;
        this.expected = expected;
    }

    /** @throws IllegalArgumentException with what was met */
    abstract Node node(String value);

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String expected() {
        return expected;
    }

    static @Nullable SearchField of(String name) {
        return Arrays.stream(values())
                .filter(field -> field.code().equalsIgnoreCase(name) || field.chinese.equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Returns the field that differs from this name by a letter or two in place. */
    static Optional<SearchField> closeTo(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.length() < MIN_SLIP
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(field ->
                                sorted(field.code()).equals(sorted(lower)) || (field.code() + "s").equals(lower))
                        .findFirst();
    }

    private static List<Integer> sorted(String letters) {
        return letters.chars().sorted().boxed().toList();
    }

    private static LocalDate day(String value) {
        Matcher day = DAY.matcher(value);
        try {
            if (day.matches()) {
                String ofMonth = day.group(3);
                return LocalDate.of(
                        Integer.parseInt(day.group(1)),
                        Integer.parseInt(day.group(2)),
                        ofMonth == null ? 1 : Integer.parseInt(ofMonth));
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("没有「" + value + "」这一天", e);
        }
        throw new IllegalArgumentException("读不懂日期「" + value + "」");
    }
}
