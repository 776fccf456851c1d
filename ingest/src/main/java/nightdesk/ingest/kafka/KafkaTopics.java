package nightdesk.ingest.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nightdesk.ingest.EventLog.Lag;
import nightdesk.ingest.StartFailure;
import nightdesk.ingest.Topics;
import nightdesk.ingest.embedded.KafkaAddress;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** The topics and groups of this installation: created at first use, named with its prefix, watched for lag. */
final class KafkaTopics implements AutoCloseable {
    private static final List<String> ALL = List.of(
            Topics.MESSAGE,
            Topics.MESSAGE_AGAIN,
            Topics.CALLBACK,
            Topics.PATIENT_EVENT,
            Topics.PATIENT,
            Topics.REPLY,
            Topics.LEAD,
            Topics.DEAD_LETTER);
    private static final String FOREVER = "-1";
    private static final Duration START_PATIENCE = Duration.ofSeconds(20);
    private static final Logger log = LoggerFactory.getLogger(KafkaTopics.class);
    private static final short BROKER_DEFAULT = -1;

    private final KafkaAddress address;
    private final Admin admin;
    private final Mono<Void> ready;

    KafkaTopics(KafkaAddress address) {
        this.address = address;
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                address.bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                20_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000));
        this.ready = Flux.fromIterable(ALL)
                .concatMap(this::create)
                .then()
                .retryWhen(Retry.backoff(5, Duration.ofMillis(200)))
                .thenReturn(Boolean.TRUE)
                .cacheInvalidateIf(done -> false)
                .then();
    }

    /**
     * Waits for the broker to answer.
     *
     * @throws StartFailure when it does not
     */
    void requireBroker() {
        try {
            String cluster = admin.describeCluster().clusterId().get(START_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            log.debug("Kafka cluster {}", cluster);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while waiting for Kafka", e);
        } catch (ExecutionException | TimeoutException e) {
            admin.close(Duration.ZERO);
            throw new StartFailure(
                    "Kafka at " + address.bootstrapServers() + " does not answer ("
                            + e.getClass().getSimpleName()
                            + "). Set KAFKA_BOOTSTRAP_SERVERS to a broker that does, or leave it empty for the"
                            + " embedded one.",
                    e);
        }
    }

    /**
     * Creates what is missing before anything is taken: the first callback after a start waits four seconds at most.
     *
     * @throws StartFailure when the broker refuses
     */
    void requireTopics() {
        ready.timeout(START_PATIENCE.multipliedBy(3))
                .toFuture()
                .exceptionally(failure -> {
                    throw new StartFailure("Kafka at " + address.bootstrapServers() + " does not create our topics ("
                            + failure.getClass().getSimpleName() + ")");
                })
                .join();
    }

    private Mono<Void> create(String topic) {
        NewTopic wanted = new NewTopic(physical(topic), address.partitions(), BROKER_DEFAULT)
                .configs(Map.of("retention.ms", FOREVER, "max.message.bytes", String.valueOf(8 << 20)));
        return future(() -> admin.createTopics(List.of(wanted)).all())
                .onErrorResume(TopicExistsException.class, exists -> Mono.empty());
    }

    /** Completes when every topic exists. */
    Mono<Void> ready() {
        return ready;
    }

    String physical(String topic) {
        return address.topicPrefix() + topic;
    }

    String logical(String physical) {
        return physical.substring(address.topicPrefix().length());
    }

    String group(String stage) {
        return address.topicPrefix() + "nightdesk-" + stage;
    }

    Mono<List<TopicPartition>> partitions(String topic) {
        String name = physical(topic);
        return future(() -> admin.describeTopics(List.of(name)).allTopicNames())
                .map(described -> partitions(name, described.get(name)));
    }

    private static List<TopicPartition> partitions(
            String name, @org.jspecify.annotations.Nullable TopicDescription topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        if (topic != null) {
            topic.partitions().forEach(partition -> partitions.add(new TopicPartition(name, partition.partition())));
        }
        return partitions;
    }

    /** Returns how far each group of this installation is behind. */
    Mono<List<Lag>> lags() {
        return future(() -> admin.listConsumerGroups().all())
                .flatMapMany(Flux::fromIterable)
                .map(group -> group.groupId())
                .filter(group -> group.startsWith(group("")) && !group.startsWith(group("tail-")))
                .flatMap(this::lagsOf, 4)
                .sort(java.util.Comparator.comparing(Lag::group).thenComparing(Lag::topic))
                .collectList();
    }

    private Flux<Lag> lagsOf(String group) {
        return future(() -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .flatMap(read -> ends(read.keySet()).map(ends -> lags(group, read, ends)))
                .flatMapIterable(lags -> lags);
    }

    private Mono<Map<TopicPartition, Long>> ends(java.util.Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> latest = new java.util.HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        return future(() -> admin.listOffsets(latest).all()).map(found -> {
            Map<TopicPartition, Long> ends = new java.util.HashMap<>();
            found.forEach((partition, info) -> ends.put(partition, info.offset()));
            return ends;
        });
    }

    private List<Lag> lags(String group, Map<TopicPartition, OffsetAndMetadata> read, Map<TopicPartition, Long> ends) {
        Map<String, Long> behind = new TreeMap<>();
        read.forEach((partition, offset) -> behind.merge(
                logical(partition.topic()), ends.getOrDefault(partition, 0L) - offset.offset(), Long::sum));
        String stage = group.substring(group("").length());
        return behind.entrySet().stream()
                .map(entry -> new Lag(stage, entry.getKey(), Math.max(0, entry.getValue())))
                .toList();
    }

    private static <T> Mono<T> future(java.util.function.Supplier<KafkaFuture<T>> call) {
        return Mono.defer(() -> Mono.fromCompletionStage(call.get().toCompletionStage()))
                .onErrorMap(ExecutionException.class, e -> e.getCause() == null ? e : e.getCause())
                .onErrorMap(
                        java.util.concurrent.CompletionException.class, e -> e.getCause() == null ? e : e.getCause());
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
