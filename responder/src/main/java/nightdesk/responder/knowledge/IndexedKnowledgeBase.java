package nightdesk.responder.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import nightdesk.nlp.SentenceEmbedder;
import nightdesk.nlp.Triage;
import nightdesk.responder.KnowledgeBase;
import nightdesk.responder.KnowledgeItem;
import nightdesk.responder.knowledge.KnowledgeIndex.Entry;

/**
 * Answers in this order: danger first (only emergency words), questions that are never answered, then the items that
 * may be used today and speak of what is asked, by likeness, above a threshold.
 */
final class IndexedKnowledgeBase implements KnowledgeBase {
    private static final int CONSIDERED = 10;
    private static final double ALMOST_THE_SAME = 0.86;
    private static final int MOST_ANSWERS = 3;
    private static final String EMERGENCY = "emergency";
    private static final String DANGER = "危险情况：";
    private static final String NEVER = "这类问题不由知识库回答：";
    private static final String EXPIRED = "已过期";
    private static final String OTHER_SITE = "属于其他院区";

    private final QuestionRules rules;
    private final QuestionReader reader;
    private final SentenceEmbedder embedder;
    private final Triage triage;
    private volatile KnowledgeIndex index = KnowledgeIndex.empty();

    IndexedKnowledgeBase(QuestionRules rules, QuestionReader reader, SentenceEmbedder embedder, Triage triage) {
        this.rules = rules;
        this.reader = reader;
        this.embedder = embedder;
        this.triage = triage;
    }

    /** Takes these items as all there are. Blocking: embeds what is new. */
    void load(List<KnowledgeItem> items) {
        index = KnowledgeIndex.of(items, reader, embedder, index);
    }

    @Override
    public String version() {
        return index.version();
    }

    @Override
    public Retrieval find(Query query) {
        Retrieval whole = findOne(query);
        List<String> lines =
                query.text().lines().filter(line -> !line.isBlank()).toList();
        boolean settled = whole.reason().startsWith(DANGER) || whole.reason().startsWith(NEVER);
        return settled || lines.size() < 2 ? whole : eachLine(query, lines, whole);
    }

    /** A burst may hold several questions; each line that stands on its own may bring its own answer. */
    private Retrieval eachLine(Query query, List<String> lines, Retrieval whole) {
        Map<String, Match> accepted = new LinkedHashMap<>();
        whole.accepted().forEach(match -> accepted.put(match.item().id(), match));
        for (String line : lines) {
            Question question = reader.read(line, List.of(), index.sites());
            boolean standsAlone =
                    !question.aspects().isEmpty() && !question.treatments().isEmpty();
            if (standsAlone && accepted.size() < MOST_ANSWERS) {
                findOne(new Query(line, query.context(), query.branch(), query.today()))
                        .accepted()
                        .forEach(match -> accepted.putIfAbsent(match.item().id(), match));
            }
        }
        return new Retrieval(List.copyOf(accepted.values()), whole.considered(), whole.reason());
    }

    private Retrieval findOne(Query query) {
        KnowledgeIndex now = index;
        if (now.entries().isEmpty()) {
            return new Retrieval(List.of(), List.of(), "知识库里没有已批准的条目");
        }
        Question question = reader.read(query.text(), query.context(), now.sites());
        boolean danger = triage.judge(query.text(), List.of()).level().compareTo(Triage.Level.URGENT) >= 0;
        if (!danger) {
            Optional<String> refused = refusal(question, true);
            if (refused.isPresent()) {
                return new Retrieval(List.of(), List.of(), NEVER + refused.get());
            }
        }
        List<Scored> ranked = rank(now, query, question, danger);
        if (!danger && refusal(question, false).isPresent()) {
            return onlyTheSame(ranked);
        }
        return decide(ranked, question, danger);
    }

    private Optional<String> refusal(Question question, boolean always) {
        return rules.refusals().stream()
                .filter(refusal -> refusal.always() == always && refusal.refuses(question.plain()))
                .map(QuestionRules.Refusal::name)
                .findFirst();
    }

