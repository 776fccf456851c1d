package nightdesk.dashboard.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import nightdesk.dashboard.problem.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** 模拟一个夜晚. */
@RestController
@RequestMapping("/api/simulations")
class SimulationController {
    private final Simulations simulations;
    private final SimulationSettings settings;
    private final ZoneId zone;

    SimulationController(Simulations simulations, SimulationSettings settings, Clock clock) {
        this.simulations = simulations;
        this.settings = settings;
        this.zone = clock.getZone();
    }

    /** Starts a simulated night; 409 while one is running. */
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    SimulatedNight start(@RequestBody(required = false) @Nullable SimulationWish wish) {
        Integer wished = wish == null ? null : wish.patients();
        int patients = wished == null ? settings.patients() : wished;
        if (patients < 1 || patients > SimulationSettings.MOST) {
            throw new IllegalArgumentException(
                    "patients: met " + patients + ", expected 1 to " + SimulationSettings.MOST);
        }
        return view(simulations.ask(patients));
    }

    /** Returns the simulated nights since the start of this process, newest first. */
    @GetMapping
    SimulatedNights list() {
        List<SimulatedNight> items = simulations.all().stream().map(this::view).toList();
        return new SimulatedNights(items.size(), items);
    }

    @GetMapping("/{id}")
    SimulatedNight find(@PathVariable String id) {
        return simulations
                .find(id)
                .map(this::view)
                .orElseThrow(() -> new NotFound("simulation '" + id + "': no such simulation"));
    }

    private SimulatedNight view(Simulation night) {
        return new SimulatedNight(
                night.id(),
                night.state().name().toLowerCase(Locale.ROOT),
                night.patients(),
                night.pushed(),
                night.answered(),
                night.promised(),
                night.emergencies(),
                at(night.startedAt()),
                night.finishedAt() == null ? null : at(night.finishedAt()),
                night.failure());
    }

    private OffsetDateTime at(Instant instant) {
        return instant.atZone(zone).toOffsetDateTime();
    }

    /** How many patients; absent = as set. */
    record SimulationWish(@Nullable Integer patients) {}

    /** The nights. */
    record SimulatedNights(long total, List<SimulatedNight> items) {}

    /** A simulated night. {@code answered} and {@code promised} count patients and may overlap. */
    record SimulatedNight(
            String id,
            String state,
            int patients,
            long pushed,
            int answered,
            int promised,
            int emergencies,
            OffsetDateTime startedAt,
            @Nullable OffsetDateTime finishedAt,
            @Nullable String failure) {}
}
