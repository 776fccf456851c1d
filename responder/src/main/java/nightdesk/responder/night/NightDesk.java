package nightdesk.responder.night;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nightdesk.ingest.FailureText;
import nightdesk.nlp.Lexicon;
import nightdesk.nlp.Triage;
import nightdesk.responder.ComplianceGate;
import nightdesk.responder.Composer;
import nightdesk.responder.KnowledgeBase;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.Reply;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.lead.LeadNotes;
import nightdesk.responder.lead.LeadReader;
import nightdesk.responder.lead.LeadReader.Said;
import nightdesk.responder.lead.LeadScore;
import nightdesk.responder.lead.WishHour;
import nightdesk.responder.night.Decision.Alarm;
import nightdesk.responder.night.Ruling.Silence;
import nightdesk.responder.night.Ruling.Speech;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what is said at night, and what the morning has to know. The same for real chats and for replays. Stores and
 * sends nothing. Blocking and CPU-bound, as the knowledge is.
 */
public final class NightDesk {
    private static final Logger log = LoggerFactory.getLogger(NightDesk.class);

    private static final String UNDECIDABLE = "UndecidableGoesToStaff";
    private static final int FIRST_WORDS = 300;

    private final NightCalendar calendar;
    private final Triage triage;
    private final LeadReader leads;
    private final KnowledgeBase knowledge;
    private final List<Policy> policies;
    private final Dressing dressing;

    public NightDesk(
            NightCalendar calendar,
            Triage triage,
            Lexicon lexicon,
            KnowledgeBase knowledge,
            Composer composer,
            ComplianceGate gate) {
        this.calendar = calendar;
        this.triage = triage;
        this.leads = new LeadReader(lexicon);
        this.knowledge = knowledge;
        this.policies = NightPolicies.inOrder(knowledge, composer);
        this.dressing = new Dressing(gate);
    }

    public Decision decide(NightCase night) {
        Situation situation = read(night);
        Ruled ruled = rule(situation, situation.trace());
        Dressing.Dressed dressed = dress(ruled, situation, situation.trace());
        return decision(situation, ruled, dressed, situation.trace());
    }

    /**
     * Decides about a burst on which {@link #decide} fails again and again: staff get the conversation, and the patient a
     * fixed text that names 120. Asks nothing that could fail but the triage, and that about the first words alone.
     */
    public Decision undecided(NightCase night) {
        boolean speak = calendar.isNight(night.now())
                && !night.late()
                && Stream.concat(night.before().stream(), night.burst().stream())
                        .noneMatch(turn -> turn.from() == Turn.From.STAFF);
        Triage.Verdict danger = dangerInFirstWords(night);
        boolean emergency = danger.level() == Triage.Level.EMERGENCY;
        Words voice = new Words(calendar, night.now());
        String text = emergency ? Words.EMERGENCY : Words.UNDECIDED + voice.promise();
        ReplyKind kind = emergency ? ReplyKind.EMERGENCY : speak ? ReplyKind.PROMISE : ReplyKind.SILENT;
        return new Decision(
                kind,
                UNDECIDABLE,
                question(night),
                kind == ReplyKind.SILENT ? List.of() : MessageText.split(Words.MARK + text, Words.MARK),
                List.of(),
                danger,
                new Reply.Gate(ComplianceGate.Verdict.ALLOW, ""),
                null,
                knowledge.version(),
                List.of(new Reply.Step(UNDECIDABLE, kind.code(), "")),
                LeadNotes.NOTHING,
                LeadScore.of(LeadNotes.NOTHING, new LeadScore.Hints(false, false, false, false, emergency)),
                calendar.promise(night.now()),
                new Alarm(emergency ? danger.level() : Triage.Level.NONE, danger.signals(), false, false),
                false,
                emergency ? danger.level().code() : "undecided");
    }

