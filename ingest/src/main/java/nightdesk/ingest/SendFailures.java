package nightdesk.ingest;

import java.util.Map;

/** Why a text that WeCom had taken did not arrive, as its event msg_send_fail says (document 94670), in Chinese. */
public final class SendFailures {
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("0", "未知原因"),
            Map.entry("1", "客服账号已删除"),
            Map.entry("2", "应用已关闭"),
            Map.entry("4", "会话已过期（超过48小时）"),
            Map.entry("5", "会话已关闭"),
            Map.entry("6", "超过5条限制"),
            Map.entry("7", "未绑定视频号"),
            Map.entry("8", "主体未验证"),
            Map.entry("10", "用户拒收"),
            Map.entry("11", "企业未有成员登录企业微信App"),
            Map.entry("12", "发送的消息为客服组件禁发的类型"),
            Map.entry("13", "安全限制"));

    private SendFailures() {}

    /** Returns the reason for this {@code fail_type}; of one we do not know its number. */
    public static String reason(String failType) {
        return REASONS.getOrDefault(failType, "企业微信未说明的类型" + failType);
    }
}
