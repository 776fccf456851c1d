package nightdesk.responder.night;

import java.util.Optional;

/** What is written while people are at work belongs to them. */
final class StaffAreOnDuty implements Policy {

    @Override
    public Optional<Ruling> rule(Situation situation) {
        boolean night =
                situation.calendar().isNight(situation.night().burst().getLast().at());
        return night ? Optional.empty() : Optional.of(new Ruling.Silence("不在夜班时段"));
    }
}