    private Triage.Verdict dangerInFirstWords(NightCase night) {
        String words = Situation.words(night.burst());
        try {
            return triage.judge(words.substring(0, Math.min(words.length(), FIRST_WORDS)), List.of());
        } catch (RuntimeException | StackOverflowError failure) {
            return new Triage.Verdict(Triage.Level.NONE, List.of(), List.of(), "");
        }
    }

    private static String question(NightCase night) {
        return night.burst().stream().filter(Turn::isPatients).map(Turn::text).collect(Collectors.joining("\n"));
    }

    private record Ruled(String rule, Ruling ruling) {}

    private Situation read(NightCase night) {
        List<Turn> all =
                Stream.concat(night.before().stream(), night.burst().stream()).toList();
        return new Situation(
                night,
                calendar,
                judge(night),
                leads.read(said(night.before())),
                leads.read(said(all)),
                new ArrayList<>());
    }

    /**
     * Phone numbers are no temperatures, and our own words (which name alarm signs) are no symptoms: neither is shown to
     * the triage.
     */
    private Triage.Verdict judge(NightCase night) {
        List<String> context = night.before().stream()
                .filter(turn -> turn.isWords() && (turn.isPatients() || turn.from() == Turn.From.STAFF))
                .map(turn -> (turn.isPatients() ? "P: " : "C: ") + LeadReader.withoutContact(turn.text()))
                .toList();
        return triage.judge(LeadReader.withoutContact(Situation.words(night.burst())), context);
    }

    private static List<Said> said(List<Turn> turns) {
        List<Said> said = new ArrayList<>();
        boolean invited = false;
        for (Turn turn : turns) {
            if (turn.isPatients() && turn.isWords()) {
                said.add(new Said(turn.text(), invited));
            } else {
                invited = turn.text().contains(Words.ASK_CONTACT);
            }
        }
        return said;
    }

    private Ruled rule(Situation situation, List<Reply.Step> trace) {
        trace.add(new Reply.Step(
                "Triage",
                situation.triage().level().code(),
                String.join(", ", situation.triage().signals())));
        for (Policy policy : policies) {
            Optional<Ruling> ruling = ask(policy, situation, trace);
            if (ruling.isPresent()) {
                trace.add(step(policy, ruling.get()));
                return new Ruled(policy.name(), ruling.get());
            }
        }
        throw new IllegalStateException("the last policy always rules");
    }

    /**
     * A policy that fails (a model away, an index broken) has no say; the last one still promises a call-back. Only help
     * in an emergency never fails: its fixed words need nothing.
     */
    private static Optional<Ruling> ask(Policy policy, Situation situation, List<Reply.Step> trace) {
        try {
            Optional<Ruling> ruling = policy.rule(situation);
            if (ruling.isEmpty()) {
                trace.add(new Reply.Step(policy.name(), "pass", ""));
            }
            return ruling;
        } catch (RuntimeException failure) {
            log.warn(
                    "Policy {} failed on conversation {}: {}",
                    policy.name(),
                    situation.night().conversationId(),
                    FailureText.of(failure));
            trace.add(new Reply.Step(policy.name(), "failed", FailureText.of(failure)));
            return policy instanceof EmergencyComesFirst && situation.isEmergency()
                    ? Optional.of(EmergencyComesFirst.WORDS_ALONE)
                    : Optional.empty();
        }
    }

    private static Reply.Step step(Policy policy, Ruling ruling) {
        return switch (ruling) {
            case Silence silence -> new Reply.Step(policy.name(), "silent", silence.because());
            case Speech speech ->
                new Reply.Step(
                        policy.name(),
                        speech.kind().code(),
                        speech.knowledge().isEmpty()
                                ? ""
                                : "依据 " + speech.knowledge().size() + " 条知识");
        };
    }

    private Dressing.Dressed dress(Ruled ruled, Situation situation, List<Reply.Step> trace) {
        if (!(ruled.ruling() instanceof Speech speech)) {
            return dressing.silent();
        }
        trace.addAll(speech.trace());
        Dressing.Dressed dressed = dressing.dress(speech, situation);
        trace.add(new Reply.Step(
                "gate", dressed.gate().verdict().code(), dressed.gate().rulePack()));
        return dressed;
    }

