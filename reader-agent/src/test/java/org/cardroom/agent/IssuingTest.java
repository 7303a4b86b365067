package org.cardroom.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.cardroom.events.link.Processors;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.SlotState;
import org.cardroom.events.message.Stage;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.lab.cards.NewCard;
import org.cardroom.lab.cards.VirtualCard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IssuingTest {
    @TempDir
    private Path folder;

    private final Processors processors = new Processors(new Issuing());

    private TestRoom room() {
        return new TestRoom(folder.resolve("journal"), processors);
    }

    private List<Stage> stages() {
        return processors.events(CardEvent.StepReported.class).stream()
                .map(CardEvent.StepReported::stage)
                .toList();
    }

    @Test
    void issuesAGidsCard() {
        VirtualCard card = NewCard.gids().make();
        try (TestRoom room = room()) {
            TestRoom.assertGood(room.serve(card));
        }
        assertThat(stages()).containsExactly(Stage.DONE, Stage.DONE);
        assertThat(card.keyWrites()).isEqualTo(1);
        Proof.of(card).isIssued();
    }

    @ParameterizedTest
    @EnumSource
    void issuesAPivCardOfEveryAlgorithm(KeyAlgorithm algorithm) {
        VirtualCard card = NewCard.piv().algorithm(algorithm.reference()).make();
        try (TestRoom room = room()) {
            TestRoom.assertGood(room.serve(card));
        }
        assertThat(stages()).containsExactly(Stage.DONE, Stage.DONE);
        Proof.of(card).isIssued();
    }

    @Test
    void tellsWhatTheSlotShows() {
        try (TestRoom room = room()) {
            room.serve(NewCard.gids().make());
        }
        assertThat(processors.events(CardEvent.AgentStatus.class))
                .extracting(CardEvent.AgentStatus::state)
                .containsExactly(SlotState.INSERT, SlotState.WORKING, SlotState.TAKE_OUT_GOOD, SlotState.INSERT);
        assertThat(processors.events(CardEvent.CardRemoved.class)).hasSize(1);
    }

    @Test
    void leavesACardAloneThatIsIssued() {
        VirtualCard card = NewCard.gids().make();
        try (TestRoom room = room()) {
            room.serve(card);
            TestRoom.assertBad(room.serve(card), "the card is already active");
        }
        assertThat(card.keyWrites()).isEqualTo(1);
        assertThat(card.pinWrites()).isEqualTo(1);
    }
}
