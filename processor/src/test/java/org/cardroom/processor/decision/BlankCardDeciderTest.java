package org.cardroom.processor.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.fixture.EventFixture;
import org.cardroom.processor.fixture.GidsCardFixture;
import org.junit.jupiter.api.Test;

class BlankCardDeciderTest {
    private final IssuanceRequest request = GidsCardFixture.request();
    private final DrawnValues drawn = GidsCardFixture.drawn();

    private Decision inserted(CardKind kind, CardId card, IssuanceRequest found) {
        return BlankCardDecider.decideInserted(EventFixture.blankInserted(kind, card), found, drawn);
    }

    private static StepReported report(IssuanceRequest of, UUID instruction, boolean done) {
        var initialization = of.initialization();
        return new StepReported(
                EventFixture.inserted().origin(),
                initialization.session(),
                of.namedCard(),
                instruction,
                done ? InstructionProgress.DONE : InstructionProgress.NOT_STARTED,
                done ? new CardResponse.Accepted() : new CardResponse.Removed(),
                null,
                new JournalSnapshot(UUID.randomUUID(), List.of()));
    }

    @Test
    void rejectsABlankCardWithoutARequest() {
        assertThat(inserted(CardKind.GIDS, null, null).action())
                .isEqualTo(new Action.RejectEvent(RejectionReason.BLANK));
    }

    @Test
    void rejectsABlankPivCard() {
        assertThat(inserted(CardKind.PIV, null, request).action())
                .isEqualTo(new Action.RejectEvent(RejectionReason.BLANK));
    }

    @Test
    void ignoresAReportOfAnotherInstruction() {
        IssuanceRequest begun = inserted(CardKind.GIDS, null, request).request();
        assertThat(BlankCardDecider.decideReported(report(begun, UUID.randomUUID(), true), begun))
                .isEmpty();
    }

    @Test
    void keepsTheRequestBegunAfterAFailedInitialization() {
        IssuanceRequest begun = inserted(CardKind.GIDS, null, request).request();
        assertThat(BlankCardDecider.decideReported(report(begun, drawn.instructionId(), false), begun))
                .hasValueSatisfying(decision -> assertThat(decision.request()).isEqualTo(begun));
    }

    @Test
    void namesTheDrawnCardId() {
        Decision decision = inserted(CardKind.GIDS, GidsCardFixture.CARD, request);
        assertThat(decision.action()).isEqualTo(new Action.InitializeBlankCard());
        assertThat(decision.request().namedCard()).isEqualTo(drawn.newCardId());
        assertThat(decision.request().initialization().instruction()).isEqualTo(drawn.instructionId());
    }

    @Test
    void keepsTheCardIdThatTheRequestNames() {
        IssuanceRequest begun = inserted(CardKind.GIDS, null, request).request();
        Decision again = BlankCardDecider.decideInserted(
                EventFixture.blankInserted(CardKind.GIDS, begun.namedCard()),
                begun,
                new DrawnValues(UUID.randomUUID(), UUID.randomUUID(), GidsCardFixture.CARD, 1, null));
        assertThat(again.request().namedCard()).isEqualTo(begun.namedCard());
    }

    @Test
    void recordsAFinishedInitialization() {
        IssuanceRequest begun = inserted(CardKind.GIDS, null, request).request();
        assertThat(BlankCardDecider.decideReported(report(begun, drawn.instructionId(), true), begun))
                .hasValueSatisfying(
                        decision -> assertThat(BlankCardDecider.isInitializationUnfinished(decision.request()))
                                .isFalse());
    }
}
