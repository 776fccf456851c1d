package nightdesk.ingest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** How 客户联系 stands: what is known, what is waiting, and whether WeCom answers. */
public interface ContactOverview {

    /** Returns every account that is switched on. */
    Mono<List<Account>> accounts();

    /** Has everything of this account compared with WeCom soon; empty when there is no such account. */
    Mono<Boolean> compareSoon(String account);

    /**
     * @param account the WeCom account
     * @param staff who may have customers
     * @param customers people whom at least one staff member has
     * @param relations customers, once for each staff member who has them
     * @param groups customer groups that are not dismissed
     * @param tags corp tags
     * @param waiting questions to WeCom that are due or put off
     * @param waitingBecause why the oldest of those that failed is put off, in words for the hospital; null = none failed
     * @param lastEventAt the last event of 客户联系; null = none ever
     * @param comparedAt when everything was last compared; null = never to the end
     * @param comparing whether it is being compared
     * @param problem why comparing ended early, in words for the hospital; null = it did not
     */
    record Account(
            String account,
            long staff,
            long customers,
            long relations,
            long groups,
            long tags,
            long waiting,
            @Nullable String waitingBecause,
            @Nullable Instant lastEventAt,
            @Nullable Instant comparedAt,
            boolean comparing,
            @Nullable String problem) {}
}
