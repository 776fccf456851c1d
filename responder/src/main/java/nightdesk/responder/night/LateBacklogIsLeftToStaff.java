package nightdesk.responder.night;

import java.util.Optional;

/** After an outage nobody gets an answer to what was asked long ago; a person calls back instead. */
final class LateBacklogIsLeftToStaff implements Policy {

    @Override
    public Optional<Ruling> rule(Situation situation) {
        return situation.night().late() ? Optional.of(new Ruling.Silence("消息太旧，不再自动回复")) : Optional.empty();
    }
}
