package nightdesk.responder.night;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nightdesk.nlp.Triage;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.Reply;
import nightdesk.responder.ReplyKind;
import nightdesk.responder.lead.LeadNotes;

/**
 * A case as read: what the policies look at.
 *
 * @param night the case
 * @param calendar the nights
 * @param triage the danger in the burst
 * @param known what was known for a call-back before the burst
 * @param notes what is known now
 * @param trace what was tried, in order; policies that look something up add what they found
 */
record Situation(
        NightCase night,
        NightCalendar calendar,
        Triage.Verdict triage,
        LeadNotes known,
        LeadNotes notes,
        List<Reply.Step> trace) {
    private static final Duration JUST_NOW = Duration.ofMinutes(5);
    private static final Duration STILL_WRITING = Duration.ofMinutes(10);

    /** The patient's lines of the burst that are words, one a line, in plain forms. */
    String words() {
        return words(night.burst());
    }

    static String words(List<Turn> turns) {
        return patientWords(turns).collect(Collectors.joining("\n"));
    }

    static Stream<String> patientWords(List<Turn> turns) {
        return turns.stream()
                .filter(turn -> turn.isPatients() && turn.isWords())
                .map(turn -> PatientWords.plain(turn.text()));
    }

    List<String> lines() {
        return patientWords(night.burst()).toList();
    }

    boolean anyLine(Predicate<String> recogniser) {
        return lines().stream().anyMatch(recogniser);
    }

    /** Returns whether every line of the burst is of this kind; false without words. */
    boolean everyLine(Predicate<String> recogniser) {
        List<String> lines = lines();
        return !lines.isEmpty() && lines.stream().allMatch(recogniser);
    }

    /** Returns the patient's earlier lines of this night, oldest first. */
    List<String> earlierWords() {
        return patientWords(night.before()).toList();
    }

    /** Returns all of the patient's lines of this night. */
    Stream<String> allWords() {
        return Stream.concat(earlierWords().stream(), lines().stream());
    }

    Stream<Turn> ours() {
        return night.before().stream().filter(turn -> turn.from() == Turn.From.AI);
    }

    Optional<Turn> ourLast() {
        return ours().reduce((first, second) -> second);
    }

    /** Returns how often this policy has spoken tonight. */
    long timesSaid(String rule) {
        return ours().filter(turn -> turn.rule().equals(rule)).count();
    }

    boolean isEmergency() {
        return triage.level() == Triage.Level.EMERGENCY;
    }

    /** Returns whether somebody of ours wrote so shortly before the patient that they are still at it. */
    boolean personIsWriting() {
        return Stream.concat(night.before().stream(), night.burst().stream())
                .anyMatch(turn -> turn.from() == Turn.From.STAFF
                        && turn.at().plus(STILL_WRITING).isAfter(now()));
    }

    boolean sentToHelp() {
        return ours().anyMatch(turn -> turn.said() == ReplyKind.EMERGENCY);
    }

    boolean weJustWrote() {
        return ourLast().filter(turn -> turn.at().plus(JUST_NOW).isAfter(now())).isPresent();
    }

    Instant now() {
        return night.now();
    }

    LocalDate today() {
        return calendar.date(now());
    }

    Words voice() {
        return new Words(calendar, now());
    }
}
