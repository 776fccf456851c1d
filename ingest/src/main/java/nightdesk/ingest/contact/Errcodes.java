package nightdesk.ingest.contact;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** WeCom's errcodes in words for the hospital. */
final class Errcodes {
    /** Not WeCom's codes: its documents name none for these limits. */
    static final int CORP_FULL = -10_000;

    static final int CUSTOMER_FULL = -3000;
    private static final Pattern NUMBER = Pattern.compile("errcode (-?\\d{1,6})");

    private Errcodes() {}

    /** Returns what a kept failure says, or null where there is none. */
    static @Nullable String explain(@Nullable String failure) {
        if (failure == null) {
            return null;
        }
        Matcher number = NUMBER.matcher(failure);
        return number.find() ? explain(Integer.parseInt(number.group(1))) : "企业微信暂时没有应答，稍后自动重试";
    }

    static String explain(int errcode) {
        return switch (errcode) {
            case 0, -1 -> "暂时没有成功，稍后自动重试";
            case CORP_FULL -> "企业标签已达 10000 个上限：请在管理后台清理不用的标签";
            case CUSTOMER_FULL -> "该客户身上的标签已达 3000 个上限";
            case 40001 -> "企业微信拒绝了 Secret：请核对 WECOM_SECRET（错误码 40001）";
            case 40013 -> "企业微信不认 CorpID：请核对 WECOM_CORP_ID（错误码 40013）";
            case 40068 -> "标签已在企业微信里被删除，稍后重新建立（错误码 40068）";
            case 40096 -> "企业微信不认这个客户：跟进的成员不在应用可见范围内（错误码 40096）";
            case 45009, 45033 -> "企业微信限制了调用频率，到时间后自动继续（错误码 " + errcode + "）";
            case 48002 -> "应用没有此权限：请在管理后台 客户联系 → 客户 → API → 可调用接口的应用 中勾选本应用（错误码 48002）";
            case 60011, 60030 -> "成员不在应用可见范围内：请在管理后台调整应用的可见范围（错误码 " + errcode + "）";
            case 60020 -> "本机 IP 不在企业可信 IP 中：请在应用页面的 企业可信IP 中添加（错误码 60020）";
            case 81017 -> "可见范围内成员过多，一次列不完（错误码 81017）";
            case 84061 -> "不再是好友关系：客户删除了成员，或免验证尚未通过（错误码 84061）";
            case 701008 -> "成员没有互通账号许可（错误码 701008）";
            default -> "企业微信返回错误码 " + errcode;
        };
    }
}
