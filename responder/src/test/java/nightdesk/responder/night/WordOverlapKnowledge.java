package nightdesk.responder.night;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import nightdesk.responder.KnowledgeBase;
import nightdesk.responder.KnowledgeItem;

/** An in-memory knowledge that counts common character pairs: enough to exercise the policies without a model. */
public final class WordOverlapKnowledge implements KnowledgeBase {
    private static final double THRESHOLD = 0.45;

    private final List<KnowledgeItem> items;

    public WordOverlapKnowledge(List<KnowledgeItem> items) {
        this.items = items;
    }

    public static KnowledgeItem item(String id, String category, String question, String answer) {
        return new KnowledgeItem(id, category, question, List.of(), answer, List.of(), null, null, true, 1);
    }

    @Override
    public Retrieval find(Query query) {
        List<Match> considered = items.stream()
                .filter(item -> item.branch() == null || item.branch().equals(query.branch()))
                .filter(item -> item.validUntil() == null || !item.validUntil().isBefore(query.today()))
                .map(item -> new Match(item, score(item, query)))
                .sorted(Comparator.comparingDouble(Match::score).reversed())
                .limit(10)
                .toList();
        List<Match> accepted = considered.stream()
                .filter(match -> match.score() >= THRESHOLD)
                .limit(1)
                .toList();
        return new Retrieval(accepted, considered, accepted.isEmpty() ? "below threshold" : "accepted");
    }

    private static double score(KnowledgeItem item, Query query) {
        return Stream.concat(Stream.of(item.question()), item.variants().stream())
                .mapToDouble(question -> overlap(pairs(question), pairs(query.text())))
                .max()
                .orElse(0);
    }

    private static double overlap(Set<String> question, Set<String> asked) {
        Set<String> both = new HashSet<>(asked);
        both.retainAll(question);
        return asked.isEmpty() ? 0 : (double) both.size() / Math.min(question.size(), asked.size());
    }

    private static Set<String> pairs(String text) {
        String plain = text.replaceAll("[\\s\\p{Punct}\\p{IsPunctuation}]", "");
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 1 < plain.length(); i++) {
            pairs.add(plain.substring(i, i + 2));
        }
        return pairs;
    }

    @Override
    public String version() {
        return "test";
    }
}
