package nightdesk.dashboard.groups;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import nightdesk.dashboard.problem.NotFound;
import nightdesk.ingest.ContactOverview;
import nightdesk.ingest.TagWriteBack;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** How 客户联系 stands, and our tags in WeCom. */
@Tag(name = "contacts")
@RestController
@RequestMapping(path = "/api/contacts", produces = MediaType.APPLICATION_JSON_VALUE)
final class ContactController {
    private final ContactOverview overview;
    private final TagWriteBack tags;
    private final Clock clock;

    ContactController(ContactOverview overview, TagWriteBack tags, Clock clock) {
        this.overview = overview;
        this.tags = tags;
        this.clock = clock;
    }

    @Operation(summary = "How 客户联系 stands: what is known, what waits, whether WeCom answers")
    @GetMapping
    Mono<Contacts> state() {
        return Mono.zip(overview.accounts(), tags.state())
                .map(both -> new Contacts(both.getT1().stream().map(this::item).toList(), both.getT2()));
    }

    @Operation(summary = "Compare everything of an account with WeCom now")
    @PostMapping("/{account}/compare")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Void> compare(@PathVariable String account) {
        return overview.compareSoon(account)
                .switchIfEmpty(Mono.error(() -> new NotFound("没有启用名为 " + account + " 的企业微信账号")))
                .then();
    }

    private ContactAccount item(ContactOverview.Account account) {
        return new ContactAccount(
                account.account(),
                account.staff(),
                account.customers(),
                account.relations(),
                account.groups(),
                account.tags(),
                account.waiting(),
                account.waitingBecause(),
                at(account.lastEventAt()),
                at(account.comparedAt()),
                account.comparing(),
                account.problem());
    }

    private @Nullable OffsetDateTime at(@Nullable Instant time) {
        return time == null ? null : time.atZone(clock.getZone()).toOffsetDateTime();
    }

    /**
     * @param accounts WeCom accounts that are switched on
     * @param tags our automatic tags in WeCom
     */
    record Contacts(List<ContactAccount> accounts, TagWriteBack.State tags) {}

    /**
     * @param account its name
     * @param staff who may have customers
     * @param customers people whom staff have
     * @param relations customers, once for each staff member who has them
     * @param groups customer groups
     * @param tags corp tags
     * @param waiting questions to WeCom that are not answered yet
     * @param waitingBecause why, where one failed
     * @param lastEventAt the last event
     * @param comparedAt when everything was last compared
     * @param comparing whether it is being compared now
     * @param problem why comparing ended early
     */
    record ContactAccount(
            String account,
            long staff,
            long customers,
            long relations,
            long groups,
            long tags,
            long waiting,
            @Nullable String waitingBecause,
            @Nullable OffsetDateTime lastEventAt,
            @Nullable OffsetDateTime comparedAt,
            boolean comparing,
            @Nullable String problem) {}
}
