package nightdesk.ingest.standin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import nightdesk.ingest.WecomStandIn.Customer;
import nightdesk.ingest.WecomStandIn.Sent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A customer: what they do is recorded first and pushed then, so that a lost callback loses no message. */
final class LoopbackCustomer implements Customer {
    private final Platform.Chat chat;
    private final Platform platform;
    private final CallbackPush callbacks;
    private final Flux<Sent> sends;

    LoopbackCustomer(Platform.Chat chat, Platform platform, CallbackPush callbacks, Flux<Sent> sends) {
        this.chat = chat;
        this.platform = platform;
        this.callbacks = callbacks;
        this.sends = sends;
    }

    @Override
    public String openKfId() {
        return chat.openKfId();
    }

    @Override
    public String externalUserId() {
        return chat.externalUserId();
    }

    @Override
    public Mono<String> sends(String msgtype, Map<String, ?> body, Instant at) {
        return tell(() -> List.of(platform.customerSends(chat, msgtype, body, at)));
    }

    @Override
    public Mono<String> enters(String scene, String sceneParam, Instant at) {
        return tell(() -> List.of(platform.customerEnters(chat, scene, sceneParam, at)));
    }

    @Override
    public Mono<String> servicerRecalls(String servicerUserId, String msgid, Instant at) {
        return tell(() -> List.of(platform.servicerRecalls(chat, servicerUserId, msgid, at)));
    }

    @Override
    public Mono<String> servicerTakes(String servicerUserId, Instant at) {
        return tell(() -> List.of(platform.servicerTakes(chat, servicerUserId, at)));
    }

    @Override
    public Mono<String> servicerEnds(Instant at) {
        return tell(() -> List.of(platform.servicerEnds(chat, at)));
    }

    @Override
    public Mono<String> recalls(String msgid, Instant at) {
        return tell(() -> List.of(platform.customerRecalls(chat, msgid, at)));
    }

    @Override
    public Mono<String> servicerSays(String servicerUserId, String text, Instant at) {
        return tell(() -> platform.servicerSends(chat, servicerUserId, text, at));
    }

    @Override
    public void session(int state) {
        platform.session(chat, state);
    }

    @Override
    public int session() {
        return platform.session(chat);
    }

    @Override
    public Mono<List<Sent>> hears(int count) {
        return sends.filter(this::isMine).take(count).collectList();
    }

    @Override
    public List<Sent> heard() {
        return platform.sent().stream().filter(this::isMine).toList();
    }

    private boolean isMine(Sent sent) {
        return sent.openKfId().equals(chat.openKfId()) && sent.externalUserId().equals(chat.externalUserId());
    }

    private Mono<String> tell(Supplier<List<Platform.Notice>> happening) {
        return Mono.fromSupplier(happening)
                .flatMap(notices ->
                        callbacks.push(notices).thenReturn(notices.getLast().msgid()));
    }
}
