package nightdesk.ingest.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import nightdesk.ingest.EventLog;
import nightdesk.ingest.LogRecord;
import nightdesk.ingest.embedded.KafkaAddress;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.kafka.receiver.ReceiverPartition;
import reactor.kafka.receiver.ReceiverRecord;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderOptions;
import reactor.kafka.sender.SenderRecord;

/**
 * The log on Kafka. The only class that imports reactor-kafka, which is no longer developed: replacing it touches this
 * file alone.
 */
final class KafkaEventLog implements EventLog, AutoCloseable {
    private static final Duration SESSION = Duration.ofSeconds(10);
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(200);
    private static final int MAX_BYTES = 8 << 20;

    private final KafkaAddress address;
    private final KafkaTopics topics;
    private final BatchDelivery delivery;
    private final KafkaSender<String, String> sender;

    KafkaEventLog(KafkaAddress address, KafkaTopics topics) {
        this.address = address;
        this.topics = topics;
        this.delivery = new BatchDelivery(this);
        this.sender = KafkaSender.create(SenderOptions.<String, String>create(producerSettings())
                .maxInFlight(4096)
                .stopOnError(false));
    }

    private Map<String, Object> producerSettings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, address.bootstrapServers());
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_BYTES);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        return settings;
    }

    @Override
    public Mono<Void> append(List<LogRecord> entries) {
        return topics.ready()
                .thenMany(sender.send(Flux.fromIterable(entries).map(this::toSend)))
                .flatMap(result -> result.exception() == null ? Mono.empty() : Mono.error(result.exception()), 1)
                .then();
    }

    private SenderRecord<String, String, Object> toSend(LogRecord entry) {
        RecordHeaders headers = new RecordHeaders();
        entry.headers().forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        ProducerRecord<String, String> out =
                new ProducerRecord<>(topics.physical(entry.topic()), null, null, entry.key(), entry.value(), headers);
        return SenderRecord.create(out, entry.key());
    }

    @Override
    public Mono<Void> consume(Subscription subscription, Function<List<LogRecord>, Mono<Void>> handler) {
        return topics.ready()
                .thenMany(Flux.defer(() -> receiver(subscription).receiveBatch(1)))
                .concatMap(Flux::collectList, 1)
                .concatMap(batch -> handleThenAcknowledge(subscription, batch, handler), 1)
                .then();
    }

    private Mono<Void> handleThenAcknowledge(
            Subscription subscription,
            List<ReceiverRecord<String, String>> batch,
            Function<List<LogRecord>, Mono<Void>> handler) {
        List<LogRecord> records = batch.stream().map(this::fromKafka).toList();
        return delivery.deliver(subscription, records, handler)
                .doOnSuccess(
                        done -> batch.forEach(entry -> entry.receiverOffset().acknowledge()));
    }

    private KafkaReceiver<String, String> receiver(Subscription subscription) {
        Map<String, Object> settings = consumerSettings();
        String group = topics.group(subscription.group());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        // A fixed member name lets a restarted process take its place at once, without waiting for the dead one.
        settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, group + "-" + address.nodeId());
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, subscription.maxBatch());
        return KafkaReceiver.create(ReceiverOptions.<String, String>create(settings)
                .commitInterval(COMMIT_INTERVAL)
                .subscription(Set.of(topics.physical(subscription.topic()))));
    }

    private Map<String, Object> consumerSettings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, address.bootstrapServers());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION.toMillis());
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) SESSION.toMillis() / 4);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_BYTES);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MAX_BYTES);
        return settings;
    }

    private LogRecord fromKafka(ConsumerRecord<String, String> entry) {
        Map<String, String> headers = new HashMap<>();
        entry.headers().forEach(header -> {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        });
        return new LogRecord(topics.logical(entry.topic()), entry.key(), entry.value(), Map.copyOf(headers));
    }

    @Override
    public Flux<LogRecord> tail(String topic) {
        return topics.ready()
                .then(topics.partitions(topic))
                .flatMapMany(partitions -> tailer(partitions).receive())
                .map(this::fromKafka);
    }

    private KafkaReceiver<String, String> tailer(List<TopicPartition> partitions) {
        Map<String, Object> settings = consumerSettings();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, topics.group("tail-" + address.nodeId()));
        return KafkaReceiver.create(ReceiverOptions.<String, String>create(settings)
                .assignment(partitions)
                .addAssignListener(assigned -> assigned.forEach(ReceiverPartition::seekToEnd)));
    }

    @Override
    public Mono<List<Lag>> lags() {
        return topics.ready().then(topics.lags());
    }

    @Override
    public void close() {
        sender.close();
    }
}
