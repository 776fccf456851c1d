package nightdesk.responder.night;

import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Json;
import nightdesk.ingest.PermanentFailure;
import tools.jackson.databind.JsonNode;

/** What an event says about who holds the conversation: the AI yields the moment a person takes it. */
enum SessionNews {
    /** A person took it over, in the WeCom client or from the console, or it waits in the pool for one. */
    TAKEN,
    /** A person gave it back from the console: the AI may answer again. */
    HANDED_BACK,
    /** Nothing. */
    NONE;

    static SessionNews of(ChatMessage message) {
        String raw = message.raw();
        if (!ChatMessage.EVENT.equals(message.type()) || raw == null || !raw.contains("session")) {
            return NONE;
        }
        try {
            return of(Json.read(raw, JsonNode.class).path("event"));
        } catch (PermanentFailure notOurs) {
            return NONE;
        }
    }

    private static SessionNews of(JsonNode event) {
        return switch (event.path("event_type").asString("")) {
            case "session_status_change" ->
                switch (event.path("change_type").asInt(0)) {
                    case 1, 2, 4 -> TAKEN;
                    default -> NONE;
                };
            case "nightdesk_session_moved" -> event.path("service_state").asInt(0) == 4 ? HANDED_BACK : TAKEN;
            default -> NONE;
        };
    }
}
