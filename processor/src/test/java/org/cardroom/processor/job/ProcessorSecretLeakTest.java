package org.cardroom.processor.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.template.PinRules;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.processor.fixture.FakeAgent;
import org.cardroom.processor.fixture.FakeGatewayClient;
import org.cardroom.processor.fixture.KafkaAgentClient;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.cardroom.processor.fixture.SecretScanner;
import org.cardroom.processor.fixture.TestKeystores;
import org.cardroom.testkit.logging.LogCapture;
import org.cardroom.testkit.servers.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** No secret is logged at any level, published in clear, or readable in any table. */
class ProcessorSecretLeakTest {
    private static final String CHALLENGE = "0011223344556677";

    private final ProcessorFixture processor = new ProcessorFixture();
    private final SecretScanner scanner = new SecretScanner();
    private LogCapture log;

    @BeforeEach
    void capture() {
        log = new LogCapture();
    }

    @AfterEach
    void close() {
        log.close();
        processor.close();
    }

    /** A PIN so long that nothing else looks like it by chance. */
    private ProfileTemplate longPin() {
        ProfileTemplate t = processor.gids("long", true, UserPinOption.SERVER_DISTRIBUTED);
        PinRules rules = new PinRules(16, PinRules.PinCharacters.BOTH);
        return new ProfileTemplate(
                t.name(), t.kind(), t.algorithm(), t.initialKey(), true, t.userPinOption(), rules, null, null, null);
    }

    private static CardId card(int number) {
        return new CardId(String.format("%032X", number));
    }

    private SealedInstruction seen(SealedInstruction told) {
        scanner.add(processor.agent.open(told));
        return told;
    }

    private SealedInstruction second(CardKind kind, CardId card) {
        SealedInstruction put = seen(processor.processAndGetInstruction(processor.agent.insert(kind, card, CHALLENGE)));
        return seen(processor.processAndGetInstruction(processor.agent.done(put, CHALLENGE)));
    }

    private void succeed() {
        processor.request(longPin());
        processor.request(processor.piv("p"));
        assertThat(processor.outcomes(processor.agent.done(second(CardKind.GIDS, card(1)), null)))
                .hasSize(1);
        assertThat(processor.outcomes(processor.agent.done(second(CardKind.PIV, card(2)), null)))
                .hasSize(1);
    }

    /** One torn while its PIN is set, one that is given up, one whose commit fails. */
    private void fail() {
        for (int i = 0; i < 3; i++) {
            processor.request(longPin());
        }
        processor.outcomes(processor.agent.report(
                second(CardKind.GIDS, card(3)), InstructionProgress.PIN, new CardResponse.Removed(), null));
        SealedInstruction prove =
                seen(processor.processAndGetInstruction(processor.agent.insert(CardKind.GIDS, card(3), CHALLENGE)));
        seen(processor.processAndGetInstruction(processor.agent.proving(prove, "11".repeat(16), "22".repeat(16))));
        processor.outcomes(processor.agent.report(
                second(CardKind.GIDS, card(4)), InstructionProgress.PIN, new CardResponse.Unexpected("6F00"), null));
        SealedInstruction put =
                seen(processor.processAndGetInstruction(processor.agent.insert(CardKind.GIDS, card(5), CHALLENGE)));
        processor.sql("ALTER TABLE outbox ADD CONSTRAINT none CHECK (false) NOT VALID");
        Throwable thrown =
                catchThrowable(() -> processor.process(processor.agent, processor.agent.done(put, CHALLENGE)));
        assertThat(thrown).isNotNull();
        LoggerFactory.getLogger("run").warn("a run ended early", thrown);
    }

    private void ask() {
        FakeGatewayClient client = FakeGatewayClient.of(processor, processor.request(longPin()), card(8));
        scanner.addGiven(client.key());
        scanner.addGiven(client.answer(CHALLENGE, false));
        scanner.addGiven(client.pin());
        scanner.addGiven(client.answer("8899AABBCCDDEEFF", true));
        assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(new Instruction.RequestEndAcknowledged());
        FakeGatewayClient second = FakeGatewayClient.of(processor, processor.request(longPin()), card(9));
        scanner.addGiven(second.pin());
        second.end(CompletionKind.ABANDONED);
    }

