package nightdesk.nlp.lucene;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Speaker;
import nightdesk.nlp.SearchFilter;
import nightdesk.nlp.SearchRequest;
import nightdesk.nlp.SearchRequest.Order;
import nightdesk.nlp.search.FoldedText;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Loads a file of real chat lines ({@code seq conv_id role source fold text}, gzip), checks hit counts against counting
 * substrings, and times a full search next to a bare Lucene phrase query over the same index in the same run. Run it
 * with {@code -Dtest=SearchBenchmark -DenableAssertions=false -Dnightdesk.volume=/path/chat.tsv.gz}: Lucene asserts within its
 * innermost loops.
 */
@EnabledIfSystemProperty(named = "nightdesk.volume", matches = ".+")
class SearchBenchmark {
    private static final List<String> QUERIES = List.of("双眼皮", "热玛吉", "退款", "多少钱", "恢复", "打针");
    private static final int BATCH = 2_000;
    private static final int WARM_UP = 3_000;
    private static final int ROUNDS = 2_000;
    private static final Instant START = Instant.parse("2025-10-01T00:00:00Z");

    @TempDir
    Path directory;

    private final Map<String, Long> expected = new HashMap<>();
    private long characters;

    @Test
    void measure() throws Exception {
        Path index = directory.resolve("index");
        WordCutter cutter = new WordCutter();
        IndexStorage storage =
                IndexStorage.open(index, new MessageDocuments(TestIndex.LEXICON, cutter), java.time.Clock.systemUTC());
        try (LuceneMessageIndex messages =
                new LuceneMessageIndex(storage, cutter, TestIndex.LEXICON, TestIndex.SHANGHAI, new MergedPatients())) {
            load(messages);
            int segments = storage.read(s -> s.getIndexReader().leaves().size());
            report("segments %d", segments);
            check(messages);
            for (String query : QUERIES) {
                compare(messages, storage, query);
            }
        }
    }

    private void load(LuceneMessageIndex index) throws IOException {
        List<ChatMessage> batch = new ArrayList<>(BATCH);
        long inIndex = 0;
        long longest = 0;
        int count = 0;
        try (BufferedReader lines = open()) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ChatMessage message = message(line, count++);
                tally(message.text());
                batch.add(message);
                if (batch.size() == BATCH) {
                    long took = timed(index, batch);
                    inIndex += took;
                    longest = Math.max(longest, took);
                    batch.clear();
                }
            }
        }
        inIndex += timed(index, batch);
        report(
                "%d messages, %d characters, %.1f s in the index = %.0f messages/s, longest batch of %d: %d ms, %.1f MB",
                count,
                characters,
                inIndex / 1e9,
                count / (inIndex / 1e9),
                BATCH,
                Duration.ofNanos(longest).toMillis(),
                index.status().sizeBytes() / 1e6);
    }

    private static long timed(LuceneMessageIndex index, List<ChatMessage> batch) {
        long start = System.nanoTime();
        index.index(batch);
        return System.nanoTime() - start;
    }

    private static BufferedReader open() throws IOException {
        Path file = Path.of(System.getProperty("nightdesk.volume"));
        return new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
    }

    private static ChatMessage message(String line, int number) {
        String[] cells = line.split("\t", 6);
        Speaker speaker =
                switch (cells[2]) {
                    case "doctor", "agent", "sys" -> Speaker.STAFF;
                    default -> Speaker.PATIENT;
                };
        return Messages.said("v" + number, cells[1], speaker, cells[5], START.plusSeconds(number * 40L));
    }

    private void tally(String text) {
        characters += text.length();
        for (String query : QUERIES) {
            if (text.contains(query)) {
                expected.merge(query, 1L, Long::sum);
            }
        }
    }

    private void check(LuceneMessageIndex index) {
        for (String query : QUERIES) {
            long found = index.search(exact(query)).total();
            long counted = expected.getOrDefault(query, 0L);
            if (found != counted) {
                throw new AssertionError(query + ": found " + found + ", counted " + counted);
            }
        }
        report("hit counts equal substring counts: %s", expected);
    }

    private static SearchRequest exact(String query) {
        return new SearchRequest(query, true, Set.of(), SearchFilter.NONE, Order.RELEVANCE, 0, 20);
    }

    private static SearchRequest smart(String query) {
        return new SearchRequest(query, false, Set.of(), SearchFilter.NONE, Order.RELEVANCE, 0, 20);
    }

    private static void compare(LuceneMessageIndex index, IndexStorage storage, String query) throws Exception {
        Query phrase = MessageQueries.substring(FoldedText.of(query));
        Times bare = time(() -> storage.read((IndexSearcher searcher) -> searcher.search(phrase, 20)));
        Times full = time(() -> index.search(exact(query)));
        Times byTime = time(
                () -> index.search(new SearchRequest(query, true, Set.of(), SearchFilter.NONE, Order.TIME, 0, 20)));
        Times smart = time(() -> index.search(smart(query)));
        report(
                "%s (%d hits, smart %d): bare %s, full %s, by time %s, smart %s",
                query,
                index.search(exact(query)).total(),
                index.search(smart(query)).total(),
                bare,
                full,
                byTime,
                smart);
    }

    private record Times(long p50, long p99) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d/%d µs", p50, p99);
        }
    }

    private static Times time(Callable<Object> call) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            call.call();
        }
        long[] nanos = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            call.call();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return new Times(nanos[ROUNDS / 2] / 1000, nanos[ROUNDS * 99 / 100] / 1000);
    }

    private static void report(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, "BENCH " + format, arguments));
    }
}
