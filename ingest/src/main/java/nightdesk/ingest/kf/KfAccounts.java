package nightdesk.ingest.kf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.FailureText;
import nightdesk.ingest.Stage;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.kf.KfAccountStore.Seen;
import nightdesk.ingest.wecom.CallbackXml;
import nightdesk.ingest.wecom.WecomApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Stage {@code kf-accounts}: which customer-service accounts there are ({@code kf/account/list}, WeCom document 94661).
 * One the app manages is pulled from then on, even if its first callback was lost; one it no longer manages is left
 * alone. The callback kf_account_auth_change (97712) says the same at once.
 */
final class KfAccounts implements Stage {
    static final String RIGHTS_CHANGED = "kf_account_auth_change";

    private static final Logger log = LoggerFactory.getLogger(KfAccounts.class);
    private static final String LIST = "/cgi-bin/kf/account/list";
    private static final int PAGE = 100;
    private static final int MOST = 5000;

    private final WecomApi api;
    private final WecomAccounts accounts;
    private final KfAccountStore store;
    private final KfCursorStore cursors;
    private final Duration interval;

    KfAccounts(WecomApi api, WecomAccounts accounts, KfAccountStore store, KfCursorStore cursors, Duration interval) {
        this.api = api;
        this.accounts = accounts;
        this.store = store;
        this.cursors = cursors;
        this.interval = interval;
    }

    @Override
    public String name() {
        return "kf-accounts";
    }

    @Override
    public String role() {
        return "ingest";
    }

    @Override
    public Mono<Void> run() {
        return Flux.interval(Duration.ZERO, interval)
                .onBackpressureDrop()
                .concatMap(tick -> all(), 1)
                .then();
    }

    private Mono<Void> all() {
        return Flux.fromIterable(List.copyOf(accounts.all()))
                .concatMap(account -> discover(account).onErrorResume(failure -> {
                    log.warn(
                            "The customer-service accounts of {} are not known: {}",
                            account.name(),
                            FailureText.of(failure));
                    return Mono.empty();
                }))
                .then();
    }

    Mono<Void> discover(WecomAccount account) {
        return page(account, 0)
                .expand(page -> page.isLast() ? Mono.empty() : page(account, page.next()))
                .collectList()
                .map(pages ->
                        pages.stream().flatMap(page -> page.seen().stream()).toList())
                .flatMap(seen -> keep(account.name(), seen));
    }

    private Mono<Page> page(WecomAccount account, int offset) {
        return api.post(account, LIST, Map.of("offset", offset, "limit", PAGE)).map(answer -> page(answer, offset));
    }

    private static Page page(JsonNode answer, int offset) {
        List<Seen> seen = new ArrayList<>();
        answer.path("account_list").forEach(one -> {
            String id = one.path("open_kfid").asString("");
            if (!id.isEmpty()) {
                seen.add(new Seen(
                        id,
                        one.path("name").asString(""),
                        one.path("avatar").asString(""),
                        one.path("manage_privilege").asBoolean(false)));
            }
        });
        return new Page(seen, offset);
    }

    private Mono<Void> keep(String account, List<Seen> seen) {
        return store.keep(account, seen)
                .then(Flux.fromIterable(seen)
                        .filter(Seen::managed)
                        .concatMap(one -> cursors.know(account, one.openKfId()))
                        .then());
    }

    /** Takes the repeated elements of the callback at their word; the next list corrects them. */
    Mono<Void> rightsChanged(String account, String xml) {
        List<String> added = CallbackXml.values(xml, "AuthAddOpenKfId");
        List<String> removed = CallbackXml.values(xml, "AuthDelOpenKfId");
        return Flux.fromIterable(added)
                .concatMap(id -> store.managed(account, id, true).then(cursors.know(account, id)))
                .thenMany(Flux.fromIterable(removed))
                .concatMap(id -> store.managed(account, id, false))
                .then();
    }

    private record Page(List<Seen> seen, int offset) {
        boolean isLast() {
            return seen.size() < PAGE || offset >= MOST;
        }

        int next() {
            return offset + PAGE;
        }
    }
}
