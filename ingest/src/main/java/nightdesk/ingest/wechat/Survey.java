package nightdesk.ingest.wechat;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file as a whole tells and a single record does not; kept as JSON with the job, so that a job that goes on after a
 * crash need not look through the file again.
 *
 * @param ownId the wxid of the account's owner, where the file gives it away
 * @param ownerSpoke whether somebody who is certainly the owner speaks in it
 * @param people who else there is, by what the records call them
 */
record Survey(@Nullable String ownId, boolean ownerSpoke, Map<String, Person> people) {
    static final Survey NOTHING = new Survey(null, false, Map.of());

    /**
     * @param id wxid, where known
     * @param name remark or name
     * @param several whether more than one person writes under it: a group
     */
    record Person(@Nullable String id, @Nullable String name, boolean several) {}
}
