package nightdesk.ingest;

import reactor.core.publisher.Mono;

/** 微信客服, the way out: the only WeCom API by which a server may answer a WeChat customer. */
public interface CustomerService {

    /**
     * Sends one text. Safe to repeat with the same {@code msgid}: WeCom refuses the second one and this port reports
     * {@link SendResult.AlreadySent}.
     *
     * @param account the name of the WeCom account
     * @param openKfId the customer-service account, {@code wk…}
     * @param externalUserId the customer, {@code wm…}
     * @param msgid ours and deterministic, 1 to 32 of {@code [0-9a-zA-Z_-]}
     * @param text at most 2048 bytes of UTF-8
     * @return the outcome; an error signal means that nothing is known (network, 5xx, -1, 45009) and that the same call
     *     may be made again later
     */
    Mono<SendResult> sendText(String account, String openKfId, String externalUserId, String msgid, String text);

    /** What became of a send. */
    sealed interface SendResult {
        /** WeCom took it. Delivery is not certain until no {@code msg_send_fail} event names the msgid. */
        record Sent(String msgid) implements SendResult {}

        /** WeCom has this msgid already (95033): it was sent before. */
        record AlreadySent(String msgid) implements SendResult {}

        /**
         * WeCom refused for good.
         *
         * @param errcode WeCom's code: 95018 session held by a person or over, 95001 more than five, 95002 older than
         *     48 hours, others as documented
         * @param reason WeCom's message, without secrets
         */
        record Refused(int errcode, String reason) implements SendResult {}
    }
}
