package org.cardroom.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cardroom.agent.session.CardStateAssert;
import org.cardroom.events.message.SlotState;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.pcsc.VpcdSlot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent over a real pcscd with failing cards, readers and service. */
@Timeout(180)
class PcscAgentTest {
    private static final int MOST = 16;

    @TempDir
    private Path folder;

    private PcscAgentFixture fixture;

    private PcscAgentFixture open(int readers) throws IOException {
        fixture = PcscAgentFixture.open(folder.resolve("journal"), readers);
        return fixture;
    }

    @AfterEach
    void close() {
        if (fixture != null) {
            fixture.close();
        }
    }

    private static void prove(VpcdSlot slot, VirtualCard card) {
        slot.remove();
        CardStateAssert.of(card).isIssued();
    }

    @Test
    void issuesOneCardAfterTheOther() throws IOException {
        VpcdSlot slot = open(2).slot(1);
        for (VirtualCardBuilder builder : new VirtualCardBuilder[] {
            VirtualCardBuilder.gids(),
            VirtualCardBuilder.piv(),
            VirtualCardBuilder.gids().atr("3B00")
        }) {
            VirtualCard card = builder.build();
            AgentFixture.assertGood(fixture.serve(slot, card));
            prove(slot, card);
        }
    }

    @Test
    void sendsAGidsCardAtMostSixteenCommands() throws IOException {
        VpcdSlot slot = open(2).slot(0);
        AgentFixture.assertGood(fixture.serve(slot, VirtualCardBuilder.gids().build()));
        assertThat(slot.commandCount()).isLessThanOrEqualTo(16);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 6, 7, 9, 10, 11})
    void finishesACardThatWasTornOut(int command) throws IOException {
        VpcdSlot slot = open(2).slot(0);
        VirtualCard card = VirtualCardBuilder.gids().build();
        fixture.awaitReady(slot);
        card.tearAfter(command);
        slot.insert(card);
        await().atMost(Duration.ofSeconds(30)).until(slot::isEmpty);

        AgentFixture.assertGood(fixture.serve(slot, card));
        prove(slot, card);
    }

    @Test
    void servesSixteenReadersAtOnce() throws IOException {
        Map<VpcdSlot, VirtualCard> cards = open(MOST).pcscd.slots().stream()
                .collect(Collectors.toMap(
                        Function.identity(), slot -> VirtualCardBuilder.gids().build()));
        cards.keySet().forEach(fixture::awaitReady);
        cards.entrySet().parallelStream().forEach(entry -> entry.getKey().insert(entry.getValue()));

        cards.keySet().forEach(slot -> AgentFixture.assertGood(fixture.awaitEnd(slot, 0)));
        cards.forEach(PcscAgentTest::prove);
        assertThat(cards.values()).allMatch(card -> card.keyWrites() == 1 && card.pinWrites() == 1);
    }

    @Test
    void goesOnWhenTheServiceIsStartedAgain() throws IOException {
        VpcdSlot slot = open(2).slot(0);
        fixture.awaitReady(slot);
        fixture.pcscd.stop();
        awaitFault(slot);

        fixture.pcscd.restart();
        AgentFixture.assertGood(fixture.serve(slot, VirtualCardBuilder.gids().build()));
    }

    @Test
    void finishesACardWhoseServiceDied() throws IOException {
        VpcdSlot slot = open(2).slot(0);
        fixture.processors.holdInstructions();
        VirtualCard card = VirtualCardBuilder.gids().build();
        fixture.awaitReady(slot);
        slot.insert(card);
        await().until(() -> !fixture.processors.sealed.isEmpty());
        fixture.pcscd.stop();
        fixture.processors.releaseInstructions();

        fixture.pcscd.restart();
        AgentFixture.assertGood(fixture.serve(slot, card));
        prove(slot, card);
    }

    @Test
    void servesReadersThatComeAndGo() throws IOException {
        VpcdSlot coming = open(4).slot(3);
        fixture.awaitReady(coming);
        fixture.pcscd.stop();
        fixture.pcscd.restart(2);
        fixture.awaitReady(fixture.slot(0));
        awaitFault(coming);
        AgentFixture.assertGood(
                fixture.serve(fixture.slot(0), VirtualCardBuilder.gids().build()));

        fixture.pcscd.stop();
        fixture.pcscd.restart();
        AgentFixture.assertGood(fixture.serve(coming, VirtualCardBuilder.piv().build()));
    }

    private void awaitFault(VpcdSlot slot) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> fixture.last(slot).filter(SlotState.FAULT::equals).isPresent());
    }
}