    /**
     * @param likeness by vectors alone
     * @param score with what speaks for it beside likeness
     * @param barred why it may not answer; empty = it may
     */
    private record Scored(Entry entry, double likeness, double score, String barred) {
        Match match() {
            return new Match(entry.item(), Math.clamp(score, 0.0, 1.0));
        }
    }

    private List<Scored> rank(KnowledgeIndex now, Query query, Question question, boolean danger) {
        List<String> texts = question.embedded().equals(question.plain())
                ? List.of(question.plain())
                : List.of(question.plain(), question.embedded());
        List<float[]> asked = embedder.embed(texts);
        return now.entries().stream()
                .map(entry -> score(entry, asked, query, question, danger))
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .toList();
    }

    private Scored score(Entry entry, List<float[]> asked, Query query, Question question, boolean danger) {
        double likeness = asked.stream().mapToDouble(entry::likeness).max().orElse(0);
        String barred = barred(entry, query, question, danger);
        double score = likeness + bonus(entry, question);
        return new Scored(entry, likeness, score, barred);
    }

    private String barred(Entry entry, Query query, Question question, boolean danger) {
        KnowledgeItem item = entry.item();
        if (item.validUntil() != null && item.validUntil().isBefore(query.today())) {
            return EXPIRED;
        }
        if (item.branch() != null && query.branch() != null && !item.branch().equals(query.branch())) {
            return OTHER_SITE;
        }
        if (danger) {
            return EMERGENCY.equals(item.category()) ? "" : "不是急症用语";
        }
        if (EMERGENCY.equals(item.category()) && question.aspects().stream().noneMatch(entry.aspects()::contains)) {
            return "是急症用语，而这里不是急症";
        }
        return otherMatter(entry, query, question);
    }

    private String otherMatter(Entry entry, Query query, Question question) {
        if (question.branches().stream().anyMatch(site -> !speaksOf(entry, site, query))) {
            return "没有说到所问的院区";
        }
        if (!rightDoctor(entry, question)) {
            return "说的是别的医生";
        }
        if (question.brands().stream().anyMatch(brand -> !entry.text().contains(brand.toLowerCase(Locale.ROOT)))
                && !entry.specific().isEmpty()) {
            return "没有说到所问的品牌";
        }
        if (!rightTreatment(entry, question)) {
            return "说的是别的项目";
        }
        return rightAspects(entry, question) ? "" : "没有说到所问的事";
    }

    private static boolean speaksOf(Entry entry, String site, Query query) {
        return entry.text().contains(site)
                || (Objects.equals(site, query.branch())
                        && entry.item().branch() == null
                        && !entry.text().contains("院区"));
    }

    /** An item that names no doctor may still say what holds for all of them, if it is about what is asked. */
    private static boolean rightDoctor(Entry entry, Question question) {
        return question.doctors().stream().allMatch(surname -> entry.names(surname))
                || question.aspects().stream()
                        .anyMatch(aspect -> entry.aspects().contains(aspect) && !entry.namesDoctors());
    }

    /** An item about one treatment answers for that one only, a general item for all, unless what is asked is bound. */
    private boolean rightTreatment(Entry entry, Question question) {
        Set<String> asked = question.treatments();
        if (asked.isEmpty()) {
            return entry.specific().isEmpty() || question.aspects().isEmpty();
        }
        boolean guarded = question.aspects().stream()
                .anyMatch(aspect -> aspect.guard()
                        && aspect.evidence().matcher(entry.question()).find());
        boolean general = question.aspects().stream()
                .anyMatch(aspect -> aspect.bond() == QuestionRules.Bond.ASPECT
                        && entry.aspects().contains(aspect));
        if (entry.specific().isEmpty() && (guarded || general)) {
            return true;
        }
        if (question.asks(QuestionRules.Bond.OWN)) {
            return asked.stream().allMatch(treatment -> related(treatment, entry.specific()));
        }
        if (question.asks(QuestionRules.Bond.BOUND) || question.asks(QuestionRules.Bond.LONE)) {
            return asked.stream().allMatch(treatment -> related(treatment, entry.treatments()));
        }
        return entry.treatments().isEmpty()
                || asked.stream().anyMatch(treatment -> related(treatment, entry.treatments()));
    }

