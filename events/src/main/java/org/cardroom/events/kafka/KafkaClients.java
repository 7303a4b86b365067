package org.cardroom.events.kafka;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.cardroom.events.command.EnvironmentException;
import org.jspecify.annotations.Nullable;

/**
 * Factory of Kafka clients, and administrative lookups.
 * @param bootstrap host:port, or several with commas
 * @param properties other client properties, such as TLS
 */
public record KafkaClients(String bootstrap, Map<String, Object> properties) {
    private static final int REACHABLE_SECONDS = 10;

    public KafkaClients {
        properties = Map.copyOf(properties);
    }

    /**
     * Creates the factory for a broker, with the client properties of a file if one is given.
     * @throws EnvironmentException if the file cannot be read
     */
    public static KafkaClients load(String bootstrap, @Nullable Path file) {
        Map<String, Object> more = new HashMap<>();
        if (file != null) {
            Properties read = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                read.load(reader);
            } catch (IOException e) {
                throw new EnvironmentException("cannot read the Kafka properties in " + file, e);
            }
            read.stringPropertyNames().forEach(name -> more.put(name, read.getProperty(name)));
        }
        return new KafkaClients(bootstrap, more);
    }

    /** Creates a producer without loss and duplicates: idempotent, acks=all, no linger. The caller closes it. */
    public KafkaProducer<String, byte[]> createProducer() {
        Map<String, Object> settings = withDefaults(Map.ofEntries(
                entry(ProducerConfig.ACKS_CONFIG, "all"),
                entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                entry(ProducerConfig.LINGER_MS_CONFIG, 0),
                entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none"),
                entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L * 1024 * 1024),
                entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000),
                entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000),
                entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000)));
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Creates a consumer with these settings and without auto-commit. The caller closes it. */
    public KafkaConsumer<String, byte[]> createConsumer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(withDefaults(settings));
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new KafkaConsumer<>(all, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Creates the missing topics.
     * @throws EnvironmentException if no broker answers in ten seconds, or access is denied
     */
    public void createTopicsIfMissing(List<NewTopic> topics) {
        query(admin -> {
            for (NewTopic topic : topics) {
                try {
                    admin.createTopics(List.of(topic)).all().get(REACHABLE_SECONDS, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    orElseThrow(e, TopicExistsException.class, topic);
                }
            }
            return topics;
        });
    }

    /**
     * Returns the names of the existing topics.
     * @throws EnvironmentException if no broker answers in ten seconds
     */
    public Set<String> listTopics() {
        return query(admin -> admin.listTopics().names().get(REACHABLE_SECONDS, TimeUnit.SECONDS));
    }

    /**
     * Returns the id of a topic, which changes when it is deleted and created again; empty if it does not exist.
     * @throws EnvironmentException if no broker answers in ten seconds
     */
    public Optional<String> findTopicId(String name) {
        return query(admin -> {
            try {
                Map<String, TopicDescription> found =
                        admin.describeTopics(List.of(name)).allTopicNames().get(REACHABLE_SECONDS, TimeUnit.SECONDS);
                return Optional.ofNullable(found.get(name))
                        .map(topic -> topic.topicId().toString());
            } catch (ExecutionException e) {
                return orElseThrow(e, UnknownTopicOrPartitionException.class, Optional.empty());
            }
        });
    }

    /** Returns the number of members of a consumer group; empty if the broker does not report it. */
    public OptionalInt groupSize(String group) {
        try {
            return query(admin -> {
                try {
                    var groups = admin.describeConsumerGroups(List.of(group)).all();
                    Map<String, ConsumerGroupDescription> found = groups.get(REACHABLE_SECONDS, TimeUnit.SECONDS);
                    return OptionalInt.of(found.values().stream()
                            .mapToInt(one -> one.members().size())
                            .sum());
                } catch (ExecutionException e) {
                    return orElseThrow(e, GroupIdNotFoundException.class, OptionalInt.of(0));
                }
            });
        } catch (EnvironmentException e) {
            return OptionalInt.empty();
        }
    }

    /** Returns the session timeout of consumer groups at the broker; empty if it does not report it. */
    public Optional<Duration> findGroupSessionTimeout() {
        try {
            return query(admin -> {
                int node =
                        admin.describeCluster().nodes().get().iterator().next().id();
                ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(node));
                Config config =
                        admin.describeConfigs(List.of(broker)).all().get().get(broker);
                ConfigEntry entry = config == null ? null : config.get("group.consumer.session.timeout.ms");
                return Optional.ofNullable(entry).map(found -> Duration.ofMillis(Long.parseLong(found.value())));
            });
        } catch (EnvironmentException e) {
            return Optional.empty();
        }
    }

    private interface AdminQuery<T> {
        T run(Admin admin) throws ExecutionException, TimeoutException, InterruptedException;
    }

    private <T> T query(AdminQuery<T> query) {
        int millis = REACHABLE_SECONDS * 1000;
        try (Admin admin = Admin.create(withDefaults(Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis)))) {
            return query.run(admin);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw toException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted while waiting for the broker", e);
        }
    }

    /** Returns a value instead of an expected failure. */
    private static <T> T orElseThrow(ExecutionException e, Class<?> expected, T value) throws ExecutionException {
        if (!expected.isInstance(e.getCause())) {
            throw e;
        }
        return value;
    }

    /**
     * Converts a client's failure to reach or access the broker into a one-line message. This includes out of memory, because
     * a client takes the first bytes of another protocol for a length (KAFKA-4090).
     */
    public EnvironmentException toException(Throwable e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String why = cause instanceof OutOfMemoryError
                ? "what answers there is no Kafka, or wants TLS"
                : cause.getClass().getSimpleName().replaceAll("Exception$", "");
        boolean refused = cause instanceof AuthorizationException || cause instanceof AuthenticationException;
        String what = refused ? "not all is allowed by the Kafka broker at " : "no Kafka broker can be used at ";
        return new EnvironmentException(what + bootstrap + " (" + why + ")", e);
    }

    private Map<String, Object> withDefaults(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
        all.putAll(settings);
        all.putAll(properties);
        return all;
    }
}
