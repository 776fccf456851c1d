package nightdesk.ingest.archive;

import java.util.Map;
import nightdesk.ingest.PermanentFailure;

/** The archive refuses, and will until a person does something. The message is Chinese: the console shows it. */
final class ArchiveFailure extends PermanentFailure {
    private static final long serialVersionUID = 1L;

    /** The library is not where it was expected. */
    static final int NO_LIBRARY = -1;
    /** Longer ago than five days: the archive has deleted it. */
    static final int EXPIRED = 10010;

    static final int TOO_LARGE = 301058;

    private static final Map<Integer, String> MEANINGS = Map.ofEntries(
            Map.entry(10000, "参数不对：请核对企业ID（corpid）和会话内容存档的 Secret"),
            Map.entry(10001, "网络错误：服务器连不上企业微信"),
            Map.entry(10002, "企业微信返回的数据无法解析"),
            Map.entry(10003, "系统调用失败：请检查磁盘空间、内存和打开文件数"),
            Map.entry(10004, "密钥不匹配：请核对私钥与管理后台的公钥版本"),
            Map.entry(10005, "文件标识（sdkfileid）不对"),
            Map.entry(10006, "解密失败：多半是私钥与该条记录的公钥版本不是一对"),
            Map.entry(10007, "找不到该公钥版本的私钥"),
            Map.entry(10008, "解密会话内容失败：随机密钥不对"),
            Map.entry(10009, "本服务器的公网出口 IP 不在可信 IP 名单：请在管理后台“会话内容存档”里添加"),
            Map.entry(EXPIRED, "数据已过期：企业微信只保留最近五天"),
            Map.entry(10011, "TLS 证书校验失败：请检查系统时间和根证书"),
            Map.entry(48002, "没有调用权限：必须用“会话内容存档”页面自己的 Secret，应用的 Secret 不行"),
            Map.entry(301042, "本服务器的公网出口 IP 不在可信 IP 名单：请在管理后台“会话内容存档”里添加"),
            Map.entry(301052, "会话内容存档服务已到期：请续费"),
            Map.entry(301053, "没有开通会话内容存档：请在管理后台开通"),
            Map.entry(TOO_LARGE, "一次返回的数据过大"));

    private final int code;

    private ArchiveFailure(int code, String message) {
        super(message);
        this.code = code;
    }

    /** Returns the failure that this return code of the library or errcode of the archive means. */
    static ArchiveFailure of(int code) {
        return new ArchiveFailure(
                code, "会话内容存档返回错误码 " + code + "：" + MEANINGS.getOrDefault(code, "未收录的错误码，请查企业微信文档 91552"));
    }

    /** Returns the failure of a library that is not there, or cannot be loaded for this reason. */
    static ArchiveFailure noLibrary(String path, String reason) {
        return new ArchiveFailure(
                NO_LIBRARY,
                "缺少企业微信会话内容存档的动态库：" + reason + "。请从企业微信开发者中心下载与本机系统和 CPU 一致的 C 版 SDK，把 libWeWorkFinanceSdk_C.so"
                        + "（Windows 为 WeWorkFinanceSdk.dll 及同目录的依赖库）放到 " + path + "，放好后会自动启用，不用重启");
    }

    int code() {
        return code;
    }
}
