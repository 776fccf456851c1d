package nightdesk.ingest.archive;

import java.util.Arrays;

/** Why a record is kept encrypted. */
enum SealReason {
    NO_KEY("no-key", "缺少公钥版本 %d 的私钥"),
    WRONG_KEY("wrong-key", "公钥版本 %d 的私钥解不开"),
    UNREADABLE("unreadable", "解密后不是有效的 JSON"),
    CRASH("crash", "动态库处理时崩溃"),
    CONSENT("consent", "查不到客户是否同意存档");

    private final String code;
    private final String chinese;

    SealReason(String code, String chinese) {
        this.code = code;
        this.chinese = chinese;
    }

    String code() {
        return code;
    }

    String chinese(int keyVersion) {
        return chinese.formatted(keyVersion);
    }

    static SealReason of(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("seal reason: met '" + code + "'"));
    }
}
