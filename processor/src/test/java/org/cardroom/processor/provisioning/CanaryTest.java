package org.cardroom.processor.provisioning;

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
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.lab.servers.Servers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** No secret is logged at any level, published in clear, or readable in any table. */
class CanaryTest {
    private static final String CHALLENGE = "0011223344556677";

    private final Desk desk = new Desk();
    private final Needles needles = new Needles();
    private Captured captured;

    @BeforeEach
    void capture() {
        captured = new Captured();
    }

    @AfterEach
    void close() {
        captured.close();
        desk.close();
    }

    /** A PIN so long that nothing else looks like it by chance. */
    private ProfileTemplate longPin() {
        ProfileTemplate t = desk.gids("long", true, UserPinOption.SERVER_DISTRIBUTED);
        PinRules rules = new PinRules(16, PinRules.PinCharacters.BOTH);
        return new ProfileTemplate(t.name(), t.kind(), t.algorithm(), t.initialKey(), true, t.userPinOption(), rules, null);
    }

    private static CardId card(int number) {
        return new CardId(String.format("%032X", number));
    }

    private SealedInstruction seen(SealedInstruction told) {
        needles.add(desk.agent.open(told));
        return told;
    }

    private SealedInstruction second(CardKind kind, CardId card) {
        SealedInstruction put = seen(desk.told(desk.agent.insert(kind, card, CHALLENGE)));
        return seen(desk.told(desk.agent.done(put, CHALLENGE)));
    }

    private void succeed() {
        desk.request(longPin());
        desk.request(desk.piv("p"));
        assertThat(desk.outcomes(desk.agent.done(second(CardKind.GIDS, card(1)), null)))
                .hasSize(1);
        assertThat(desk.outcomes(desk.agent.done(second(CardKind.PIV, card(2)), null)))
                .hasSize(1);
    }

    /** One torn while its PIN is set, one that is given up, one whose commit fails. */
    private void fail() {
        for (int i = 0; i < 3; i++) {
            desk.request(longPin());
        }
        desk.outcomes(desk.agent.report(second(CardKind.GIDS, card(3)), InstructionProgress.PIN, new CardResponse.Removed(), null));
        SealedInstruction prove = seen(desk.told(desk.agent.insert(CardKind.GIDS, card(3), CHALLENGE)));
        seen(desk.told(desk.agent.proving(prove, "11".repeat(16), "22".repeat(16))));
        desk.outcomes(
                desk.agent.report(second(CardKind.GIDS, card(4)), InstructionProgress.PIN, new CardResponse.Unexpected("6F00"), null));
        SealedInstruction put = seen(desk.told(desk.agent.insert(CardKind.GIDS, card(5), CHALLENGE)));
        desk.sql("ALTER TABLE outbox ADD CONSTRAINT none CHECK (false) NOT VALID");
        Throwable thrown = catchThrowable(() -> desk.feed(desk.agent, desk.agent.done(put, CHALLENGE)));
        assertThat(thrown).isNotNull();
        LoggerFactory.getLogger("run").warn("a run ended early", thrown);
    }

    private void ask() {
        GatewayClient client = GatewayClient.of(desk, desk.request(longPin()), card(8));
        needles.addGiven(client.key());
        needles.addGiven(client.answer(CHALLENGE, false));
        needles.addGiven(client.pin());
        needles.addGiven(client.answer("8899AABBCCDDEEFF", true));
        assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(new Instruction.RequestEndAcknowledged());
        GatewayClient second = GatewayClient.of(desk, desk.request(longPin()), card(9));
        needles.addGiven(second.pin());
        second.end(CompletionKind.ABANDONED);
    }

    private String tables() {
        List<String> names =
                desk.column("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'");
        return String.join("\n", desk.rows(names.toArray(String[]::new)));
    }

    private String records() {
        StringBuilder all = new StringBuilder();
        for (ProducerRecord<String, byte[]> record : desk.producer.history()) {
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
        assertThat(captured.text()).contains("INSERT INTO card").contains("Bind");
        assertThat(needles.in(captured.text())).as("in the log").isEmpty();
        assertThat(needles.in(records())).as("in records").isEmpty();
        assertThat(needles.in(tables())).as("in tables").isEmpty();
    }

    @Test
    void logsPublishesAndStoresNoSecretWhereThingsFail() {
        fail();
        assertThat(needles.in(captured.text())).as("in the log").isEmpty();
        assertThat(needles.in(records())).as("in records").isEmpty();
        assertThat(needles.in(tables())).as("in tables").isEmpty();
    }

    @Test
    void logsPublishesAndStoresNothingThatIsGivenOverHttp() {
        ask();
        assertThat(needles.in(captured.text())).as("in the log").isEmpty();
        assertThat(needles.in(records())).as("in records").isEmpty();
        assertThat(needles.in(tables())).as("in tables").isEmpty();
    }

    @Test
    void logsAndStoresNoSecretInARunOfTheJob() {
        KafkaClients kafka = new KafkaClients(Servers.shared().bootstrap(), Map.of());
        kafka.createTopicsIfMissing(KafkaTopics.newCommonTopics());
        FakeAgent agent = desk.enrolled("agent-" + UUID.randomUUID(), "north");
        desk.request(longPin());
        Provision run = Provision.start("canary", desk.store, kafka, desk.keys, () -> {});
        try (Wire wire = new Wire(kafka, agent)) {
            SealedInstruction put = wire.told(agent.insert(CardKind.GIDS, card(6), CHALLENGE));
            SealedInstruction set = wire.told(agent.done(put, CHALLENGE));
            needles.add(agent.open(put));
            needles.add(agent.open(set));
            wire.send(agent.done(set, null));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> desk.card(card(6)).status() == CardStatus.ACTIVE);
        } finally {
            run.close();
        }
        assertThat(captured.text()).contains("JobExecution");
        assertThat(needles.in(captured.text())).as("in the log").isEmpty();
        assertThat(needles.in(tables())).as("in tables, those of the job too").isEmpty();
        assertThat(tables()).contains("\"canary\"").contains("STOPPED");
    }

    @Test
    void wouldFindASecretInEachOfTheThree() {
        desk.request(longPin());
        SealedInstruction set = second(CardKind.GIDS, card(7));
        Instruction.SetPin setPin = (Instruction.SetPin) desk.agent.open(set);
        String hex = TestKeys.revealed(setPin.answer());
        LoggerFactory.getLogger("planted").trace("{}", setPin.answer().base64());
        desk.sql("UPDATE batch SET name = '" + hex + "'");
        var unused = desk.producer.send(new ProducerRecord<>("planted", "k", bytes(setPin)));
        assertThat(needles.in(captured.text())).contains("the second answer in base64");
        assertThat(needles.in(tables())).contains("the second answer in hex");
        assertThat(needles.in(records())).contains("the PIN in text");
    }

    private static byte[] bytes(Instruction.SetPin setPin) {
        ByteBuffer pin = ByteBuffer.allocate(setPin.proposed().length());
        setPin.proposed().copyInto(pin);
        return pin.array();
    }
}
