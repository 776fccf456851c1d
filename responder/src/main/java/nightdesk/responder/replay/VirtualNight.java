package nightdesk.responder.replay;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import nightdesk.nlp.Triage;
import nightdesk.responder.Lead;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.NightReplay.Escalation;
import nightdesk.responder.NightReplay.Message;
import nightdesk.responder.NightReplay.Outcome;
import nightdesk.responder.NightReplay.ReplayedLead;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.lead.LeadNotes;
import nightdesk.responder.night.Bursts;
import nightdesk.responder.night.Decision;
import nightdesk.responder.night.NightCase;
import nightdesk.responder.night.NightDesk;
import nightdesk.responder.night.Turn;
import org.jspecify.annotations.Nullable;

/** One conversation played through the desk. */
final class VirtualNight {
    private static final String RECALL = "撤回";

    private final NightDesk desk;
    private final NightCalendar calendar;
    private final @Nullable String branch;
    private final List<Turn> heard = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();

    VirtualNight(NightDesk desk, NightCalendar calendar, @Nullable String branch) {
        this.desk = desk;
        this.calendar = calendar;
        this.branch = branch;
    }

    Outcome play(List<Turn> turns, Bursts bursts) {
        List<List<Turn>> groups = bursts.cut(withoutPlainEvents(turns));
        for (int i = 0; i < groups.size(); i++) {
            hear(groups.get(i), groups.subList(i + 1, groups.size()), bursts);
        }
        return outcome();
    }

    /** Silence, a nudge or leaving change nothing; a recall takes a line back. */
    private static List<Turn> withoutPlainEvents(List<Turn> turns) {
        return turns.stream()
                .filter(turn -> turn.from() != Turn.From.EVENT || turn.text().contains(RECALL))
                .toList();
    }

    private void hear(List<Turn> group, List<List<Turn>> later, Bursts bursts) {
        Turn last = group.getLast();
        if (last.from() == Turn.From.PATIENT) {
            decide(group, bursts.closes(last), later);
            return;
        }
        if (last.from() == Turn.From.EVENT) {
            recall();
        }
        heard.addAll(group);
        if (last.from() == Turn.From.EVENT) {
            decideNothingNew(last);
        }
    }

    private void recall() {
        for (int i = heard.size() - 1; i >= 0; i--) {
            if (heard.get(i).from() == Turn.From.PATIENT) {
                heard.remove(i);
                return;
            }
        }
    }

    /** Reads the notes again, as a line they rest on may be gone. */
    private void decideNothingNew(Turn event) {
        decisions.add(
                desk.decide(new NightCase("replay", branch, event.at(), tonight(event.at()), List.of(event), false)));
    }

    private void decide(List<Turn> burst, Instant now, List<List<Turn>> later) {
        List<Turn> before =
                Stream.concat(tonight(now).stream(), interruptions(later, now)).toList();
        Decision decision = desk.decide(new NightCase("replay", branch, now, before, burst, false));
        decisions.add(decision);
        heard.addAll(burst);
        List<String> knowledge =
                decision.knowledge().stream().map(source -> source.id()).toList();
        for (String text : decision.texts()) {
            messages.add(new Message(local(now), text, knowledge, decision.kind()));
        }
        if (decision.kind() != ReplyKind.SILENT) {
            heard.add(Turn.ours("ours", now, decision.kind(), decision.rule(), decision.text(), knowledge));
        }
    }

    private List<Turn> tonight(Instant now) {
        Instant from = calendar.night(now).map(NightCalendar.Night::from).orElse(Instant.MIN);
        return heard.stream().filter(turn -> !turn.at().isBefore(from)).toList();
    }

    /** Returns what a person said before the burst had closed: it silences us. */
    private static Stream<Turn> interruptions(List<List<Turn>> later, Instant now) {
        return later.stream()
                .flatMap(List::stream)
                .filter(turn -> turn.from() == Turn.From.STAFF && !turn.at().isAfter(now));
    }

    private Outcome outcome() {
        return new Outcome(
                List.copyOf(messages),
                lead(),
                escalation(),
                decisions.stream().anyMatch(made -> made.alarm().human()));
    }

    List<Decision> decisions() {
        return List.copyOf(decisions);
    }

    private Stream<Decision> atNight() {
        return decisions.stream().filter(made -> !"StaffAreOnDuty".equals(made.rule()));
    }

    private @Nullable ReplayedLead lead() {
        Optional<Decision> last = atNight().reduce((first, second) -> second);
        return last.filter(Decision::lead).map(this::lead).orElse(null);
    }

    private ReplayedLead lead(Decision decision) {
        LeadNotes notes = decision.notes();
        return new ReplayedLead(
                LeadNotes.grouped(notes.phone()),
                LeadNotes.grouped(notes.wechat()),
                notes.name(),
                notes.treatments().isEmpty() ? null : String.join("、", notes.treatments()),
                notes.wantedTime(),
                notes.wantedWay(),
                notes.treatments(),
                notes.wantedTime(),
                notes.wantedWay(),
                new Lead.PromisedHours(
                        local(decision.promise().from()),
                        local(decision.promise().to())),
                decision.score().points(),
                decision.score().reasons(),
                escalation().level().equals(Triage.Level.EMERGENCY.code()));
    }

    private Escalation escalation() {
        Triage.Level worst = atNight()
                .map(made -> made.alarm().level())
                .max(Triage.Level::compareTo)
                .orElse(Triage.Level.NONE);
        SequencedSet<String> signals = new TreeSet<>();
        atNight().forEach(made -> signals.addAll(made.alarm().signals()));
        return new Escalation(worst.code(), List.copyOf(signals));
    }

    private OffsetDateTime local(Instant instant) {
        return instant.atZone(calendar.zone()).toOffsetDateTime();
    }
}
