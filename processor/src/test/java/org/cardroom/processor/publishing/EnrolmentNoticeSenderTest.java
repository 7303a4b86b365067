package org.cardroom.processor.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.EnrolmentNotice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnrolmentNoticeSenderTest {
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final List<DeferredSender> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(DeferredSender::close);
    }

    private EnrolmentNoticeSender notices(Supplier<Set<String>> topics) {
        DeferredSender deferred = new DeferredSender(producer, Set.of(), topics, Duration.ZERO);
        open.add(deferred);
        return new EnrolmentNoticeSender(deferred);
    }

    private static EnrolmentNotice to(String agent) {
        return new EnrolmentNotice(1, agent, UuidGenerator.next(), EnrolmentNotice.NoticeReason.NOT_ENROLLED);
    }

    private void awaitTopics(String... agents) {
        String[] topics =
                Set.of(agents).stream().map(KafkaTopics::instructionTopicName).toArray(String[]::new);
        await().untilAsserted(() ->
                assertThat(producer.history()).extracting(ProducerRecord::topic).containsExactlyInAnyOrder(topics));
    }

    @Test
    void sendsANoticeToItsAgent() {
        EnrolmentNotice notice = to("agent-1");
        notices(() -> Set.of(KafkaTopics.instructionTopicName("agent-1"))).accept(notice);
        awaitTopics("agent-1");
        assertThat(MessageJson.read(producer.history().get(0).value(), EnrolmentNotice.class))
                .isEqualTo(notice);
    }

    @Test
    @Timeout(30)
    void letsNobodyWaitForAgentsThatAreMadeUp() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        EnrolmentNoticeSender notices = notices(() -> {
            try {
                slow.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Set.of(KafkaTopics.instructionTopicName("real"));
        });
        for (int i = 0; i < 10_000; i++) {
            notices.accept(to("made-up-" + i));
        }
        assertThat(producer.history()).isEmpty();
        slow.countDown();
        await().until(() -> {
            notices.accept(to("real"));
            return !producer.history().isEmpty();
        });
        assertThat(producer.history())
                .extracting(ProducerRecord::topic)
                .containsOnly(KafkaTopics.instructionTopicName("real"));
    }

    @Test
    void findsATopicThatIsMadeLater() {
        List<String> topics = new CopyOnWriteArrayList<>(List.of(KafkaTopics.instructionTopicName("agent-1")));
        EnrolmentNoticeSender notices = notices(() -> Set.copyOf(topics));
        notices.accept(to("agent-1"));
        awaitTopics("agent-1");
        topics.add(KafkaTopics.instructionTopicName("agent-2"));
        notices.accept(to("agent-2"));
        awaitTopics("agent-1", "agent-2");
    }

    static List<RuntimeException> failures() {
        return List.of(new EnvironmentException("no broker"), new IllegalStateException("a bug"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void goesOnAfterAFailure(RuntimeException failure) {
        List<String> answers = new CopyOnWriteArrayList<>();
        EnrolmentNoticeSender notices = notices(() -> {
            answers.add("asked");
            if (answers.size() == 1) {
                throw failure;
            }
            return Set.of(KafkaTopics.instructionTopicName("agent-1"));
        });
        await().until(() -> {
            notices.accept(to("agent-1"));
            return !producer.history().isEmpty();
        });
        assertThat(answers).hasSizeGreaterThan(1);
    }
}
