package nightdesk.dashboard.simulation;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import nightdesk.ingest.FailureText;
import nightdesk.ingest.Stage;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.WecomStandIn;
import nightdesk.responder.NightCalendar;
import nightdesk.responder.Replies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs the nights that are asked for: raises the stand-in, lets the patients write, and hangs up when it is quiet. */
final class SimulateNight implements Stage {
    /** The account of everything simulated. */
    static final String ACCOUNT = "simulator";

    private static final Logger log = LoggerFactory.getLogger(SimulateNight.class);
    private static final int PATIENTS_AT_ONCE = 16;

    private final Simulations simulations;
    private final WecomAccounts accounts;
    private final NightCalendar calendar;
    private final ObjectProvider<Replies> replies;
    private final OwnAddress address;
    private final SimulationSettings settings;
    private final Clock clock;
    private final Casting casting = new Casting();

    SimulateNight(
            Simulations simulations,
            WecomAccounts accounts,
            NightCalendar calendar,
            ObjectProvider<Replies> replies,
            OwnAddress address,
            SimulationSettings settings,
            Clock clock) {
        this.simulations = simulations;
        this.accounts = accounts;
        this.calendar = calendar;
        this.replies = replies;
        this.address = address;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "simulation";
    }

    @Override
    public String role() {
        return "dashboard";
    }

    @Override
    public Mono<Void> run() {
        return simulations.asked().concatMap(this::simulate).then();
    }

    private Mono<Void> simulate(Simulation asked) {
        return Mono.usingWhen(raise(asked), standIn -> night(asked, standIn), this::hangUp)
                .doOnNext(
                        unanswered -> simulations.update(asked.id(), night -> night.ended(clock.instant(), unanswered)))
                .then()
                .onErrorResume(failure -> fail(asked.id(), failure))
                .doFinally(signal -> simulations.find(asked.id()).ifPresent(SimulateNight::report));
    }

    /** Ids of the stand-in differ from night to night, so that cursors and tokens of an earlier one never fit. */
    private Mono<WecomStandIn> raise(Simulation asked) {
        WecomStandIn.Config config =
                WecomStandIn.Config.seeded(asked.id().hashCode()).withOpenKfIds(List.of("wkSim" + asked.id()));
        return WecomStandIn.start(config).doOnNext(standIn -> {
            accounts.register(standIn.account(ACCOUNT));
            standIn.pushTo(URI.create(address.url() + "/wecom/callback/" + ACCOUNT));
        });
    }

    private Mono<Void> hangUp(WecomStandIn standIn) {
        return Mono.fromRunnable(() -> accounts.remove(ACCOUNT)).then(standIn.stop());
    }

    private Mono<List<String>> night(Simulation asked, WecomStandIn standIn) {
        LastNight night = LastNight.before(clock.instant(), calendar);
        List<String> unanswered = Collections.synchronizedList(new ArrayList<>());
        List<Patient> patients = casting.cast(asked.patients(), asked.id().hashCode()).stream()
                .sorted(Comparator.comparing(patient -> night.at(patient.at())))
                .toList();
        return handshake(standIn)
                .thenMany(Flux.range(0, patients.size()))
                .flatMap(
                        number -> chat(asked, standIn, night, number, patients.get(number), unanswered),
                        PATIENTS_AT_ONCE)
                .then(quiet(standIn))
                .then(Mono.fromSupplier(() -> List.copyOf(unanswered)));
    }

    private static Mono<Void> handshake(WecomStandIn standIn) {
        return standIn.verifyCallback()
                .flatMap(verified -> verified
                        ? Mono.<Void>empty()
                        : Mono.error(new IllegalStateException("our own callback did not pass the GET handshake")));
    }

    private Mono<Void> chat(
            Simulation asked,
            WecomStandIn standIn,
            LastNight night,
            int number,
            Patient patient,
            List<String> unanswered) {
        WecomStandIn.Customer customer = standIn.customer("wmSim%s_%03d".formatted(asked.id(), number), patient.name());
        PatientAtNight at = new PatientAtNight(customer, night.at(patient.at()), settings.patience());
        return at.livesThrough(patient.bursts())
                .doOnNext(silent -> unanswered.add(patient.name()))
                .then(outcome(customer))
                .doOnNext(outcome -> simulations.update(
                        asked.id(),
                        job -> job.heard(outcome).pushed(standIn.traffic().pushed())))
                .then();
    }

    private Mono<Simulation.Outcome> outcome(WecomStandIn.Customer customer) {
        return Mono.justOrEmpty(replies.getIfAvailable())
                .flatMap(port -> port.ofConversation(PatientAtNight.conversation(customer), 0, 50))
                .map(PatientAtNight::outcome)
                .defaultIfEmpty(new Simulation.Outcome(!customer.heard().isEmpty(), false, false));
    }

    /** Completes when nothing was sent for a while: answers to last lines are still on their way. */
    private Mono<Void> quiet(WecomStandIn standIn) {
        return standIn.sends()
                .map(sent -> sent.msgid())
                .startWith("")
                .switchMap(sent -> Mono.delay(settings.quiet()))
                .next()
                .then();
    }

    private Mono<Void> fail(String id, Throwable failure) {
        log.warn("Simulation {} failed: {}", id, FailureText.of(failure));
        simulations.update(id, night -> night.failed(clock.instant(), failure));
        return Mono.empty();
    }

    private static void report(Simulation night) {
        log.info(
                "Simulated night {} is {}: {} patients, {} callbacks, {} answered, {} promised, {} emergencies",
                night.id(),
                night.state(),
                night.patients(),
                night.pushed(),
                night.answered(),
                night.promised(),
                night.emergencies());
    }
}
