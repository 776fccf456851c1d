package nightdesk.ingest.crm;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.PatientEvent;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of one file into events. A row without an id of its own gets one from its content and its place among
 * equal rows, so that the same file read again gives the same ids and two equal purchases stay two.
 */
final class CsvEvents {
    private final String source;
    private final ZoneId zone;
    private final Instant receivedAt;
    private final @Nullable String kind;
    private final List<@Nullable CrmField> columns = new ArrayList<>();

    /** Of each content or id seen: how often, or what it held. Two numbers for each row, whatever its length. */
    private final Map<Long, Integer> equals = new HashMap<>();

    private final Map<Long, Long> contents = new HashMap<>();

    CsvEvents(
            String source,
            ZoneId zone,
            Instant receivedAt,
            @Nullable String kind,
            List<String> header,
            Map<String, String> mapping) {
        this.source = source;
        this.zone = zone;
        this.receivedAt = receivedAt;
        this.kind = kind;
        header.forEach(
                name -> columns.add(CrmField.of(mapping.getOrDefault(name, "")).orElse(null)));
    }

    /**
     * @param line where it begins
     * @param event null when the row is rejected or a repetition
     * @param problem why it is rejected, in Chinese; null when it is not
     */
    record Read(
            long line,
            @Nullable PatientEvent event,
            @Nullable String problem) {}

    Read read(CsvFile.Row row) {
        if (row.problem() != null) {
            return new Read(row.line(), null, row.problem());
        }
        List<String> values = new ArrayList<>(row.values());
        while (values.size() > columns.size() && values.getLast().isEmpty()) {
            values.removeLast();
        }
        if (values.size() != columns.size()) {
            return new Read(row.line(), null, "列数：收到 " + values.size() + " 列，表头有 " + columns.size() + " 列");
        }
        if (values.stream().anyMatch(value -> value.indexOf('\uFFFD') >= 0)) {
            return new Read(row.line(), null, "编码：这一行里有损坏的字符，请从原系统重新导出");
        }
        return read(row.line(), mapped(values));
    }

    private Map<CrmField, String> mapped(List<String> values) {
        Map<CrmField, String> mapped = new EnumMap<>(CrmField.class);
        for (int i = 0; i < values.size(); i++) {
            CrmField field = columns.get(i);
            if (field != null && !values.get(i).isEmpty()) {
                mapped.putIfAbsent(field, values.get(i));
            }
        }
        if (kind != null) {
            mapped.put(CrmField.KIND, kind);
        }
        return mapped;
    }

    private Read read(long line, Map<CrmField, String> values) {
        CrmRecord.Read first = new CrmRecord(source, zone, receivedAt, values, null).read(0);
        if (first.event() == null) {
            return new Read(line, null, String.join("；", first.problems()));
        }
        return values.containsKey(CrmField.ID) ? withId(line, first) : byContent(line, values, first);
    }

    private Read withId(long line, CrmRecord.Read read) {
        Long before = contents.putIfAbsent(hash(read.key()), hash(read.content()));
        if (before != null && !before.equals(hash(read.content()))) {
            return new Read(line, null, "记录编号：本文件前面已有同一编号而内容不同的一行；若一张单据有多行，请不要把这一列对应为记录编号");
        }
        return new Read(line, before == null ? read.event() : null, null);
    }

    private Read byContent(long line, Map<CrmField, String> values, CrmRecord.Read first) {
        int before = equals.merge(hash(first.content()), 1, Integer::sum) - 1;
        PatientEvent event = before == 0
                ? first.event()
                : new CrmRecord(source, zone, receivedAt, values, null)
                        .read(before)
                        .event();
        return new Read(line, event, null);
    }

    private static long hash(String text) {
        long hash = 1125899906842597L;
        for (int i = 0; i < text.length(); i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash;
    }
}
