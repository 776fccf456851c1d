package nightdesk.ingest.archive;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param accounts the archives by the name of their WeCom account; one without a secret is off
 * @param library the vendor's library
 * @param pollInterval how often each archive is read without a callback
 * @param callTimeout how long the library may wait for WeCom
 * @param decryptTimeout how long it may take over one record
 * @param firstPause before the library's process is started again; doubled with each further time
 * @param acceptDefaultAgree whether WeCom's {@code Default_Agree}, which no patient has pressed, counts as consent
 * @param childMain the main class of the library's process; a test puts a stand-in here
 */
@ConfigurationProperties("nightdesk.archive")
record ArchiveSettings(
        @DefaultValue Map<String, Account> accounts,

        @DefaultValue("./data/wework/libWeWorkFinanceSdk_C.so")
        Path library,

        @DefaultValue("PT30S") Duration pollInterval,
        @DefaultValue("PT30S") Duration callTimeout,
        @DefaultValue("PT20S") Duration decryptTimeout,
        @DefaultValue("PT0.5S") Duration firstPause,
        @DefaultValue("false") boolean acceptDefaultAgree,
        @DefaultValue(REAL_CHILD) String childMain) {
    static final String REAL_CHILD = "nightdesk.ingest.archive.child.ArchiveChild";

    /**
     * @param secret the archive's own secret, not an app's
     * @param keys the directory of private keys, {@code <publickey_ver>.pem}
     * @param proxy {@code socks5://…} or {@code http://…}; empty = none
     * @param proxyPassword {@code user:password}; empty = none
     * @param corpId the corp; null = that of the WeCom account of this name
     */
    record Account(
            @DefaultValue("") String secret,
            @DefaultValue("./data/wework/keys") Path keys,
            @DefaultValue("") String proxy,
            @DefaultValue("") String proxyPassword,
            @Nullable String corpId) {

        @Override
        public String toString() {
            return "Account[keys=" + keys + "]";
        }
    }
}
