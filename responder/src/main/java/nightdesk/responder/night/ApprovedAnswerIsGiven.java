package nightdesk.responder.night;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nightdesk.responder.Composer;
import nightdesk.responder.KnowledgeBase.Match;
import nightdesk.responder.KnowledgeBase.Retrieval;
import nightdesk.responder.Reply;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.lead.LeadReader;
import nightdesk.responder.night.Ruling.Extras;
import nightdesk.responder.night.Ruling.Speech;

/** What the knowledge answers is answered in its words. Several questions in one burst are looked up one by one. */
final class ApprovedAnswerIsGiven implements Policy {
    private static final int MOST_ITEMS = 3;
    private static final Pattern CONDITION =
            Pattern.compile("高血压|低血压|血压高|糖尿病|血糖高|心脏病|起搏器|过敏体质|疤痕体质|瘢痕体质|怀孕|哺乳期|备孕|敏感肌");
    private static final Pattern WORRY = Pattern.compile("要紧|影响|没事吗|没事吧|行吗|行不行|能不能|可以|能做|有关系");

    private final ApprovedWords words;
    private final Composer composer;

    ApprovedAnswerIsGiven(ApprovedWords words, Composer composer) {
        this.words = words;
        this.composer = composer;
    }

    @Override
    public Optional<Ruling> rule(Situation situation) {
        List<String> lines = situation.lines().stream()
                .map(LeadReader::withoutContact)
                .filter(line -> !PatientWords.isGreeting(line) && !PatientWords.isThanks(line))
                .toList();
        return lines.isEmpty() ? Optional.empty() : answer(lines, situation);
    }

    private Optional<Ruling> answer(List<String> lines, Situation situation) {
        List<Match> accepted = accepted(lines, situation);
        return accepted.isEmpty() ? Optional.empty() : Optional.of(speech(String.join("\n", lines), accepted));
    }

    private List<Match> accepted(List<String> lines, Situation situation) {
        List<String> questions = questions(lines);
        Map<String, Match> found = new LinkedHashMap<>();
        keep(found, words.ask(Phrasebook.chinese(String.join(" ", lines)), situation.earlierWords(), situation));
        if (questions.size() > 1 || found.isEmpty()) {
            for (String question : questions) {
                List<String> context = Stream.concat(situation.earlierWords().stream(), lines.stream())
                        .toList();
                keepBest(found, words.ask(Phrasebook.chinese(question), context, situation));
            }
        }
        if (found.isEmpty()) {
            standingCondition(lines).ifPresent(question -> keepBest(found, words.ask(question, List.of(), situation)));
        }
        return found.values().stream().limit(MOST_ITEMS).toList();
    }

    /** "Does my high blood pressure matter" is a question of suitability, whatever words the worry comes in. */
    private static Optional<String> standingCondition(List<String> lines) {
        return lines.stream()
                .filter(line -> WORRY.matcher(line).find())
                .flatMap(line -> CONDITION.matcher(line).results().map(MatchResult::group))
                .findFirst()
                .map(condition -> "有" + condition + "可以做吗？");
    }

    private static void keep(Map<String, Match> found, Retrieval retrieval) {
        retrieval.accepted().forEach(match -> found.putIfAbsent(match.item().id(), match));
    }

    private static void keepBest(Map<String, Match> found, Retrieval retrieval) {
        retrieval.accepted().stream()
                .max(Comparator.comparingDouble(Match::score))
                .ifPresent(match -> found.putIfAbsent(match.item().id(), match));
    }

    /** Returns the clauses that ask something. */
    private static List<String> questions(List<String> lines) {
        List<String> questions = new ArrayList<>();
        for (String line : lines) {
            Stream.of(line.split("[,。?!;，；]|\\band\\b|还有"))
                    .map(String::strip)
                    .filter(clause -> clause.length() > 1 && PatientWords.asks(clause))
                    .forEach(questions::add);
        }
        return questions.isEmpty() ? lines : questions;
    }

    private Ruling speech(String question, List<Match> accepted) {
        Composer.Composition composition =
                composer.compose(new Composer.Request(question, accepted, Composer.Kind.ANSWER));
        List<String> used = composition.items().stream().map(item -> item.id()).toList();
        List<Match> knowledge = accepted.stream()
                .filter(match -> used.contains(match.item().id()))
                .toList();
        return new Speech(
                ReplyKind.ANSWER,
                composition.text(),
                knowledge,
                composition.model(),
                Extras.NOTE_OR_ASK,
                composition.trace().stream()
                        .map(step -> new Reply.Step(step.step(), step.result(), step.detail()))
                        .toList());
    }
}
