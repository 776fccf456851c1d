package nightdesk.ingest.store;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import nightdesk.ingest.Channel;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Groups;
import nightdesk.ingest.Identity;
import nightdesk.ingest.MessageStore;
import nightdesk.ingest.Speaker;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One statement per table and batch; arrays instead of rows keep a batch of thousands to four round trips. The patient of
 * a row is looked up by a scalar query, as a join lets the planner read the whole table while it has no statistics.
 */
final class PostgresMessageStore implements MessageStore {
    private static final String SAVE_PATIENTS = """
            insert into patients (id, name, name_at, first_seen, last_seen)
            select id, name, case when name is not null then to_timestamp(name_ms / 1000.0) end,
              to_timestamp(first_ms / 1000.0), to_timestamp(last_ms / 1000.0)
            from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[])
              as t (id, name, first_ms, last_ms, name_ms)
            on conflict (id) do update set
              name = case when excluded.name is not null and (patients.name_at is null
                or (excluded.name_at, excluded.name collate "C") > (patients.name_at, patients.name collate "C"))
                then excluded.name else patients.name end,
              name_at = greatest(patients.name_at, excluded.name_at),
              first_seen = least(patients.first_seen, excluded.first_seen),
              last_seen = greatest(patients.last_seen, excluded.last_seen)""";

    private static final String SAVE_IDENTITIES = """
            insert into identities (kind, value, patient_id)
            select * from unnest($1::text[], $2::text[], $3::text[])
            on conflict do nothing""";

    private static final String SAVE_CONVERSATIONS = """
            insert into conversations (id, channel, account, endpoint, peer, patient_id, last_message_at)
            select t.id, t.channel, t.account, t.endpoint, t.peer,
              (select patient_id from identities i where i.kind = t.kind and i.value = t.value), to_timestamp(t.last_ms / 1000.0)
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[])
              as t (id, channel, account, endpoint, peer, kind, value, last_ms)
            on conflict (id) do update set
              last_message_at = greatest(conversations.last_message_at, excluded.last_message_at)""";

    private static final String SAVE_MESSAGES = """
            insert into messages (id, conversation_id, patient_id, channel, account, speaker, speaker_id, speaker_name,
              type, text, sent_at, received_at, source, raw)
            select t.id, t.conversation_id,
              (select patient_id from identities i where i.kind = t.kind and i.value = t.value), t.channel, t.account, t.speaker, t.speaker_id, t.speaker_name,
              t.type, t.text, to_timestamp(t.sent_ms / 1000.0), to_timestamp(t.received_ms / 1000.0), t.source, t.raw
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
              $9::text[], $10::text[], $11::text[], $12::bigint[], $13::bigint[], $14::text[], $15::text[])
              as t (id, conversation_id, kind, value, channel, account, speaker, speaker_id, speaker_name, type, text,
                sent_ms, received_ms, source, raw)
            on conflict (id) do nothing""";

    /** The words go, who spoke and when stays; a mark without its message keeps the place for it. */
    private static final String TAKE_BACK = SAVE_MESSAGES.replace("on conflict (id) do nothing", """
            on conflict (id) do update set type = excluded.type, text = excluded.text, raw = excluded.raw""");

    /** A message that comes after its mark gives it its place in the conversation, nothing else. */
    private static final String PUT_IN_PLACE = """
            update messages m set sent_at = to_timestamp(t.sent_ms / 1000.0),
              received_at = to_timestamp(t.received_ms / 1000.0), source = t.source
            from unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[]) as t (id, sent_ms, received_ms, source)
            where m.id = t.id and m.type = 'recalled'""";

    private static final String CORRECT_MESSAGES = """
            update messages m set speaker = t.speaker, patient_id = t.patient_id
            from (select u.id, u.speaker,
                (select patient_id from identities i where i.kind = u.kind and i.value = u.value) as patient_id
              from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as u (id, kind, value, speaker)) t
            where m.id = t.id and (m.speaker <> t.speaker or m.patient_id <> t.patient_id)
            returning m.id""";

