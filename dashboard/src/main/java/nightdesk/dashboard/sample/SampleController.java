package nightdesk.dashboard.sample;

import java.security.Principal;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** 载入示例数据: asks for the sample and tells how far it is, in the shape of an import job. */
@RestController
@RequestMapping("/api/samples")
class SampleController {
    private final SampleJobs jobs;
    private final ZoneId zone;

    SampleController(SampleJobs jobs, Clock clock) {
        this.jobs = jobs;
        this.zone = clock.getZone();
    }

    /** Starts loading the sample, or returns the loading that is under way. Loading again changes nothing. */
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<SampleLoading> load(Mono<Principal> principal) {
        return principal.map(Principal::getName).defaultIfEmpty("").map(who -> view(jobs.ask(who)));
    }

    /** Returns the loadings since the start of this process, newest first. */
    @GetMapping
    SampleLoadings list() {
        List<SampleLoading> items = jobs.all().stream().map(this::view).toList();
        return new SampleLoadings(items.size(), items);
    }

    @GetMapping("/{id}")
    SampleLoading find(@PathVariable String id) {
        return jobs.find(id).map(this::view).orElseThrow(() -> new NotFound("sample '" + id + "': no such loading"));
    }

    private SampleLoading view(SampleJob job) {
        long read = job.imported() + job.duplicates();
        return new SampleLoading(
                job.id(),
                "示例数据",
                "sample",
                "13 个月的示例对话" + (job.knowledge() > 0 ? "，知识 " + job.knowledge() + " 条" : ""),
                job.who(),
                job.state().name().toLowerCase(Locale.ROOT),
                read,
                job.imported(),
                job.duplicates(),
                0,
                read,
                job.total(),
                at(job.startedAt()),
                job.finishedAt() == null ? null : at(job.finishedAt()),
                List.of(),
                job.failure());
    }

    private OffsetDateTime at(Instant instant) {
        return instant.atZone(zone).toOffsetDateTime();
    }

    /** The loadings. */
    record SampleLoadings(long total, List<SampleLoading> items) {}

    /** A loading in the shape of an import job; its bytes are messages, and it has no lines to reject. */
    record SampleLoading(
            String id,
            String fileName,
            String format,
            String formatExplained,
            String owner,
            String state,
            long read,
            long imported,
            long duplicates,
            long rejected,
            long bytesRead,
            long bytesTotal,
            OffsetDateTime startedAt,
            @Nullable OffsetDateTime finishedAt,
            List<String> errors,
            @Nullable String failure) {}
}