    private Decision decision(Situation situation, Ruled ruled, Dressing.Dressed dressed, List<Reply.Step> trace) {
        Alarm alarm = alarm(situation);
        LeadNotes notes = situation.notes();
        return new Decision(
                dressed.kind(),
                ruled.rule(),
                question(situation.night()),
                dressed.texts(),
                dressed.knowledge().stream()
                        .map(match ->
                                new Reply.Source(match.item().id(), match.item().question(), match.score()))
                        .toList(),
                situation.triage(),
                dressed.gate(),
                dressed.model(),
                knowledge.version(),
                List.copyOf(trace),
                notes,
                score(situation, alarm),
                WishHour.promise(notes.wantedTime(), situation.now(), calendar),
                alarm,
                isLead(situation, alarm),
                queue(situation, ruled, dressed.kind(), alarm));
    }

    private static Alarm alarm(Situation situation) {
        Set<String> signals = new HashSet<>();
        Triage.Level level = Triage.Level.NONE;
        if (situation.triage().level().compareTo(Triage.Level.URGENT) >= 0) {
            level = situation.triage().level();
            signals.addAll(situation.triage().signals());
        }
        boolean complaint = situation.anyLine(PatientWords::complains);
        boolean grave = complaint
                && (situation.anyLine(PatientWords::namesAuthority)
                        || situation.allWords().anyMatch(PatientWords::namesBodilyHarm));
        if (grave) {
            signals.add("complaint");
            level = level == Triage.Level.EMERGENCY ? level : Triage.Level.URGENT;
        }
        return new Alarm(
                level, signals.stream().sorted().toList(), situation.anyLine(PatientWords::wantsHuman), complaint);
    }

    private static LeadScore score(Situation situation, Alarm alarm) {
        return LeadScore.of(
                situation.notes(),
                new LeadScore.Hints(
                        situation.allWords().anyMatch(PatientWords::asksPrice),
                        situation.allWords().anyMatch(PatientWords::books),
                        situation.allWords().anyMatch(PatientWords::wantsHuman),
                        situation.allWords().anyMatch(PatientWords::complains),
                        alarm.level() != Triage.Level.NONE));
    }

    /** A contact left only for a complaint, a cancellation or a symptom is no lead; it is in the queue for that reason. */
    private static boolean isLead(Situation situation, Alarm alarm) {
        boolean otherCause = alarm.level() != Triage.Level.NONE
                || situation.sentToHelp()
                || situation.allWords().anyMatch(NightDesk::isOtherCause);
        return situation.notes().isUsable()
                && (!otherCause || situation.allWords().anyMatch(PatientWords::isInterested));
    }

    private static boolean isOtherCause(String line) {
        return PatientWords.complains(line) || PatientWords.cancels(line) || PatientWords.wantsDeletion(line);
    }

    /** Returns why staff must see this in the morning: whatever was promised, and whatever nobody answered. */
    private static @Nullable String queue(Situation situation, Ruled ruled, ReplyKind kind, Alarm alarm) {
        if (alarm.level() != Triage.Level.NONE) {
            return alarm.level().code();
        }
        if (alarm.complaint()) {
            return "complaint";
        }
        if (alarm.human()) {
            return "human";
        }
        if (situation.notes().isUsable()) {
            return "contact";
        }
        return kind == ReplyKind.SILENT ? unanswered(ruled.rule()) : kind == ReplyKind.PROMISE ? "promise" : null;
    }

    private static @Nullable String unanswered(String rule) {
        if (LateBacklogIsLeftToStaff.class.getSimpleName().equals(rule)) {
            return "backlog";
        }
        return PersonSpokeSilencesAi.class.getSimpleName().equals(rule) ? "person" : null;
    }
}
