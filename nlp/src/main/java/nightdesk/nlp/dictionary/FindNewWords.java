package nightdesk.nlp.dictionary;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nightdesk.ingest.Speaker;
import nightdesk.ingest.Stage;
import nightdesk.nlp.LexiconCatalog.Candidates;
import nightdesk.nlp.MessageIndex;
import nightdesk.nlp.SearchFilter;
import nightdesk.nlp.SearchRequest;
import nightdesk.nlp.SearchRequest.Order;
import nightdesk.nlp.lexicon.NewWords;
import nightdesk.nlp.lexicon.NewWords.Said;
import nightdesk.nlp.lexicon.PublishedLexicon;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Stage {@code new-words}: looks, once an hour, at what patients said lately; a bounded number of messages. */
final class FindNewWords implements Stage {
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration AGAIN = Duration.ofHours(1);
    private static final Duration LATELY = Duration.ofDays(14);
    private static final Duration BEFORE = Duration.ofDays(70);
    private static final int SHOWN = 100;

    private final MessageIndex index;
    private final PublishedLexicon lexicon;
    private final Clock clock;
    private final Scheduler scheduler;
    private volatile Candidates found = new Candidates(null, 0, List.of());

    FindNewWords(MessageIndex index, PublishedLexicon lexicon, Clock clock, Scheduler scheduler) {
        this.index = index;
        this.lexicon = lexicon;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    @Override
    public String name() {
        return "new-words";
    }

    @Override
    public String role() {
        return "dashboard";
    }

    @Override
    public Mono<Void> run() {
        return Flux.interval(FIRST, AGAIN)
                .onBackpressureDrop()
                .concatMap(tick -> Mono.fromRunnable(this::look).subscribeOn(scheduler), 1)
                .then();
    }

    void look() {
        Instant now = clock.instant();
        List<Said> lately = said(now.minus(LATELY), now);
        List<Said> before = said(now.minus(BEFORE), now.minus(LATELY));
        found = new Candidates(now, lately.size(), NewWords.find(lately, before, lexicon.current()));
    }

    private List<Said> said(Instant from, Instant to) {
        SearchFilter filter = new SearchFilter(from, to, null, Speaker.PATIENT, null, null, List.of(), List.of());
        List<Said> said = new ArrayList<>();
        int pages = SearchRequest.MAX_DEPTH / SearchRequest.MAX_SIZE;
        for (int page = 0; page < pages; page++) {
            int before = said.size();
            index.search(new SearchRequest("", false, Set.of(), filter, Order.TIME, page, SearchRequest.MAX_SIZE))
                    .items()
                    .forEach(hit ->
                            said.add(new Said(hit.messageId(), hit.conversationId(), hit.patientId(), hit.text())));
            if (said.size() - before < SearchRequest.MAX_SIZE) {
                break;
            }
        }
        return said;
    }

    Candidates without(List<String> ignored) {
        Candidates now = found;
        return new Candidates(
                now.at(),
                now.messages(),
                now.items().stream()
                        .filter(candidate -> !ignored.contains(candidate.word()))
                        .limit(SHOWN)
                        .toList());
    }
}
