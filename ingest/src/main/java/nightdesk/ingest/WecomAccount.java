package nightdesk.ingest;

import java.net.URI;

/**
 * A WeCom account: one self-built app that manages 微信客服.
 *
 * @param name the {@code {account}} of the callback's path
 * @param corpId the receive id expected in every callback
 * @param agentId the app's id; empty when unused
 * @param secret the app's secret
 * @param token the callback's token
 * @param encodingAesKey 43 characters of Base64
 * @param apiBase where the API lives, e.g. the official host or a stand-in
 * @param simulated true for the stand-in: its clock is the time in its messages, and nothing leaves this machine
 */
public record WecomAccount(
        String name,
        String corpId,
        String agentId,
        String secret,
        String token,
        String encodingAesKey,
        URI apiBase,
        boolean simulated) {

    /** Shows no secret. */
    @Override
    public String toString() {
        return "WecomAccount[" + name + ", corpId=" + corpId + ", apiBase=" + apiBase + "]";
    }
}
