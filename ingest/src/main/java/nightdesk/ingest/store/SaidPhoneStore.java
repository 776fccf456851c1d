package nightdesk.ingest.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Phone;
import nightdesk.ingest.Speaker;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Telephone numbers that patients wrote in chats: a hint that somebody known by that number is the same person, and no
 * more than a hint, as one may write a mother's number. The earliest message that names a number is kept.
 */
final class SaidPhoneStore {
    private static final String SIGNAL = """
            insert into patient_signals (patient_id, kind, value, origin, event_id, at)
            select patient_id, 'phone', value, 'chat', message_id, to_timestamp(at_ms / 1000.0)
            from unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) as t (patient_id, value, message_id, at_ms)
            on conflict (patient_id, kind, value, origin) do update set event_id = excluded.event_id, at = excluded.at
            where (excluded.at, excluded.event_id) < (patient_signals.at, patient_signals.event_id)""";

    private static final String FIELD = """
            insert into patient_fields (patient_id, field, origin, rank, value, event_id, source, at)
            select distinct on (patient_id) patient_id, 'phone', 'chat', 50, value, message_id, 'chat',
              to_timestamp(at_ms / 1000.0)
            from unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) as t (patient_id, value, message_id, at_ms)
            order by patient_id, at_ms desc, message_id collate "C" desc
            on conflict (patient_id, field, origin) do update set
              value = excluded.value, event_id = excluded.event_id, at = excluded.at
            where (excluded.at, excluded.event_id) > (patient_fields.at, patient_fields.event_id)""";

    private final DatabaseClient database;

    SaidPhoneStore(DatabaseClient database) {
        this.database = database;
    }

    private record Said(String patientId, String phone, String messageId, long at) {
        String key() {
            return patientId + phone;
        }

        Said earlier(Said other) {
            return at < other.at || (at == other.at && messageId.compareTo(other.messageId) <= 0) ? this : other;
        }
    }

    Mono<Void> save(List<ChatMessage> messages) {
        Map<String, Said> said = new TreeMap<>();
        Map<String, Said> newest = new TreeMap<>();
        for (ChatMessage message : messages) {
            if (mayName(message)) {
                for (String phone : Phone.in(message.text())) {
                    Said row = new Said(
                            message.patientId(),
                            phone,
                            message.messageId(),
                            message.sentAt().toEpochMilli());
                    said.merge(row.key(), row, Said::earlier);
                    newest.merge(row.patientId(), row, (a, b) -> a.earlier(b).equals(a) ? b : a);
                }
            }
        }
        return said.isEmpty() ? Mono.empty() : save(SIGNAL, said.values()).then(save(FIELD, newest.values()));
    }

    private static boolean mayName(ChatMessage message) {
        return message.speaker() == Speaker.PATIENT
                && message.isWords()
                && !message.identity().kind().equals("group");
    }

    private Mono<Void> save(String sql, Collection<Said> rows) {
        return database.sql(sql)
                .bind("$1", texts(rows, Said::patientId))
                .bind("$2", texts(rows, Said::phone))
                .bind("$3", texts(rows, Said::messageId))
                .bind("$4", rows.stream().map(Said::at).toArray(Long[]::new))
                .then();
    }

    private static String[] texts(Collection<Said> rows, Function<Said, String> field) {
        return rows.stream().map(field).toArray(String[]::new);
    }
}
