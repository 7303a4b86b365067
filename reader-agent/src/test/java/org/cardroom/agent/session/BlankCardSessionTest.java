package org.cardroom.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cardroom.agent.slot.AgentFixture;
import org.cardroom.events.card.CardId;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.client.ScriptedReply;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.SlotState;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Blank cards, which are initialised and then issued in one insertion. */
class BlankCardSessionTest {
    /** To identify it, to make it, and to issue it. */
    private static final int COMMANDS = 3 + 24 + 11;

    @TempDir
    private Path folder;

    private final BlankCardScript blankCardScript = new BlankCardScript();
    private final ScriptedProcessors processors = new ScriptedProcessors(blankCardScript);

    private AgentFixture room() {
        return new AgentFixture(folder.resolve("journal"), processors);
    }

    private static VirtualCard blank() {
        return VirtualCardBuilder.gids().blank().build();
    }

    private List<CardEvent.StepReported> reports() {
        return processors.events(CardEvent.StepReported.class);
    }

    @Test
    void makesABlankCardAndIssuesIt() {
        VirtualCard card = blank();
        try (AgentFixture fixture = room()) {
            AgentFixture.assertGood(fixture.serve(card));
        }
        assertThat(reports())
                .extracting("stage")
                .containsOnly(InstructionProgress.DONE)
                .hasSize(3);
        assertThat(blankCardScript.made).containsOnlyKeys(new CardId(card.id()));
        assertThat(processors.events(CardEvent.CardInserted.class))
                .singleElement()
                .satisfies(inserted -> assertThat(inserted.card().hex()).isEqualTo(card.id()));
        CardStateAssert.of(card).isIssued();
    }

    @Test
    void notesTheCardBeforeItHasItsId() {
        VirtualCard card = blank();
        card.tearAfter(10);
        try (AgentFixture fixture = room()) {
            AgentFixture.assertBad(fixture.serve(card), "the card was removed too early");
        }
        assertThat(reports()).singleElement().satisfies(report -> {
            assertThat(report.stage()).isEqualTo(InstructionProgress.FILES);
            assertThat(report.response()).isEqualTo(new CardResponse.Removed());
            assertThat(report.journal().writes()).extracting("stage").containsExactly(InstructionProgress.FILES);
        });
    }

    static Stream<Arguments> tears() {
        ObjIntConsumer<VirtualCard> after = VirtualCard::tearAfter;
        ObjIntConsumer<VirtualCard> before = VirtualCard::tearBefore;
        ObjIntConsumer<VirtualCard> inside = VirtualCard::tearDuring;
        return IntStream.rangeClosed(1, COMMANDS)
                .boxed()
                .flatMap(k -> Stream.of(
                        Arguments.of("after", k, after),
                        Arguments.of("before", k, before),
                        Arguments.of("inside", k, inside)));
    }

    @ParameterizedTest(name = "torn out {0} command {1}")
    @MethodSource("tears")
    void isIssuedOnceItIsPutBack(String how, int command, ObjIntConsumer<VirtualCard> tear) {
        VirtualCard card = blank();
        tear.accept(card, command);
        try (AgentFixture fixture = room()) {
            assertThat(fixture.serve(card).state()).isEqualTo(SlotState.REMOVE_FAILED);
            AgentFixture.assertGood(fixture.serve(card));
        }
        CardStateAssert.of(card).isIssued();
    }

    @Test
    void isMadeWhenAKeyWriteWasTorn() {
        VirtualCard card = VirtualCardBuilder.gids().blank().tearingKeyWrite().build();
        card.tearDuring(19);
        try (AgentFixture fixture = room()) {
            fixture.serve(card);
            assertThat(card.keyWrites()).isEqualTo(1);
            AgentFixture.assertGood(fixture.serve(card));
        }
        CardStateAssert.of(card).isIssued();
    }

    @Test
    void leavesABlankCardAloneThatNoTemplateWants() {
        ScriptedProcessors refusing = new ScriptedProcessors(event -> event instanceof CardEvent.BlankCardInserted e
                ? Optional.of(ScriptedReply.of(
                        e.session(),
                        new CardId("00".repeat(16)),
                        e.challenge(),
                        InstructionType.INITIALISE,
                        new Instruction.Reject(RejectionReason.BLANK)))
                : Optional.empty());
        VirtualCard card = blank();
        try (AgentFixture fixture = new AgentFixture(folder.resolve("journal"), refusing)) {
            AgentFixture.assertBad(fixture.serve(card), RejectionReason.BLANK.description());
        }
        assertThat(card.keyWrites()).isZero();
    }

    @Test
    void makesACardThatChecksTheKeysCheckValue() {
        VirtualCard card = VirtualCardBuilder.gids().blank().checkingKcv().build();
        try (AgentFixture fixture = room()) {
            AgentFixture.assertGood(fixture.serve(card));
        }
        CardStateAssert.of(card).isIssued();
    }
}
