package nightdesk.ingest.kf;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightdesk.ingest.Identity;
import nightdesk.ingest.Ids;
import nightdesk.ingest.Json;
import nightdesk.ingest.PatientEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A patient entered a chat through a link of ours (event enter_session).
 *
 * @param eventId the same event always has the same
 * @param customer the patient's external_userid
 * @param openKfId which customer-service account
 * @param scene the link's scene
 * @param sceneParam its parameter, decoded; empty = none
 * @param channels where in 视频号; missing = not from there
 * @param welcomeCode lets one welcome be sent within 20 seconds; empty = none
 * @param at when
 */
record KfArrival(
        String eventId,
        String customer,
        String openKfId,
        String scene,
        String sceneParam,
        JsonNode channels,
        String welcomeCode,
        Instant at) {

    static Optional<KfArrival> of(String account, String openKfId, JsonNode entry, Instant now) {
        KfEvent event = KfEvent.of(entry);
        String customer = KfMessages.customer(entry);
        if (!KfEvent.ENTER_SESSION.equals(event.type()) || customer.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new KfArrival(
                Ids.event("kf", account, KfMessages.key(entry)),
                customer,
                KfMessages.endpoint(entry, openKfId),
                event.text("scene"),
                decoded(event.text("scene_param")),
                event.body().path("wechat_channels"),
                event.text("welcome_code"),
                KfMessages.sentAt(entry, now)));
    }

    /** The link carries it encoded once; what cannot be decoded stays as it is. */
    static String decoded(String sceneParam) {
        try {
            return URLDecoder.decode(sceneParam, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return sceneParam;
        }
    }

    PatientEvent event(String account, Instant now) {
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.put("scene", scene).put("sceneParam", sceneParam).put("openKfId", openKfId);
        if (channels.isObject()) {
            data.set("wechatChannels", channels);
        }
        return new PatientEvent(
                eventId,
                PatientEvent.Kind.ENTERED,
                List.of(new Identity("external_userid", customer)),
                account,
                at,
                now,
                "kf",
                data,
                null);
    }
}
