package nightdesk.nlp.lucene;

import static nightdesk.nlp.lucene.Messages.said;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nightdesk.ingest.ChatMessage;
import nightdesk.nlp.SearchFilter;
import nightdesk.nlp.SearchRequest;
import nightdesk.nlp.SearchRequest.Order;
import nightdesk.nlp.SearchResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle of exact search is counting substrings. */
class SubstringOracleTest {
    private static final String[] ALPHABET = {
        "热", "玛", "吉", "双", "眼", "皮", "多", "少", "钱", "，", "。", " ", "　", "\n", "a", "A", "b", "B", "1", "2", "é", "É",
        "😀", "👍🏻", "🤦‍♀️", "𠮷", "Ａ", "-", "\"", "？"
    };

    @TempDir
    Path directory;

    private final Random random = new Random(20261122);
    private final Map<String, ChatMessage> held = new HashMap<>();

    @Test
    void findsExactlyWhatContainsTheString_throughReindexingErasureAndRestart() {
        LuceneMessageIndex index = TestIndex.open(directory);
        index.index(random(0, 400));
        assertEqualsOracle(index, 250);
        index.index(random(200, 600));
        assertEqualsOracle(index, 250);
        erase(index, "wm3");
        assertEqualsOracle(index, 150);
        index.close();

        LuceneMessageIndex again = TestIndex.open(directory);
        again.index(random(550, 650));
        assertEqualsOracle(again, 250);
        again.close();
    }

    @Test
    void findsTextsOfOneCharacterAndRepeats() {
        try (LuceneMessageIndex index = TestIndex.open(directory)) {
            for (String text : List.of("好", "好好", "好好好", "好 好", "", " ", "a")) {
                ChatMessage message = said("t" + text, text);
                held.put(message.messageId(), message);
            }
            index.index(List.copyOf(held.values()));
            for (String query : List.of("好", "好好", "好好好", "好好好好", " ", "A", "好 ", "", "b")) {
                assertThat(found(index, query)).as("'%s'", query).isEqualTo(oracle(query));
            }
        }
    }

    @Test
    void findsALongQueryOnlyWhereAllOfItStands() {
        try (LuceneMessageIndex index = TestIndex.open(directory)) {
            String text = "我想做双眼皮多少钱？".repeat(80);
            ChatMessage message = said("long", text);
            held.put(message.messageId(), message);
            index.index(List.of(message));
            for (int from = 0; from < 20; from++) {
                String query = text.substring(from, from + 700 + from);
                assertThat(found(index, query)).hasSize(1);
                assertThat(found(index, query + "！")).isEmpty();
            }
        }
    }

    private void erase(LuceneMessageIndex index, String peer) {
        Set<ChatMessage> gone = held.values().stream()
                .filter(message -> message.peer().equals(peer))
                .collect(Collectors.toSet());
        assertThat(index.erase(gone.iterator().next().patientId())).isEqualTo(gone.size());
        gone.forEach(message -> held.remove(message.messageId()));
    }

    private List<ChatMessage> random(int from, int to) {
        List<ChatMessage> batch = new ArrayList<>();
        for (int i = from; i < to; i++) {
            ChatMessage message = said("k" + i, "wm" + i % 7, speaker(), text(1 + random.nextInt(25)), Messages.NOON);
            batch.add(message);
            held.put(message.messageId(), message);
        }
        return batch;
    }

    private nightdesk.ingest.Speaker speaker() {
        return random.nextBoolean() ? nightdesk.ingest.Speaker.PATIENT : nightdesk.ingest.Speaker.STAFF;
    }

    private String text(int length) {
        return IntStream.range(0, length)
                .mapToObj(i -> ALPHABET[random.nextInt(ALPHABET.length)])
                .collect(Collectors.joining());
    }

    private void assertEqualsOracle(LuceneMessageIndex index, int rounds) {
        List<ChatMessage> messages = List.copyOf(held.values());
        for (int round = 0; round < rounds; round++) {
            String query = round % 3 == 0
                    ? text(1 + random.nextInt(4))
                    : part(messages.get(random.nextInt(messages.size())).text());
            assertThat(found(index, query)).as("'%s'", query).isEqualTo(oracle(query));
        }
    }

    private String part(String text) {
        int[] points = text.codePoints().toArray();
        int from = random.nextInt(points.length);
        int length = 1 + random.nextInt(Math.min(8, points.length - from));
        String part = new String(points, from, length);
        return random.nextBoolean() ? part : flipCase(part);
    }

    private static String flipCase(String text) {
        return text.codePoints()
                .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Set<String> oracle(String query) {
        return held.values().stream()
                .filter(message -> lower(message.text()).contains(lower(query)))
                .map(ChatMessage::messageId)
                .collect(Collectors.toSet());
    }

    private static String lower(String text) {
        return text.codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Set<String> found(LuceneMessageIndex index, String query) {
        Set<String> found = new HashSet<>();
        SearchResult result =
                index.search(new SearchRequest(query, true, Set.of(), SearchFilter.NONE, Order.RELEVANCE, 0, 500));
        result.items().forEach(hit -> found.add(hit.messageId()));
        for (int page = 1; page * 500L < result.total(); page++) {
            index.search(new SearchRequest(query, true, Set.of(), SearchFilter.NONE, Order.RELEVANCE, page, 500))
                    .items()
                    .forEach(hit -> found.add(hit.messageId()));
        }
        assertThat(result.total()).as("total of '%s'", query).isEqualTo(found.size());
        return found;
    }
}
