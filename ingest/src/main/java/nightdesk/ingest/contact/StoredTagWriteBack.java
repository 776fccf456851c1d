package nightdesk.ingest.contact;

import java.util.Collection;
import nightdesk.ingest.TagWriteBack;
import reactor.core.publisher.Mono;

/** Keeps wishes; {@link DeliverTags} sends them. */
final class StoredTagWriteBack implements TagWriteBack {
    private final TagStore store;
    private final ContactSettings.TagWriteBackSettings settings;

    StoredTagWriteBack(TagStore store, ContactSettings.TagWriteBackSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    @Override
    public Mono<Void> want(String patientId, Collection<String> names) {
        for (String name : names) {
            int length = name.codePointCount(0, name.length());
            if (name.isBlank() || length > LONGEST_NAME) {
                return Mono.error(new IllegalArgumentException(
                        "tag: expected 1 to " + LONGEST_NAME + " characters, met " + length));
            }
        }
        return store.want(patientId, names);
    }

    @Override
    public Mono<State> state() {
        return Mono.zip(
                        store.figures(),
                        store.refused()
                                .map(refused ->
                                        new Failure(refused.errcode(), cause(refused.errcode()), refused.marks()))
                                .collectList())
                .map(both -> new State(
                        settings.enabled(),
                        settings.group(),
                        both.getT1().patients(),
                        both.getT1().wanted(),
                        both.getT1().marked(),
                        both.getT1().waiting(),
                        both.getT1().leftToStaff(),
                        both.getT2()));
    }

    private static String cause(int errcode) {
        return switch (errcode) {
            case 0 -> "暂时没有成功，稍后自动重试";
            case DeliverTags.CORP_FULL -> "企业标签已达 10000 个上限：请在管理后台清理不用的标签";
            case DeliverTags.CUSTOMER_FULL -> "该客户身上的标签已达 3000 个上限";
            case 40068 -> "标签已在企业微信里被删除，将重新建立";
            case 40096 -> "企业微信不认这个客户 ID：客户或成员不在应用可见范围内";
            case 45009, 45033 -> "企业微信限制了调用频率，到时间后自动继续";
            case 48002 -> "应用没有此权限：请在 客户联系 → API → 可调用接口的应用 中勾选本应用";
            case 60011, 60030 -> "成员不在应用可见范围内";
            case 84061 -> "不再是好友关系（客户删除了成员，或免验证尚未通过）";
            default -> "企业微信返回错误码 " + errcode;
        };
    }
}