    private static final String CORRECT_CONVERSATIONS = """
            update conversations c set patient_id = t.patient_id
            from (select u.id,
                (select patient_id from identities i where i.kind = u.kind and i.value = u.value) as patient_id
              from unnest($1::text[], $2::text[], $3::text[]) as u (id, kind, value)) t
            where c.id = t.id and c.patient_id <> t.patient_id""";

    private static final String SELECT = """
            select m.*, c.endpoint, c.peer, p.name as patient_name, i.kind, i.value
            from messages m
            join conversations c on c.id = m.conversation_id
            join patients p on p.id = m.patient_id
            join lateral (select kind, value from identities where patient_id = m.patient_id
              order by kind, value limit 1) i on true
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Groups groups;
    private final SaidPhoneStore phones;

    PostgresMessageStore(DatabaseClient database, TransactionalOperator transaction, Groups groups) {
        this.database = database;
        this.phones = new SaidPhoneStore(database);
        this.transaction = transaction;
        this.groups = groups;
    }

    @Override
    public Mono<Void> save(List<ChatMessage> messages) {
        if (messages.isEmpty()) {
            return Mono.empty();
        }
        return groups.reread(messages).flatMap(this::saveAll).as(transaction::transactional);
    }

    private Mono<Void> saveAll(List<ChatMessage> messages) {
        return savePatients(messages)
                .then(saveIdentities(messages))
                .then(saveConversations(messages))
                .then(saveMessages(SAVE_MESSAGES, messages))
                .then(takeBack(messages))
                .then(putInPlace(messages))
                .then(phones.save(messages));
    }

    private Mono<Void> takeBack(List<ChatMessage> messages) {
        Map<String, ChatMessage> marks = new TreeMap<>();
        messages.stream().filter(ChatMessage::isRecalled).forEach(mark -> marks.put(mark.messageId(), mark));
        return marks.isEmpty() ? Mono.empty() : saveMessages(TAKE_BACK, marks.values());
    }

    private Mono<Void> putInPlace(List<ChatMessage> messages) {
        List<ChatMessage> said =
                messages.stream().filter(message -> !message.isRecalled()).toList();
        return database.sql(PUT_IN_PLACE)
                .bind("$1", texts(said, ChatMessage::messageId))
                .bind("$2", numbers(said, message -> message.sentAt().toEpochMilli()))
                .bind("$3", numbers(said, message -> message.receivedAt().toEpochMilli()))
                .bind("$4", texts(said, ChatMessage::source))
                .then();
    }

    @Override
    public Flux<String> correct(List<ChatMessage> messages) {
        if (messages.isEmpty()) {
            return Flux.empty();
        }
        return savePatients(messages)
                .then(saveIdentities(messages))
                .then(correctConversations(messages))
                .thenMany(correctMessages(messages))
                .as(transaction::transactional);
    }

    private Flux<String> correctMessages(List<ChatMessage> messages) {
        return database.sql(CORRECT_MESSAGES)
                .bind("$1", texts(messages, ChatMessage::messageId))
                .bind("$2", texts(messages, message -> message.identity().kind()))
                .bind("$3", texts(messages, message -> message.identity().value()))
                .bind("$4", texts(messages, message -> message.speaker().code()))
                .map(row -> text(row, "id"))
                .all();
    }

    private Mono<Void> correctConversations(List<ChatMessage> messages) {
        Map<String, ChatMessage> latest = latest(messages);
        return database.sql(CORRECT_CONVERSATIONS)
                .bind("$1", texts(latest.values(), ChatMessage::conversationId))
                .bind("$2", texts(latest.values(), message -> message.identity().kind()))
                .bind("$3", texts(latest.values(), message -> message.identity().value()))
                .then();
    }

    /** Rows are written in order of their key, so that two writers never wait for each other in a ring. */
    private Mono<Void> savePatients(List<ChatMessage> messages) {
        Map<String, Seen> seen = new TreeMap<>();
        messages.forEach(message -> seen.merge(message.patientId(), Seen.of(message), Seen::and));
        return database.sql(SAVE_PATIENTS)
                .bind("$1", seen.keySet().toArray(String[]::new))
                .bind("$2", texts(seen.values(), Seen::name))
                .bind("$3", numbers(seen.values(), Seen::first))
                .bind("$4", numbers(seen.values(), Seen::last))
                .bind("$5", numbers(seen.values(), Seen::nameAt))
                .then();
    }

    private Mono<Void> saveIdentities(List<ChatMessage> messages) {
        Map<String, ChatMessage> byPatient = new TreeMap<>();
        messages.forEach(message -> byPatient.put(message.patientId(), message));
        Collection<ChatMessage> rows = byPatient.values();
        return database.sql(SAVE_IDENTITIES)
                .bind("$1", texts(rows, message -> message.identity().kind()))
                .bind("$2", texts(rows, message -> message.identity().value()))
                .bind("$3", texts(rows, ChatMessage::patientId))
                .then();
    }

    private Mono<Void> saveConversations(List<ChatMessage> messages) {
        Collection<ChatMessage> rows = latest(messages).values();
        return database.sql(SAVE_CONVERSATIONS)
                .bind("$1", texts(rows, ChatMessage::conversationId))
                .bind("$2", texts(rows, message -> message.channel().code()))
                .bind("$3", texts(rows, ChatMessage::account))
                .bind("$4", texts(rows, ChatMessage::endpoint))
                .bind("$5", texts(rows, ChatMessage::peer))
                .bind("$6", texts(rows, message -> message.identity().kind()))
                .bind("$7", texts(rows, message -> message.identity().value()))
                .bind("$8", numbers(rows, message -> message.sentAt().toEpochMilli()))
                .then();
    }

    private static Map<String, ChatMessage> latest(List<ChatMessage> messages) {
        Map<String, ChatMessage> latest = new TreeMap<>();
        messages.forEach(message -> latest.merge(
                message.conversationId(), message, (a, b) -> a.sentAt().isAfter(b.sentAt()) ? a : b));
        return latest;
    }

    private Mono<Void> saveMessages(String sql, Collection<ChatMessage> messages) {
        return database.sql(sql)
                .bind("$1", texts(messages, ChatMessage::messageId))
                .bind("$2", texts(messages, ChatMessage::conversationId))
                .bind("$3", texts(messages, message -> message.identity().kind()))
                .bind("$4", texts(messages, message -> message.identity().value()))
                .bind("$5", texts(messages, message -> message.channel().code()))
                .bind("$6", texts(messages, ChatMessage::account))
                .bind("$7", texts(messages, message -> message.speaker().code()))
                .bind("$8", texts(messages, ChatMessage::speakerId))
                .bind("$9", texts(messages, ChatMessage::speakerName))
                .bind("$10", texts(messages, ChatMessage::type))
                .bind("$11", texts(messages, ChatMessage::text))
                .bind("$12", numbers(messages, message -> message.sentAt().toEpochMilli()))
                .bind("$13", numbers(messages, message -> message.receivedAt().toEpochMilli()))
                .bind("$14", texts(messages, ChatMessage::source))
                .bind("$15", texts(messages, ChatMessage::raw))
                .then();
    }

    /** PostgreSQL's text cannot hold U+0000; the record as received stays on the log. */
    private static <T> @Nullable String[] texts(Collection<T> rows, Function<T, @Nullable String> field) {
        @Nullable String[] values = new @Nullable String[rows.size()];
        int at = 0;
        for (T row : rows) {
            String value = field.apply(row);
            values[at++] = value == null || value.indexOf('\0') < 0 ? value : value.replace("\0", "");
        }
        return values;
    }

    private static <T> Long[] numbers(Collection<T> rows, Function<T, Long> field) {
        return rows.stream().map(field).toArray(Long[]::new);
    }

    @Override
    public Flux<String> known(List<String> messageIds) {
        return database.sql("select id from messages where id = any($1)")
                .bind("$1", messageIds.toArray(String[]::new))
                .map(row -> text(row, "id"))
                .all();
    }

    @Override
    public Mono<ConversationPage> conversation(String conversationId, @Nullable String around, int page, int size) {
        return total(conversationId)
                .flatMap(total -> pageOf(conversationId, around, page, size)
                        .flatMap(wanted -> items(conversationId, wanted, size)
                                .map(items -> new ConversationPage(total, wanted, items))));
    }

    private Mono<Long> total(String conversationId) {
        return database.sql("select count(*) as n from messages where conversation_id = $1")
                .bind("$1", conversationId)
                .map(row -> Objects.requireNonNull(row.get("n", Long.class)))
                .one();
    }

    private Mono<Integer> pageOf(String conversationId, @Nullable String around, int page, int size) {
        if (around == null) {
            return Mono.just(page);
        }
        return database.sql("""
                        select count(*) as n from messages m, messages at
                        where at.id = $2 and m.conversation_id = $1 and (m.sent_at, m.id) < (at.sent_at, at.id)""")
                .bind("$1", conversationId)
                .bind("$2", around)
                .map(row -> (int) (Objects.requireNonNull(row.get("n", Long.class)) / size))
                .one();
    }

    private Mono<List<ChatMessage>> items(String conversationId, int page, int size) {
        return database.sql(SELECT + "where m.conversation_id = $1 order by m.sent_at, m.id limit $2 offset $3")
                .bind("$1", conversationId)
                .bind("$2", size)
                .bind("$3", (long) page * size)
                .map(PostgresMessageStore::message)
                .all()
                .collectList();
    }

    @Override
    public Flux<ChatMessage> all(String afterId, int limit) {
        return database.sql(SELECT + "where m.id > $1 order by m.id limit $2")
                .bind("$1", afterId)
                .bind("$2", limit)
                .map(PostgresMessageStore::message)
                .all();
    }

    @Override
    public Mono<ConversationAddress> address(String conversationId) {
        return database.sql("select c.*, coalesce(p.merged_into, p.id) as person from conversations c"
                        + " join patients p on p.id = c.patient_id where c.id = $1")
                .bind("$1", conversationId)
                .map(row -> new ConversationAddress(
                        conversationId,
                        Channel.of(text(row, "channel")),
                        text(row, "account"),
                        text(row, "endpoint"),
                        text(row, "peer"),
                        text(row, "person")))
                .one();
    }

    @Override
    public Mono<Long> count() {
        return database.sql("select count(*) as n from messages")
                .map(row -> Objects.requireNonNull(row.get("n", Long.class)))
                .one();
    }

    private static ChatMessage message(Readable row) {
        return new ChatMessage(
                text(row, "id"),
                Channel.of(text(row, "channel")),
                text(row, "account"),
                text(row, "endpoint"),
                text(row, "peer"),
                text(row, "conversation_id"),
                new Identity(text(row, "kind"), text(row, "value")),
                row.get("patient_name", String.class),
                Speaker.of(text(row, "speaker")),
                row.get("speaker_id", String.class),
                row.get("speaker_name", String.class),
                text(row, "type"),
                text(row, "text"),
                time(row, "sent_at"),
                time(row, "received_at"),
                text(row, "source"),
                row.get("raw", String.class));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    private static java.time.Instant time(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, OffsetDateTime.class), column)
                .toInstant();
    }

    /** What a batch tells about one patient; times in milliseconds. The newest name is kept, whatever comes first. */
    private record Seen(@Nullable String name, long nameAt, long first, long last) {
        static Seen of(ChatMessage message) {
            long at = message.sentAt().toEpochMilli();
            return new Seen(message.patientName(), at, at, at);
        }

        Seen and(Seen later) {
            Seen named = later.name != null && (name == null || later.isNewerThan(this)) ? later : this;
            return new Seen(named.name, named.nameAt, Math.min(first, later.first), Math.max(last, later.last));
        }

        private boolean isNewerThan(Seen other) {
            return nameAt > other.nameAt
                    || (nameAt == other.nameAt && String.valueOf(name).compareTo(String.valueOf(other.name)) > 0);
        }
    }
}
