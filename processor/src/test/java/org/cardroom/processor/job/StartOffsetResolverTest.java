package org.cardroom.processor.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.cardroom.db.Database;
import org.cardroom.db.stream.ConsumerOffsetRepository;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A topic and a database that do not belong together any more. */
class StartOffsetResolverTest {
    private static final Database STORE = Database.open(ProcessorFixture.createDatabase(), null, null);
    private static final TopicPartition ZERO = new TopicPartition(KafkaTopics.CARD_EVENTS, 0);

    private final ConsumerOffsetRepository offsets = new ConsumerOffsetRepository(STORE, KafkaTopics.CARD_EVENTS);
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");

    @BeforeEach
    void consumed() {
        offsets.resetIfTopicRecreated("first");
        offsets.reset(Map.of(0, 100L));
    }

    @AfterAll
    static void close() {
        STORE.close();
    }

    private long next(String topicId, long begin, long end) {
        consumer.updateBeginningOffsets(Map.of(ZERO, begin));
        consumer.updateEndOffsets(Map.of(ZERO, end));
        return new StartOffsetResolver(offsets, () -> Optional.of(topicId))
                .resolve(consumer, List.of(ZERO))
                .get(ZERO);
    }

    private long stored() {
        return offsets.findNext(Set.of(0)).get(0);
    }

    @Test
    void goesOnWhereTheDatabaseSays() {
        assertThat(next("first", 50, 200)).isEqualTo(100);
        assertThat(stored()).isEqualTo(100);
    }

    @Test
    void goesOnAtTheVeryEnd() {
        assertThat(next("first", 50, 100)).isEqualTo(100);
    }

    @Test
    void readsATopicFromItsBeginningThatEndsBeforeWhatWasConsumed() {
        assertThat(next("first", 0, 7)).isZero();
        assertThat(stored()).isZero();
    }

    @Test
    void readsATopicFromItsBeginningThatWasMadeAnew() {
        assertThat(next("second", 0, 500)).isZero();
        assertThat(stored()).isZero();
    }

    @Test
    void goesOnAtTheBeginningWhereEventsWereDeleted() {
        assertThat(next("first", 150, 200)).isEqualTo(150);
    }
}
