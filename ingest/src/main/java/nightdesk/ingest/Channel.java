package nightdesk.ingest;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A way by which chats reach the hospital. The {@link #code} is what the log, the store, the index and the API show. */
public enum Channel {
    /** 微信客服: a WeChat customer writes to a customer-service account managed by API. */
    WECOM_KF("wecom-kf"),
    /** 会话内容存档: the archived chats of staff members in WeCom. */
    WECOM_ARCHIVE("wecom-archive"),
    /** Personal WeChat: files exported by the owner of the account. */
    WECHAT("wechat"),
    /** A gateway that the hospital runs, through the signed webhook. */
    GATEWAY("gateway");

    private final String code;

    Channel(String code) {
        this.code = code;
    }

    /** Returns the stable lower-case code, e.g. {@code wecom-kf}. */
    @JsonValue
    public String code() {
        return code;
    }

    /**
     * Returns the channel with this code.
     *
     * @throws IllegalArgumentException naming the codes that exist
     */
    public static Channel of(String code) {
        return Arrays.stream(values())
                .filter(channel -> channel.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("channel: met '" + code + "', expected one of "
                        + Arrays.stream(values()).map(Channel::code).collect(Collectors.joining(", "))));
    }
}
