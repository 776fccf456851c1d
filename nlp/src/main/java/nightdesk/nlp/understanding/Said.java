package nightdesk.nlp.understanding;

import java.util.List;
import java.util.Optional;
import nightdesk.nlp.ChineseText;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Lexicon.Kind;
import nightdesk.nlp.Lexicon.Mention;
import nightdesk.nlp.Wordings;

/** One message under the rules: its words, what they name, and what is found in them. */
final class Said {
    private static final char TREATMENT = 'T';
    private static final char PROBLEM = 'P';
    private static final char THIS = 'X';

    private final MeaningRules rules;
    private final String plain;
    private final List<Mention> mentions;
    private final int[] origins;
    private final Wordings.Reading words;
    private final Wordings.Reading masks;

    /** A rule that holds, and where. */
    record Hit(String rule, String value, String quote, int start, int end) {}

    Said(MeaningRules rules, Lexicon lexicon, String text) {
        this.rules = rules;
        plain = ChineseText.aligned(text);
        mentions = lexicon.mentions(plain);
        origins = new int[plain.length() + 1];
        words = rules.words().read(plain);
        masks = rules.masks().read(masked(-1));
    }

    String plain() {
        return plain;
    }

    List<Mention> mentions() {
        return mentions;
    }

    /** Returns the first rule of the frame that holds. */
    Optional<Hit> frame(String name) {
        for (MeaningRules.Rule rule : rules.frames().getOrDefault(name, List.of())) {
            Optional<Hit> hit = hit(rule);
            if (hit.isPresent()) {
                return hit;
            }
        }
        return Optional.empty();
    }

    boolean is(String frame) {
        return frame(frame).isPresent();
    }

    Optional<Hit> hit(MeaningRules.Rule rule) {
        if (rule.unless().isPresent() && found(rule.unless().getAsInt()).isPresent()) {
            return Optional.empty();
        }
        return found(rule.said())
                .map(span -> new Hit(rule.id(), rule.value(), span.of(plain), span.start(), span.end()));
    }

    private Optional<Wordings.Span> found(int expression) {
        return words.find(expression)
                .or(() -> masks.find(expression)
                        .map(span -> new Wordings.Span(origins[span.start()], origins[span.end()])));
    }

    /** Returns the stance rule that holds for one mention. */
    Optional<MeaningRules.StanceRule> stance(Mention mention) {
        Wordings.Reading around = rules.places().read(masked(mention.start()));
        for (MeaningRules.StanceRule rule : rules.stances()) {
            if (around.find(rule.said()).isPresent()
                    && (rule.unless().isEmpty()
                            || around.find(rule.unless().getAsInt()).isEmpty())) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /** Treatments and brands become T, problems P, the one at {@code place} X; capitals stand for nothing else. */
    private String masked(int place) {
        if (mentions.isEmpty()) {
            for (int i = 0; i <= plain.length(); i++) {
                origins[i] = i;
            }
            return plain;
        }
        StringBuilder masked = new StringBuilder(plain.length());
        int at = 0;
        for (Mention mention : mentions) {
            if (mention.start() < at || stays(mention, place)) {
                continue;
            }
            at = copy(masked, at, mention.start());
            boolean problem = mention.kind() == Kind.CONCERN && !named(mention);
            origins[masked.length()] = mention.start();
            masked.append(mention.start() == place ? THIS : problem ? PROBLEM : TREATMENT);
            at = mention.end();
        }
        copy(masked, at, plain.length());
        origins[masked.length()] = plain.length();
        return masked.toString();
    }

    /** Around one treatment, problems are symptoms and keep their words. */
    private static boolean stays(Mention mention, int place) {
        boolean problem = mention.kind() == Kind.CONCERN && place >= 0 && mention.start() != place;
        return problem || mention.kind() == Kind.BODY_PART;
    }

    private boolean named(Mention concern) {
        return mentions.stream()
                .anyMatch(other -> other.start() == concern.start()
                        && (other.kind() == Kind.TREATMENT || other.kind() == Kind.BRAND));
    }

    private int copy(StringBuilder masked, int from, int to) {
        for (int i = from; i < to; i++) {
            origins[masked.length()] = i;
            masked.append(plain.charAt(i));
        }
        return Math.max(from, to);
    }
}
