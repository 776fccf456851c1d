package nightdesk.nlp.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Speaker;
import nightdesk.nlp.ChineseText;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Lexicon.Kind;
import nightdesk.nlp.SearchFilter;
import nightdesk.nlp.SearchRequest;
import nightdesk.nlp.SearchRequest.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random queries of every form find exactly the messages that a plain reading of each text says they should. */
class QueryTreeTest {
    private static final String[] BITS = {
        "热玛吉", "热马吉", "热.玛.吉", "RMJ", "ＲＭＪ", "玻尿酸", "嗨体", "乔雅登", "雙眼皮", "双眼皮", "修复", "水光针", "水光針", "法令纹", "多少钱", "多少錢",
        "疼", "吗", "大V", "线", " ", "，", "😀", "abc", "12:30", "(", "?"
    };

    private static final String[] WORDS = {
        "热玛吉", "热玛", "玛吉", "rmj", "remaji", "玻尿酸", "嗨体", "双眼皮", "雙眼皮", "水光", "多少钱", "錢", "疼", "大V", "线", "ABC", "b",
        "没有", "12:30", "😀"
    };

    private static final Lexicon LEXICON = TestIndex.LEXICON;

    @TempDir
    Path directory;

    private final Random random = new Random(20261123);

    /** What is typed, and whether a message should be found. */
    private record Asked(String typed, Predicate<ChatMessage> holds) {}

    @Test
    void findsWhatAPlainReadingOfEachTextFinds() {
        List<ChatMessage> messages = messages();
        try (LuceneMessageIndex index = TestIndex.open(directory)) {
            index.index(messages.subList(0, 250));
            index.index(messages.subList(250, messages.size()));
            for (int i = 0; i < 600; i++) {
                Asked asked = all(3);
                Set<String> expected = new HashSet<>();
                messages.stream().filter(asked.holds()).forEach(message -> expected.add(message.messageId()));
                assertThat(found(index, asked.typed())).as(asked.typed()).isEqualTo(expected);
            }
        }
    }

    private static Set<String> found(LuceneMessageIndex index, String query) {
        Set<String> ids = new HashSet<>();
        index.search(new SearchRequest(query, false, Set.of(), SearchFilter.NONE, Order.RELEVANCE, 0, 500))
                .items()
                .forEach(hit -> ids.add(hit.messageId()));
        return ids;
    }

    private List<ChatMessage> messages() {
        List<ChatMessage> messages = new ArrayList<>();
        for (int i = 0; i < 480; i++) {
            StringBuilder text = new StringBuilder();
            for (int bits = 1 + random.nextInt(5); bits > 0; bits--) {
                text.append(BITS[random.nextInt(BITS.length)]);
            }
            Speaker speaker = i % 3 == 0 ? Speaker.STAFF : i % 3 == 1 ? Speaker.AI : Speaker.PATIENT;
            messages.add(Messages.said(
                    "k" + i, "wm" + i % 7, speaker, text.toString(), Messages.NOON.plus(Duration.ofDays(i % 30))));
        }
        return messages;
    }

    private Asked all(int depth) {
        Asked left = any(depth);
        if (random.nextInt(3) > 0) {
            return left;
        }
        Asked right = any(depth);
        String by = random.nextBoolean() ? " AND " : "  ";
        return new Asked(left.typed() + by + right.typed(), left.holds().and(right.holds()));
    }

    private Asked any(int depth) {
        Asked left = negated(depth);
        if (random.nextInt(3) > 0) {
            return left;
        }
        Asked right = negated(depth);
        return new Asked(left.typed() + " OR " + right.typed(), left.holds().or(right.holds()));
    }

    private Asked negated(int depth) {
        Asked one = depth > 0 && random.nextInt(4) == 0 ? group(depth - 1) : leaf();
        return switch (random.nextInt(6)) {
            case 0 -> new Asked("-" + one.typed(), one.holds().negate());
            case 1 -> new Asked("NOT " + one.typed(), one.holds().negate());
            default -> one;
        };
    }

    private Asked group(int depth) {
        Asked inside = all(depth);
        return new Asked("(" + inside.typed() + ")", inside.holds());
    }

    private Asked leaf() {
        String word = WORDS[random.nextInt(WORDS.length)];
        return switch (random.nextInt(10)) {
            case 0 -> new Asked("\"" + word + "\"", text -> contains(text, word));
            case 1 -> pattern();
            case 2 -> about("treatment:", Kind.TREATMENT, "玻尿酸", Set.of("玻尿酸", "嗨体"));
            case 3 -> about("项目:", Kind.TREATMENT, "热马吉", Set.of("热玛吉"));
            case 4 -> about("brand:", Kind.BRAND, "乔雅登", Set.of("乔雅登"));
            case 5 -> new Asked("said:staff", message -> message.speaker() == Speaker.STAFF);
            case 6 -> after();
            default -> new Asked(word, message -> contains(message, word) || spells(message, word));
        };
    }

    private Asked pattern() {
        return random.nextBoolean()
                ? new Asked("双*针", message -> plain(message).matches("(?s).*双.{0,20}针.*"))
                : new Asked("玻?酸", message -> plain(message).matches("(?s).*玻.酸.*"));
    }

    private Asked after() {
        LocalDate day = LocalDate.of(2026, 7, 1).plusDays(random.nextInt(30));
        return new Asked(
                "after:" + day,
                message -> !message.sentAt()
                        .isBefore(day.atStartOfDay(TestIndex.SHANGHAI).toInstant()));
    }

    private static Asked about(String field, Kind kind, String typed, Set<String> names) {
        return new Asked(field + typed, message -> {
            Subject subject = Subject.of(LEXICON, message.text());
            Set<String> about = kind == Kind.BRAND ? subject.brands() : subject.treatments();
            return names.stream().anyMatch(about::contains);
        });
    }

    private static boolean contains(ChatMessage message, String word) {
        return plain(message).contains(plain(word));
    }

    private static boolean spells(ChatMessage message, String word) {
        Set<Lexicon.Entry> meant = LEXICON.lookUp(word);
        return LEXICON.occurrences(message.text()).stream()
                .anyMatch(mention -> meant.contains(new Lexicon.Entry(mention.kind(), mention.canonical())));
    }

    private static String plain(ChatMessage message) {
        return plain(message.text());
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().map(ChineseText::folded).forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
