package nightdesk.ingest.contact;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import nightdesk.ingest.Counters;
import nightdesk.ingest.Stage;
import nightdesk.ingest.TransientFailure;
import nightdesk.ingest.WecomAccount;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.wecom.WecomFailure;
import nightdesk.ingest.wecom.WecomPaused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stage {@code contact-sync}: events may be lost, so now and then everything is compared: staff member by staff member
 * their customers, then the groups. What differs is asked for. Each page is noted with its cursor, so that a restart goes
 * on where the round stood.
 */
final class SyncContacts implements Stage {
    private static final Logger log = LoggerFactory.getLogger(SyncContacts.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration REST = Duration.ofSeconds(15);
    private static final int BAD_CURSOR = 40058;

    private final WecomAccounts accounts;
    private final ContactApi api;
    private final RoundStore rounds;
    private final ContactStore store;
    private final Counters counters;
    private final ContactSettings settings;
    private final Clock clock;
    private final Map<String, Instant> rests = new ConcurrentHashMap<>();

    SyncContacts(
            WecomAccounts accounts,
            ContactApi api,
            RoundStore rounds,
            ContactStore store,
            Counters counters,
            ContactSettings settings,
            Clock clock) {
        this.accounts = accounts;
        this.api = api;
        this.rounds = rounds;
        this.store = store;
        this.counters = counters;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "contact-sync";
    }

    @Override
    public String role() {
        return "ingest";
    }

    @Override
    public Mono<Void> run() {
        return Flux.interval(Duration.ZERO, POLL)
                .onBackpressureDrop()
                .concatMap(
                        tick -> Flux.fromIterable(List.copyOf(accounts.all())).concatMap(this::sync, 1), 1)
                .then();
    }

    private Mono<Void> sync(WecomAccount account) {
        if (clock.instant().isBefore(rests.getOrDefault(account.name(), Instant.MIN))) {
            return Mono.empty();
        }
        return rounds.current(account.name(), settings.syncInterval())
                .flatMap(round -> round(account, round)
                        .onErrorResume(TransientFailure.class, failure -> later(account, failure))
                        .onErrorResume(WecomFailure.class, failure -> refused(account, round, failure)));
    }

    /** The round stays open and goes on at the next look. */
    private Mono<Void> later(WecomAccount account, TransientFailure failure) {
        counters.increment("contact.sync-waits", account.name());
        rests.put(
                account.name(),
                failure instanceof WecomPaused paused
                        ? paused.until()
                        : clock.instant().plus(REST));
        if (!(failure instanceof WecomPaused)) {
            log.warn("Comparing the customers of {} waits: {}", account.name(), failure.getMessage());
        }
        return Mono.empty();
    }

    private Mono<Void> refused(WecomAccount account, RoundStore.Round round, WecomFailure failure) {
        log.warn("Comparing the customers of {} ended: {}", account.name(), failure.getMessage());
        return rounds.finish(round, String.valueOf(failure.getMessage()));
    }

    private Mono<Void> round(WecomAccount account, RoundStore.Round round) {
        return api.staff(account)
                .flatMap(staff -> rounds.staff(account.name(), staff)
                        .then(staffAfterStaff(account, round))
                        .then(groups(account, round, staff)))
                .then(rounds.rest(round, settings.refreshAfter()))
                .then(rounds.finish(round, null))
                .doOnSuccess(done -> counters.increment("contact.rounds", account.name()));
    }

    private Mono<Void> staffAfterStaff(WecomAccount account, RoundStore.Round round) {
        return rounds.next(round)
                .flatMap(position -> customers(account, round, position).thenReturn(position))
                .repeatWhen(done -> done.takeWhile(count -> count > 0))
                .then();
    }

    private Mono<Void> customers(WecomAccount account, RoundStore.Round round, RoundStore.Position position) {
        return pages(account, round, position)
                .thenReturn("")
                .onErrorResume(
                        WecomFailure.class,
                        failure -> failure.errcode() == BAD_CURSOR
                                        && !position.cursor().isEmpty()
                                ? rounds.advance(round, position.userId(), "", List.of())
                                        .thenReturn("cursor")
                                : Mono.just(String.valueOf(failure.getMessage())))
                .flatMap(note ->
                        note.equals("cursor") ? Mono.empty() : compare(account, round, position.userId(), note));
    }

    private Mono<Void> pages(WecomAccount account, RoundStore.Round round, RoundStore.Position position) {
        return page(account, round, position.userId(), position.cursor())
                .expand(next -> next.isEmpty() ? Mono.empty() : page(account, round, position.userId(), next))
                .then();
    }

    private Mono<String> page(WecomAccount account, RoundStore.Round round, String userId, String cursor) {
        return api.batch(account, userId, cursor)
                .flatMap(page -> changed(account, page.items())
                        .flatMap(changed -> rounds.advance(round, userId, page.next(), changed))
                        .thenReturn(page.next()));
    }

    private Mono<Collection<String>> changed(WecomAccount account, List<Contact> told) {
        List<String> ids = told.stream().map(Contact::externalUserId).toList();
        return store.kept(account.name(), ids).map(kept -> changed(told, kept));
    }

    private static Collection<String> changed(List<Contact> told, Map<String, Contact> kept) {
        Collection<String> changed = new TreeSet<>();
        told.stream()
                .filter(contact -> isChanged(contact, kept.get(contact.externalUserId())))
                .forEach(contact -> changed.add(contact.externalUserId()));
        return changed;
    }

    private static boolean isChanged(Contact told, @Nullable Contact kept) {
        if (kept == null || !told.profile().over(kept.profile()).equals(kept.profile())) {
            return true;
        }
        Contact.Follow follow = told.follows().getFirst();
        return kept.follows().stream()
                .filter(known -> known.userId().equals(follow.userId()))
                .noneMatch(follow::looksLike);
    }

    private Mono<Void> compare(WecomAccount account, RoundStore.Round round, String userId, String note) {
        return api.customers(account, userId)
                .flatMap(customers -> rounds.compared(round, userId, customers, note.isEmpty() ? null : note))
                .onErrorResume(
                        WecomFailure.class,
                        failure -> rounds.compared(round, userId, null, String.valueOf(failure.getMessage())));
    }

    private Mono<Void> groups(WecomAccount account, RoundStore.Round round, List<String> staff) {
        if (round.groupsDone()) {
            return Mono.empty();
        }
        GroupCursor start = GroupCursor.parse(round.groupCursor());
        return groupPage(account, round, staff, start)
                .expand(next -> next.isEnd() ? Mono.empty() : groupPage(account, round, staff, next))
                .then();
    }

    private Mono<GroupCursor> groupPage(
            WecomAccount account, RoundStore.Round round, List<String> staff, GroupCursor at) {
        return api.groups(account, at.owners(staff), at.cursor()).flatMap(page -> {
            GroupCursor next = at.next(page.next(), staff);
            return rounds.groups(round, page.items(), next.text()).thenReturn(next);
        });
    }

    /**
     * Where listing groups goes on. WeCom lists all at once only for up to a thousand staff (81017); beyond that, by a
     * hundred owners each.
     */
    record GroupCursor(int slice, String cursor) {
        private static final int ALL_AT_ONCE = 1000;
        private static final int SLICE = 100;
        private static final int END = -1;

        static GroupCursor parse(String text) {
            int colon = text.indexOf(':');
            return colon < 0
                    ? new GroupCursor(0, "")
                    : new GroupCursor(Integer.parseInt(text.substring(0, colon)), text.substring(colon + 1));
        }

        String text() {
            return isEnd() ? "" : slice + ":" + cursor;
        }

        boolean isEnd() {
            return slice == END;
        }

        List<String> owners(List<String> staff) {
            if (staff.size() <= ALL_AT_ONCE) {
                return List.of();
            }
            List<String> sorted = staff.stream().sorted().toList();
            int from = Math.min(slice * SLICE, sorted.size() - 1);
            return sorted.subList(from, Math.min(from + SLICE, sorted.size()));
        }

        GroupCursor next(String next, List<String> staff) {
            if (!next.isEmpty()) {
                return new GroupCursor(slice, next);
            }
            boolean more = staff.size() > ALL_AT_ONCE && (slice + 1) * SLICE < staff.size();
            return more ? new GroupCursor(slice + 1, "") : new GroupCursor(END, "");
        }
    }
}
