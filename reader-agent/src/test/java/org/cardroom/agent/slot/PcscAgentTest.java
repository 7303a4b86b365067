package org.cardroom.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cardroom.events.message.SlotState;
import org.cardroom.lab.cards.NewCard;
import org.cardroom.lab.cards.VirtualCard;
import org.cardroom.lab.pcsc.PcscSlot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.cardroom.agent.session.CardStateAssert;

/** The agent over a real pcscd, whose cards, readers and life are not to be relied on. */
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

    private static void prove(PcscSlot slot, VirtualCard card) {
        slot.remove();
        CardStateAssert.of(card).isIssued();
    }

    @Test
    void issuesOneCardAfterTheOther() throws IOException {
        PcscSlot slot = open(2).slot(1);
        for (NewCard order :
                new NewCard[] {NewCard.gids(), NewCard.piv(), NewCard.gids().atr("3B00")}) {
            VirtualCard card = order.make();
            AgentFixture.assertGood(fixture.serve(slot, card));
            prove(slot, card);
        }
    }

    @Test
    void sendsAGidsCardAtMostSixteenCommands() throws IOException {
        PcscSlot slot = open(2).slot(0);
        AgentFixture.assertGood(fixture.serve(slot, NewCard.gids().make()));
        assertThat(slot.commands()).isLessThanOrEqualTo(16);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 6, 7, 9, 10, 11})
    void finishesACardThatWasTornOut(int command) throws IOException {
        PcscSlot slot = open(2).slot(0);
        VirtualCard card = NewCard.gids().make();
        fixture.awaitReady(slot);
        card.pull(command);
        slot.insert(card);
        await().atMost(Duration.ofSeconds(30)).until(slot::isEmpty);

        AgentFixture.assertGood(fixture.serve(slot, card));
        prove(slot, card);
    }

    @Test
    void servesSixteenReadersAtOnce() throws IOException {
        Map<PcscSlot, VirtualCard> cards = open(MOST).pcscd.slots().stream()
                .collect(Collectors.toMap(
                        Function.identity(), slot -> NewCard.gids().make()));
        cards.keySet().forEach(fixture::awaitReady);
        cards.entrySet().parallelStream().forEach(entry -> entry.getKey().insert(entry.getValue()));

        cards.keySet().forEach(slot -> AgentFixture.assertGood(fixture.awaitEnd(slot, 0)));
        cards.forEach(PcscAgentTest::prove);
        assertThat(cards.values()).allMatch(card -> card.keyWrites() == 1 && card.pinWrites() == 1);
    }

    @Test
    void goesOnWhenTheServiceIsStartedAgain() throws IOException {
        PcscSlot slot = open(2).slot(0);
        fixture.awaitReady(slot);
        fixture.pcscd.stop();
        awaitFault(slot);

        fixture.pcscd.restart();
        AgentFixture.assertGood(fixture.serve(slot, NewCard.gids().make()));
    }

    @Test
    void finishesACardWhoseServiceDied() throws IOException {
        PcscSlot slot = open(2).slot(0);
        fixture.processors.holdInstructions();
        VirtualCard card = NewCard.gids().make();
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
        PcscSlot coming = open(4).slot(3);
        fixture.awaitReady(coming);
        fixture.pcscd.stop();
        fixture.pcscd.restart(2);
        fixture.awaitReady(fixture.slot(0));
        awaitFault(coming);
        AgentFixture.assertGood(fixture.serve(fixture.slot(0), NewCard.gids().make()));

        fixture.pcscd.stop();
        fixture.pcscd.restart();
        AgentFixture.assertGood(fixture.serve(coming, NewCard.piv().make()));
    }

    private void awaitFault(PcscSlot slot) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> fixture.last(slot).filter(SlotState.FAULT::equals).isPresent());
    }
}