    private boolean related(String treatment, Set<String> treatments) {
        return reader.relatives(treatment).stream().anyMatch(treatments::contains);
    }

    private static boolean rightAspects(Entry entry, Question question) {
        for (QuestionRules.Aspect aspect : question.aspects()) {
            String where = aspect.guard() ? entry.question() : entry.text();
            if (!aspect.evidence().matcher(where).find()) {
                return false;
            }
        }
        return true;
    }

    private double bonus(Entry entry, Question question) {
        double bonus = 0;
        for (String treatment : question.treatments()) {
            bonus += related(treatment, entry.specific()) ? 0.08 : 0;
            bonus += related(treatment, entry.mentioned()) ? 0.02 : 0;
        }
        long shared =
                question.aspects().stream().filter(entry.aspects()::contains).count();
        return bonus + Math.min(2, shared) * 0.06;
    }

    private Retrieval decide(List<Scored> ranked, Question question, boolean danger) {
        List<Scored> allowed =
                ranked.stream().filter(scored -> scored.barred().isEmpty()).toList();
        List<Match> considered = considered(ranked, allowed);
        if (allowed.isEmpty()) {
            return new Retrieval(List.of(), considered, "没有可用的条目：" + reasons(ranked));
        }
        Scored best = allowed.getFirst();
        double threshold = threshold(question, danger, best);
        String figures = String.format(
                Locale.ROOT, "%s 得分 %.3f，需要 %.3f", best.entry().item().id(), best.score(), threshold);
        if (best.score() < threshold) {
            return new Retrieval(List.of(), considered, "不够相近：" + figures);
        }
        return new Retrieval(List.of(best.match()), considered, (danger ? DANGER : "采用：") + figures);
    }

    /** What is asked and of which treatment being right, less likeness is needed. */
    private static double threshold(Question question, boolean danger, Scored best) {
        if (danger) {
            return 0.40;
        }
        boolean guarded = question.aspects().stream().anyMatch(QuestionRules.Aspect::guard);
        if (guarded) {
            return 0.42;
        }
        boolean sameAspect = question.aspects().stream().anyMatch(best.entry().aspects()::contains);
        if (sameAspect) {
            return question.treatments().isEmpty() ? 0.50 : 0.45;
        }
        boolean vague = question.aspects().stream().allMatch(aspect -> aspect.bond() == QuestionRules.Bond.LONE);
        return vague ? 0.74 : 0.52;
    }

    /** What is seldom in knowledge is answered only by an item that asks almost the same. */
    private static Retrieval onlyTheSame(List<Scored> ranked) {
        List<Scored> same = ranked.stream()
                .filter(scored -> scored.likeness() >= ALMOST_THE_SAME
                        && !scored.barred().equals(EXPIRED)
                        && !scored.barred().equals(OTHER_SITE))
                .toList();
        List<Match> accepted = same.stream().limit(1).map(Scored::match).toList();
        return new Retrieval(accepted, considered(ranked, same), "只用问法几乎相同的条目，找到 " + accepted.size() + " 条");
    }

    private static List<Match> considered(List<Scored> ranked, List<Scored> allowed) {
        List<Scored> shown = new ArrayList<>(allowed);
        ranked.stream().filter(scored -> !allowed.contains(scored)).forEach(shown::add);
        return shown.stream().limit(CONSIDERED).map(Scored::match).toList();
    }

    private static String reasons(List<Scored> ranked) {
        return ranked.stream()
                .limit(3)
                .map(scored -> scored.entry().item().id() + " " + scored.barred())
                .reduce((a, b) -> a + "；" + b)
                .orElse("");
    }
}
