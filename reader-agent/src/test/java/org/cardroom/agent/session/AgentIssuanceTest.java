package org.cardroom.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.cardroom.agent.slot.AgentFixture;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.SlotState;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgentIssuanceTest {
    @TempDir
    private Path folder;

    private final ScriptedProcessors processors = new ScriptedProcessors(new IssuanceScript());

    private AgentFixture room() {
        return new AgentFixture(folder.resolve("journal"), processors);
    }

    private List<InstructionProgress> stages() {
        return processors.events(CardEvent.StepReported.class).stream()
                .map(CardEvent.StepReported::stage)
                .toList();
    }

    @Test
    void issuesAGidsCard() {
        VirtualCard card = VirtualCardBuilder.gids().build();
        try (AgentFixture fixture = room()) {
            AgentFixture.assertGood(fixture.serve(card));
        }
        assertThat(stages()).containsExactly(InstructionProgress.DONE, InstructionProgress.DONE);
        assertThat(card.keyWrites()).isEqualTo(1);
        CardStateAssert.of(card).isIssued();
    }

    @ParameterizedTest
    @EnumSource
    void issuesAPivCardOfEveryAlgorithm(KeyAlgorithm algorithm) {
        VirtualCard card =
                VirtualCardBuilder.piv().algorithm(algorithm.reference()).build();
        try (AgentFixture fixture = room()) {
            AgentFixture.assertGood(fixture.serve(card));
        }
        assertThat(stages()).containsExactly(InstructionProgress.DONE, InstructionProgress.DONE);
        CardStateAssert.of(card).isIssued();
    }

    @Test
    void tellsWhatTheSlotShows() {
        try (AgentFixture fixture = room()) {
            fixture.serve(VirtualCardBuilder.gids().build());
        }
        assertThat(processors.events(CardEvent.SlotStatusChanged.class))
                .extracting(CardEvent.SlotStatusChanged::state)
                .containsExactly(SlotState.INSERT, SlotState.WORKING, SlotState.REMOVE_ISSUED, SlotState.INSERT);
        assertThat(processors.events(CardEvent.CardRemoved.class)).hasSize(1);
    }

    @Test
    void leavesACardAloneThatIsIssued() {
        VirtualCard card = VirtualCardBuilder.gids().build();
        try (AgentFixture fixture = room()) {
            fixture.serve(card);
            AgentFixture.assertBad(fixture.serve(card), "the card is already active");
        }
        assertThat(card.keyWrites()).isEqualTo(1);
        assertThat(card.pinWrites()).isEqualTo(1);
    }
}
