package nightdesk.ingest.wecom;

import java.util.Map;
import nightdesk.ingest.PermanentFailure;

/** The fields of a decrypted callback, for those who read it from the log. */
public final class CallbackFields {
    private CallbackFields() {}

    /**
     * Returns the text of each element below the root; of repeated elements the first.
     *
     * @throws PermanentFailure when it is not such XML
     */
    public static Map<String, String> of(String xml) {
        try {
            return CallbackXml.fields(xml);
        } catch (CallbackRejected e) {
            throw new PermanentFailure(String.valueOf(e.getMessage()));
        }
    }
}
