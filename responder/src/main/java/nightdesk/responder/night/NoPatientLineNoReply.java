package nightdesk.responder.night;

import java.util.Optional;

/** Platform events (silence, leaving, recalls) call for no message. */
final class NoPatientLineNoReply implements Policy {

    @Override
    public Optional<Ruling> rule(Situation situation) {
        boolean nothingSaid = situation.night().burst().stream().noneMatch(Turn::isPatients);
        return nothingSaid ? Optional.of(new Ruling.Silence("患者没有说话")) : Optional.empty();
    }
}