    private String tables() {
        List<String> names =
                processor.column("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'");
        return String.join("\n", processor.rows(names.toArray(String[]::new)));
    }

    private String records() {
        StringBuilder all = new StringBuilder();
        for (ProducerRecord<String, byte[]> record : processor.producer.history()) {
            all.append(record.key())
                    .append(record.topic())
                    .append(Arrays.toString(record.headers().toArray()));
            all.append(new String(record.value(), StandardCharsets.UTF_8)).append('\n');
        }
        return all.toString();
    }

    @Test
    void logsPublishesAndStoresNoSecretWhereAllGoesWell() {
        succeed();
        assertThat(log.text()).contains("INSERT INTO card").contains("Bind");
        assertThat(scanner.findIn(log.text())).as("in the log").isEmpty();
        assertThat(scanner.findIn(records())).as("in records").isEmpty();
        assertThat(scanner.findIn(tables())).as("in tables").isEmpty();
    }

    @Test
    void logsPublishesAndStoresNoSecretWhereThingsFail() {
        fail();
        assertThat(scanner.findIn(log.text())).as("in the log").isEmpty();
        assertThat(scanner.findIn(records())).as("in records").isEmpty();
        assertThat(scanner.findIn(tables())).as("in tables").isEmpty();
    }

    @Test
    void logsPublishesAndStoresNothingThatIsGivenOverHttp() {
        ask();
        assertThat(scanner.findIn(log.text())).as("in the log").isEmpty();
        assertThat(scanner.findIn(records())).as("in records").isEmpty();
        assertThat(scanner.findIn(tables())).as("in tables").isEmpty();
    }

    @Test
    void logsAndStoresNoSecretInARunOfTheJob() {
        KafkaClients kafka = new KafkaClients(TestServers.shared().bootstrap(), Map.of());
        kafka.createTopicsIfMissing(KafkaTopics.newCommonTopics());
        FakeAgent agent = processor.enrol("agent-" + UUID.randomUUID(), "north");
        processor.request(longPin());
        ProvisioningWorker run = ProvisioningWorker.start("canary", processor.store, kafka, processor.keys, () -> {});
        try (KafkaAgentClient wire = new KafkaAgentClient(kafka, agent)) {
            SealedInstruction put = wire.sendAndAwait(agent.insert(CardKind.GIDS, card(6), CHALLENGE));
            SealedInstruction set = wire.sendAndAwait(agent.done(put, CHALLENGE));
            scanner.add(agent.open(put));
            scanner.add(agent.open(set));
            wire.send(agent.done(set, null));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> processor.card(card(6)).status() == CardStatus.ACTIVE);
        } finally {
            run.close();
        }
        assertThat(log.text()).contains("JobExecution");
        assertThat(scanner.findIn(log.text())).as("in the log").isEmpty();
        assertThat(scanner.findIn(tables()))
                .as("in tables, those of the job too")
                .isEmpty();
        assertThat(tables()).contains("\"canary\"").contains("STOPPED");
    }

    @Test
    void wouldFindASecretInEachOfTheThree() {
        processor.request(longPin());
        SealedInstruction set = second(CardKind.GIDS, card(7));
        Instruction.SetPin setPin = (Instruction.SetPin) processor.agent.open(set);
        String hex = TestKeystores.revealed(setPin.answer());
        LoggerFactory.getLogger("planted").trace("{}", setPin.answer().base64());
        processor.sql("UPDATE batch SET name = '" + hex + "'");
        var unused = processor.producer.send(new ProducerRecord<>("planted", "k", bytes(setPin)));
        assertThat(scanner.findIn(log.text())).contains("the second answer in base64");
        assertThat(scanner.findIn(tables())).contains("the second answer in hex");
        assertThat(scanner.findIn(records())).contains("the PIN in text");
    }

    private static byte[] bytes(Instruction.SetPin setPin) {
        ByteBuffer pin = ByteBuffer.allocate(setPin.proposed().length());
        setPin.proposed().copyInto(pin);
        return pin.array();
    }
}
