package nightdesk.ingest.kf;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import nightdesk.ingest.CustomerService;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.wecom.WecomApi;
import nightdesk.ingest.wecom.WecomFailure;
import reactor.core.publisher.Mono;

/** Sends through {@code kf/send_msg} (WeCom document 94677). */
final class KfCustomerService implements CustomerService {
    private static final String SEND = "/cgi-bin/kf/send_msg";
    private static final int REPEATED = 95033;
    private static final int NO_SUCH_ACCOUNT = 95000;
    private static final int MAX_TEXT = 2048;

    private final WecomApi api;
    private final WecomAccounts accounts;

    KfCustomerService(WecomApi api, WecomAccounts accounts) {
        this.api = api;
        this.accounts = accounts;
    }

    @Override
    public Mono<SendResult> sendText(
            String account, String openKfId, String externalUserId, String msgid, String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_TEXT) {
            return Mono.error(new IllegalArgumentException("text: expected at most 2048 bytes of UTF-8, met " + bytes));
        }
        Map<String, Object> body = Map.of(
                "touser", externalUserId,
                "open_kfid", openKfId,
                "msgid", msgid,
                "msgtype", "text",
                "text", Map.of("content", text));
        return Mono.justOrEmpty(accounts.find(account))
                .flatMap(known -> api.post(known, SEND, body)
                        .<SendResult>map(answer -> new SendResult.Sent(msgid))
                        .onErrorResume(WecomFailure.class, failure -> Mono.just(refused(msgid, failure))))
                .switchIfEmpty(Mono.fromSupplier(
                        () -> new SendResult.Refused(NO_SUCH_ACCOUNT, "no WeCom account of this name is switched on")));
    }

    private static SendResult refused(String msgid, WecomFailure failure) {
        return failure.errcode() == REPEATED
                ? new SendResult.AlreadySent(msgid)
                : new SendResult.Refused(failure.errcode(), String.valueOf(failure.getMessage()));
    }
}
