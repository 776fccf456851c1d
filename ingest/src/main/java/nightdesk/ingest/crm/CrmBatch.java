package nightdesk.ingest.crm;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.Json;
import nightdesk.ingest.PatientEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One batch as it is sent over HTTP: taken whole or not at all.
 *
 * @param events none when there are problems
 * @param problems what is wrong, by place in the batch
 */
record CrmBatch(List<PatientEvent> events, List<Problem> problems) {
    static final int MOST = 500;

    /**
     * @param index place in the batch, from 0; -1 = the batch itself
     * @param id as given
     * @param reason in Chinese
     */
    record Problem(int index, @Nullable String id, String reason) {}

    static CrmBatch read(String source, ZoneId zone, Instant receivedAt, byte[] body) {
        JsonNode events;
        try {
            events = Json.MAPPER.readTree(body).path("events");
        } catch (JacksonException e) {
            return refused("请求体不是 JSON");
        }
        if (!events.isArray() || events.isEmpty() || events.size() > MOST) {
            return refused(
                    "events：应为 1 到 " + MOST + " 条记录的数组，收到 " + (events.isArray() ? events.size() + " 条" : "别的东西"));
        }
        List<PatientEvent> taken = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Map<String, String> contents = new HashMap<>();
        for (int index = 0; index < events.size(); index++) {
            JsonNode event = events.get(index);
            String id = event.path("id").asString("");
            CrmRecord.Read read = read(source, zone, receivedAt, event);
            int place = index;
            read.problems().forEach(reason -> problems.add(new Problem(place, id, reason)));
            String other = contents.putIfAbsent(read.key(), read.content());
            if (id.isBlank()) {
                problems.add(new Problem(index, null, "id：每条记录都要有在来源系统里唯一的编号"));
            } else if (other != null && !other.equals(read.content())) {
                problems.add(new Problem(index, id, "id：同一批里两条内容不同的记录用了同一个编号"));
            }
            if (read.event() != null) {
                taken.add(read.event());
            }
        }
        return problems.isEmpty() ? new CrmBatch(taken, List.of()) : new CrmBatch(List.of(), problems);
    }

    private static CrmBatch refused(String reason) {
        return new CrmBatch(List.of(), List.of(new Problem(-1, null, reason)));
    }

    private static CrmRecord.Read read(String source, ZoneId zone, Instant receivedAt, JsonNode event) {
        Map<CrmField, String> values = new EnumMap<>(CrmField.class);
        ObjectNode extra = Json.MAPPER.createObjectNode();
        for (CrmField field : List.of(CrmField.ID, CrmField.KIND, CrmField.AT)) {
            put(values, field, event.path(field.key()));
        }
        event.path("patient")
                .properties()
                .forEach(member -> CrmField.of(member.getKey())
                        .filter(CrmField::isPatient)
                        .ifPresentOrElse(
                                field -> put(values, field, member.getValue()),
                                () -> extra.set(member.getKey(), member.getValue())));
        event.path("data")
                .properties()
                .forEach(member -> CrmField.of(member.getKey())
                        .filter(field -> field.compareTo(CrmField.PHONE) >= 0)
                        .filter(field -> member.getValue().isValueNode())
                        .ifPresentOrElse(
                                field -> put(values, field, member.getValue()),
                                () -> extra.set(member.getKey(), member.getValue())));
        return new CrmRecord(source, zone, receivedAt, values, extra).read(0);
    }

    private static void put(Map<CrmField, String> values, CrmField field, JsonNode value) {
        String text = value.asString("").strip();
        if (!text.isEmpty()) {
            values.put(field, text);
        }
    }
}
