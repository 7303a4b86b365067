package org.cardroom.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.cardroom.agent.AgentMain;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.agent.config.AgentDirectory;
import org.cardroom.agent.slot.AgentFixture;
import org.cardroom.events.client.KafkaScriptedProcessors;
import org.cardroom.events.client.NonKafkaServer;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.testkit.servers.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BrokerCheckTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final String OWN = KafkaTopics.instructionTopicName("agent-1");

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();
    private final DoctorReport report = new DoctorReport(new PrintWriter(said));
    private final KafkaClients kafka = new KafkaClients(TestServers.shared().bootstrap(), Map.of());

    private AgentConfig config(KafkaClients broker) {
        return AgentFixture.config(broker, folder.resolve("journal"));
    }

    private void makeTopics() {
        List<NewTopic> topics = new ArrayList<>(KafkaTopics.newCommonTopics());
        topics.add(KafkaTopics.newInstructionTopic("agent-1"));
        kafka.createTopicsIfMissing(topics);
        await().until(() -> kafka.listTopics().contains(OWN));
    }

    private List<String> look(KafkaClients broker) {
        BrokerCheck.check(config(broker), new AgentDirectory(folder), report, SHORT);
        return said.toString().lines().toList();
    }

    @Test
    void findsTopicsAndClock() {
        makeTopics();
        assertThat(look(kafka))
                .startsWith(
                        "ok  broker " + kafka.bootstrap() + " answers",
                        "ok  topic " + OWN + " can be read",
                        "ok  topic cardroom.card-events can be written to")
                .anyMatch(line -> line.matches("ok  clock \\d+ ms (behind|ahead of) the broker's"));
    }

    @Test
    void saysThatWhatAnswersIsNoBroker() throws IOException {
        try (NonKafkaServer other = new NonKafkaServer()) {
            assertThat(look(other.clients())).singleElement().asString().contains("what answers there is no Kafka");
        }
    }

    @Test
    void saysThatNoProcessorRuns() {
        makeTopics();
        assertThat(look(kafka)).endsWith("--  no processor is running, so the enrolment cannot be checked: start one");
        assertThat(report.isOk()).isFalse();
    }

    /** The doctor as an operator runs it; what it says of PC/SC and readers is left out. */
    private List<String> command(ScriptedProcessors processors) throws IOException {
        makeTopics();
        String keys = ScriptedProcessors.writeKeyFiles(folder).toString();
        CommandLine command = new CommandLine(new AgentMain()).setOut(new PrintWriter(said));
        try (KafkaScriptedProcessors answering = new KafkaScriptedProcessors(kafka, processors)) {
            assertThat(answering).isNotNull();
            command.execute("doctor", "--dir", folder.toString(), "--kafka", kafka.bootstrap(), "--processors", keys);
        }
        return said.toString().lines().toList();
    }

    @Test
    void isContentWithAProcessorThatAnswers() throws IOException {
        assertThat(command(new ScriptedProcessors(event -> Optional.empty())))
                .endsWith("ok  a processor answers: the agent is enrolled");
    }

    @Test
    void isNotContentWithSilence() throws IOException {
        ScriptedProcessors silent = new ScriptedProcessors(event -> Optional.empty());
        silent.suppressNotices();
        try (KafkaConsumer<String, byte[]> member = kafka.createConsumer(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                KafkaTopics.PROCESSOR_GROUP,
                ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                "consumer"))) {
            makeTopics();
            member.subscribe(List.of(KafkaTopics.CARD_EVENTS));
            await().atMost(BOUND).until(() -> {
                member.poll(Duration.ofMillis(100));
                return !member.assignment().isEmpty();
            });
            assertThat(command(silent))
                    .endsWith(
                            "--  no processor answered within 5 s: check that one is running and that --processors is its file");
        }
    }

    @Test
    void tellsABrokerThatIsAwayFromOneThatDoesNotLetTheAgentIn() {
        KafkaClients broker = new KafkaClients("broker:9092", Map.of());
        assertThat(BrokerCheck.advice(broker.toException(new TopicAuthorizationException(Set.of(OWN))), "agent-1"))
                .isEqualTo("allow the agent to read " + OWN + " and to write to cardroom.card-events");
        assertThat(BrokerCheck.advice(new ExecutionException(new SaslAuthenticationException("no")), "agent-1"))
                .contains("--kafka-properties");
        assertThat(BrokerCheck.advice(new TimeoutException(), "agent-1"))
                .isEqualTo("start it, or pass another --kafka");
    }

    @Test
    void saysThatTheBrokerIsAway() {
        assertThat(look(new KafkaClients("localhost:1", Map.of())))
                .containsExactly("--  no Kafka broker can be used at localhost:1 (Timeout): start it, or pass another"
                        + " --kafka");
    }

    @Test
    void hearsTheNoticeOfItsOwnProbeAlone() {
        makeTopics();
        TopicPartition own = new TopicPartition(OWN, 0);
        try (KafkaConsumer<String, byte[]> consumer = kafka.createConsumer(Map.of());
                KafkaProducer<String, byte[]> processor = kafka.createProducer()) {
            consumer.assign(List.of(own));
            consumer.seekToEnd(List.of(own));
            consumer.position(own);
            EnrolmentProbe probe = EnrolmentProbe.send(config(kafka), BOUND);
            EnrolmentNotice other =
                    new EnrolmentNotice(1, "agent-1", UuidGenerator.next(), EnrolmentNotice.NoticeReason.REVOKED);
            EnrolmentNotice ours =
                    new EnrolmentNotice(1, "agent-1", probe.eventId(), EnrolmentNotice.NoticeReason.NOT_ENROLLED);
            EnrolmentNotice untrue = new EnrolmentNotice(
                    1, "agent-1", probe.eventId(), EnrolmentNotice.NoticeReason.OTHER_KEY, probe.fingerprint());
            for (EnrolmentNotice notice : List.of(other, untrue, ours)) {
                var unused = processor.send(new ProducerRecord<>(OWN, MessageJson.write(notice)));
            }
            assertThat(probe.awaitNotice(consumer, BOUND)).contains(ours);
        }
    }
}
