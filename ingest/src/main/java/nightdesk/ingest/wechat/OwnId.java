package nightdesk.ingest.wechat;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds the wxid of the account's owner: whoever wrote the first message that was sent. */
final class OwnId implements JsonShape.Surveyor {
    private static final int SAMPLE = 20_000;

    private final boolean known;
    private final Function<JsonNode, @Nullable String> ownId;
    private @Nullable String found;
    private int seen;

    /**
     * @param ownId returns the owner's wxid where a message gives it away
     */
    OwnId(ReadOptions options, Function<JsonNode, @Nullable String> ownId) {
        this.known = options.owner().isKnown();
        this.ownId = ownId;
    }

    @Override
    public void see(JsonObjects.Found message) {
        seen++;
        found = found == null ? ownId.apply(message.node()) : found;
    }

    @Override
    public boolean enough() {
        return known || found != null || seen >= SAMPLE;
    }

    @Override
    public Survey survey() {
        return new Survey(found, found != null, Map.of());
    }
}
