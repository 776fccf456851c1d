package nightdesk.responder.night;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightdesk.nlp.Triage;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.lead.LeadNotes;
import nightdesk.responder.lead.LeadReader;
import nightdesk.responder.lead.LeadReader.Said;
import org.jspecify.annotations.Nullable;

/** Writes a night down line by line and shows it to one policy. The night of the tests is 2026-06-02, 21:00 to 9:00. */
final class Scene {
    private final List<Turn> before = new ArrayList<>();
    private final List<Turn> burst = new ArrayList<>();
    private final NightCalendar calendar = TestDesk.CALENDAR;
    private LocalTime clock = LocalTime.of(22, 0);
    private boolean late;
    private @Nullable String branch;
    private Triage.Verdict triage = new Triage.Verdict(Triage.Level.NONE, List.of(), List.of(), "test");

    static Scene patient(String... lines) {
        return new Scene().says(lines);
    }

    static Scene nothing() {
        return new Scene();
    }

    Scene says(String... lines) {
        for (String line : lines) {
            burst.add(turn(Turn.From.PATIENT, "text", line));
        }
        return this;
    }

    Scene sends(String type, String text) {
        burst.add(turn(Turn.From.PATIENT, type, text));
        return this;
    }

    Scene event(String text) {
        burst.add(turn(Turn.From.EVENT, "event", text));
        return this;
    }

    Scene after(String... lines) {
        for (String line : lines) {
            before.add(turn(Turn.From.PATIENT, "text", line));
        }
        return this;
    }

    Scene afterPicture() {
        before.add(turn(Turn.From.PATIENT, "image", "[图片]"));
        return this;
    }

    Scene afterStaff(String line) {
        before.add(turn(Turn.From.STAFF, "text", line));
        return this;
    }

    Scene afterOurs(Class<? extends Policy> rule, ReplyKind kind, String text, String... knowledge) {
        before.add(Turn.ours("ours", at(), kind, rule.getSimpleName(), text, List.of(knowledge)));
        return this;
    }

    Scene at(int hour, int minute) {
        clock = LocalTime.of(hour, minute);
        return this;
    }

    Scene branch(String site) {
        branch = site;
        return this;
    }

    Scene late() {
        late = true;
        return this;
    }

    Scene danger(Triage.Level level, String... signals) {
        triage = new Triage.Verdict(level, List.of(signals), List.of(), "test");
        return this;
    }

    private Turn turn(Turn.From from, String type, String text) {
        clock = clock.plusSeconds(1);
        return Turn.of(from, "m" + before.size() + burst.size(), at(), type, text);
    }

    private Instant at() {
        LocalDate day = LocalDate.of(2026, 6, clock.getHour() < 12 ? 3 : 2);
        return ZonedDateTime.of(day, clock, TestDesk.ZONE).toInstant();
    }

    Situation situation() {
        NightCase night = new NightCase("c", branch, at().plusSeconds(3), before, burst, late);
        List<Turn> all = new ArrayList<>(before);
        all.addAll(burst);
        return new Situation(night, calendar, triage, notes(before), notes(all), new ArrayList<>());
    }

    private static LeadNotes notes(List<Turn> turns) {
        return new LeadReader(TestDesk.lexicon())
                .read(turns.stream()
                        .filter(turn -> turn.isPatients() && turn.isWords())
                        .map(turn -> new Said(turn.text(), false))
                        .toList());
    }

    Optional<Ruling> ruledBy(Policy policy) {
        return policy.rule(situation());
    }

    boolean isPassedOnBy(Policy policy) {
        return ruledBy(policy).isEmpty();
    }

    boolean isSilencedBy(Policy policy) {
        return ruledBy(policy).filter(Ruling.Silence.class::isInstance).isPresent();
    }

    Ruling.Speech saidBy(Policy policy) {
        return ruledBy(policy)
                .filter(Ruling.Speech.class::isInstance)
                .map(Ruling.Speech.class::cast)
                .orElseThrow(() -> new AssertionError(policy.name() + " says nothing"));
    }

    Set<String> itemsUsedBy(Policy policy) {
        return saidBy(policy).knowledge().stream()
                .map(match -> match.item().id())
                .collect(java.util.stream.Collectors.toSet());
    }

    static ApprovedWords words() {
        return new ApprovedWords(new WordOverlapKnowledge(TestDesk.ITEMS));
    }
}
