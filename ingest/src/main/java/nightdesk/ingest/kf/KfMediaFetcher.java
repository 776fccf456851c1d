package nightdesk.ingest.kf;

import java.nio.file.Path;
import nightdesk.ingest.WecomAccounts;
import nightdesk.ingest.media.MediaFetcher;
import nightdesk.ingest.media.MediaUnavailable;
import nightdesk.ingest.wecom.MediaTooLarge;
import nightdesk.ingest.wecom.WecomApi;
import nightdesk.ingest.wecom.WecomFailure;
import reactor.core.publisher.Mono;

/** Gets what customers sent ({@code media/get}, WeCom document 90254); a reference is {@code account/media_id}. */
final class KfMediaFetcher implements MediaFetcher {
    static final String SOURCE = "kf";
    private static final int EXPIRED = 40007;

    private final WecomApi api;
    private final WecomAccounts accounts;

    KfMediaFetcher(WecomApi api, WecomAccounts accounts) {
        this.api = api;
        this.accounts = accounts;
    }

    static String reference(String account, String mediaId) {
        return account + "/" + mediaId;
    }

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public Mono<Fetched> fetch(String reference, Path target, long limit) {
        int slash = reference.indexOf('/');
        return Mono.justOrEmpty(accounts.find(reference.substring(0, slash)))
                .switchIfEmpty(Mono.error(() -> MediaUnavailable.gone("企业微信账号已停用，无法下载")))
                .flatMap(account -> api.download(account, reference.substring(slash + 1), target, limit))
                .map(media -> new Fetched(media.fileName()))
                .onErrorMap(WecomFailure.class, KfMediaFetcher::described)
                .onErrorMap(MediaTooLarge.class, failure -> MediaUnavailable.refused("文件过大，超过上限 " + limit + " 字节"));
    }

    private static Throwable described(WecomFailure failure) {
        return failure.errcode() == EXPIRED ? MediaUnavailable.gone("媒体已过期或无效（企业微信只保存3天）") : failure;
    }
}
