package nightdesk.ingest;

import java.time.Instant;
import java.util.List;

/** Which calls to WeCom rest at the moment, because WeCom asked for it or because calling on would make things worse. */
public interface WecomPauses {

    /** Returns the pauses of this account that are not over. */
    List<Pause> of(String account);

    /**
     * @param what the API that rests, e.g. {@code /cgi-bin/kf/sync_msg}; {@code /cgi-bin/gettoken} = all of them
     * @param errcode WeCom's reason
     * @param explanation in Chinese, for the console
     * @param until when it is called again
     */
    record Pause(String what, int errcode, String explanation, Instant until) {}
}
