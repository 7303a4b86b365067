package org.cardroom.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cardroom.agent.slot.AgentFixture;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.SlotState;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A card that is removed at any command and inserted again. */
@Tag("long")
class AgentCardTearTest {
    private static final int MOST_COMMANDS = 14;

    @TempDir
    private Path folder;

    private final ScriptedProcessors processors = new ScriptedProcessors(new IssuanceScript());

    private record Tear(String how, ObjIntConsumer<VirtualCard> by) {
        @Override
        public String toString() {
            return how;
        }
    }

    private record Kind(String name, KeyAlgorithm algorithm) {
        VirtualCardBuilder card() {
            return name.equals("GIDS")
                    ? VirtualCardBuilder.gids()
                    : VirtualCardBuilder.piv().algorithm(algorithm.reference());
        }
    }

    static Stream<Arguments> tears() {
        List<Tear> tears = List.of(
                new Tear("after", VirtualCard::tearAfter),
                new Tear("before", VirtualCard::tearBefore),
                new Tear("inside", VirtualCard::tearDuring));
        Stream<Kind> piv = Stream.of(KeyAlgorithm.values()).map(algorithm -> new Kind("PIV", algorithm));
        return Stream.concat(Stream.of(new Kind("GIDS", KeyAlgorithm.TDES)), piv)
                .flatMap(kind -> tears.stream().flatMap(tear -> IntStream.rangeClosed(1, MOST_COMMANDS)
                        .mapToObj(command -> Arguments.of(kind, tear, command))));
    }

    @ParameterizedTest(name = "{0} torn out {1} command {2}")
    @MethodSource("tears")
    void isIssuedOnceItIsPutBack(Kind kind, Tear tear, int command) {
        VirtualCard card = kind.card().adminTries(2).build();
        try (AgentFixture fixture = new AgentFixture(folder.resolve("journal"), processors)) {
            tear.by().accept(card, command);
            boolean torn = fixture.serve(card).state() == SlotState.REMOVE_FAILED;
            if (torn) {
                assertJournalTellsEveryWrite(card);
                AgentFixture.assertGood(fixture.serve(card));
            }
        }
        card.tearAfter(1000);
        CardStateAssert.of(card).isIssued();
        assertThat(last().journal().writes()).as("its journal").isNotEmpty();
    }

    /** A write that may have reached the card is in the journal; a report says how far it came. */
    private void assertJournalTellsEveryWrite(VirtualCard card) {
        List<CardEvent.StepReported> reports = processors.events(CardEvent.StepReported.class);
        assertThat(reports)
                .filteredOn(report -> report.response() instanceof CardResponse.Removed)
                .hasSizeLessThan(2);
        if (card.keyWrites() > 0) {
            assertThat(last().journal().writes()).extracting("stage").contains(InstructionProgress.KEY);
        }
        if (card.pinWrites() > 0) {
            assertThat(last().journal().writes()).extracting("stage").contains(InstructionProgress.PIN);
        }
    }

    private CardEvent.StepReported last() {
        List<CardEvent.StepReported> reports = processors.events(CardEvent.StepReported.class);
        return reports.get(reports.size() - 1);
    }

    @Test
    void isSetAsideIfItHoldsNoKeyAnyMore() {
        VirtualCard card = VirtualCardBuilder.gids().tearingKeyWrite().build();
        try (AgentFixture fixture = new AgentFixture(folder.resolve("journal"), processors)) {
            card.tearDuring(6);
            AgentFixture.assertBad(fixture.serve(card), "the card was removed too early");
            AgentFixture.assertBad(fixture.serve(card), "unexpected response from the card (6F00)");
            AgentFixture.assertBad(fixture.serve(card), "the card's answer was not understood");
        }
        assertThat(card.keyWrites()).isEqualTo(1);
        assertThat(card.pinWrites()).isZero();
    }
}
