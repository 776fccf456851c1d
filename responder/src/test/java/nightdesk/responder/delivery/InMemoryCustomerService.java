package nightdesk.responder.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import nightdesk.ingest.CustomerService;
import nightdesk.ingest.TransientFailure;
import reactor.core.publisher.Mono;

/** WeCom in memory: takes each msgid once, refuses or fails for a customer as told, and may never answer at all. */
public final class InMemoryCustomerService implements CustomerService {
    private final ConcurrentMap<String, List<Taken>> byCustomer = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Taken> byMsgid = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Integer> refusals = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Queue<Boolean>> failures = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Boolean> silent = new ConcurrentHashMap<>();

    /** A text that WeCom took. */
    public record Taken(String msgid, String customer, String text) {}

    @Override
    public Mono<SendResult> sendText(String account, String openKfId, String customer, String msgid, String text) {
        return Mono.defer(() -> answer(customer, msgid, text));
    }

    private Mono<SendResult> answer(String customer, String msgid, String text) {
        Integer errcode = refusals.get(customer);
        if (errcode != null) {
            return Mono.just(new SendResult.Refused(errcode, "refused in the test"));
        }
        if (failures.getOrDefault(customer, new ArrayDeque<>()).poll() != null) {
            return Mono.error(new TransientFailure("-1 in the test"));
        }
        Taken taken = new Taken(msgid, customer, text);
        if (byMsgid.putIfAbsent(msgid, taken) != null) {
            return Mono.just(new SendResult.AlreadySent(msgid));
        }
        byCustomer.computeIfAbsent(customer, key -> new ArrayList<>()).add(taken);
        return silent.containsKey(customer) ? Mono.never() : Mono.just(new SendResult.Sent(msgid));
    }

    public void refuse(String customer, int errcode) {
        refusals.put(customer, errcode);
    }

    public void fail(String customer, int times) {
        Queue<Boolean> queue = new ArrayDeque<>();
        for (int i = 0; i < times; i++) {
            queue.add(true);
        }
        failures.put(customer, queue);
    }

    /** From now on takes this customer's texts and never says so: what a crash right after a send looks like. */
    public void neverAnswer(String customer) {
        silent.put(customer, true);
    }

    public void answerAgain(String customer) {
        silent.remove(customer);
    }

    public List<Taken> taken(String customer) {
        return List.copyOf(byCustomer.getOrDefault(customer, List.of()));
    }
}
