package org.cardroom.processor.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.fixture.GidsCardFixture;
import org.junit.jupiter.api.Test;

/** What a report leads to, decision by decision. */
class StepReportDeciderTest {
    private final IssuanceRequest request = GidsCardFixture.request();
    private final UUID journal = UUID.randomUUID();
    private final Card told = putIn(GidsCardFixture.card(request));

    private Card putIn(Card card) {
        var event = GidsCardFixture.inserted("agent-1", journal, List.of());
        return new InsertionDecider(request, GidsCardFixture.TEMPLATE, GidsCardFixture.drawn())
                .decide(event, card)
                .card();
    }

    private Decision reported(StepReported report, Card card) {
        return new StepReportDecider(report, request, GidsCardFixture.TEMPLATE, GidsCardFixture.drawn()).decide(card);
    }

    private static StepReported with(StepReported report, Challenge challenge) {
        return new StepReported(
                report.origin(),
                report.session(),
                report.card(),
                report.instruction(),
                report.stage(),
                report.response(),
                challenge,
                report.journal());
    }

    @Test
    void answersNoSecondChallengeThatIsNotOfTheAlgorithm() {
        StepReported put = GidsCardFixture.report(told, InstructionProgress.DONE, new CardResponse.Accepted(), true);
        Decision decision = reported(with(put, new Challenge("00".repeat(16))), told);
        assertThat(decision.action()).isEqualTo(new Action.FailIssuance(RejectionReason.WRONG_ALGORITHM));
        assertThat(decision.card().keys().keyMayBeWritten()).isTrue();
    }

    @Test
    void spendsNotTheLastTryThatTheCardTellsOf() {
        StepReported refused =
                GidsCardFixture.report(told, InstructionProgress.ANSWER, new CardResponse.Refused(null), true);
        Card torn = reported(
                        GidsCardFixture.report(told, InstructionProgress.KEY, new CardResponse.Removed(), false), told)
                .card();
        Card again = putIn(torn);
        StepReported last =
                GidsCardFixture.report(again, InstructionProgress.ANSWER, new CardResponse.Refused(1), true);
        assertThat(reported(last, again).action()).isEqualTo(new Action.FailIssuance(RejectionReason.TRIES_SPENT));
        assertThat(reported(refused, again).action()).isInstanceOf(Action.RecordOnly.class);
    }

    @Test
    void triesTheOtherKeyWhereTheCardHasTriesLeft() {
        Card torn = reported(
                        GidsCardFixture.report(told, InstructionProgress.KEY, new CardResponse.Removed(), false), told)
                .card();
        Card again = putIn(torn);
        StepReported refused =
                GidsCardFixture.report(again, InstructionProgress.ANSWER, new CardResponse.Refused(2), true);
        assertThat(reported(refused, again).action())
                .isEqualTo(new Action.SendInstruction(InstructionType.PUT_KEY, false));
    }

    @Test
    void givesUpWhereTheInitialKeyIsRefused() {
        Decision decision = reported(
                GidsCardFixture.report(told, InstructionProgress.ANSWER, new CardResponse.Refused(null), true), told);
        assertThat(decision.action()).isEqualTo(new Action.FailIssuance(RejectionReason.KEYS_REFUSED));
        assertThat(decision.card().provisioningState()).isEqualTo(ProvisioningState.SET_ASIDE);
    }

    @Test
    void givesUpACardThatBlocks() {
        Decision decision = reported(
                GidsCardFixture.report(told, InstructionProgress.ANSWER, new CardResponse.Blocked(), false), told);
        assertThat(decision.action()).isEqualTo(new Action.FailIssuance(RejectionReason.TRIES_SPENT));
    }

    @Test
    void givesUpACardWhoseKeyWriteIsNotUnderstood() {
        StepReported halt =
                GidsCardFixture.report(told, InstructionProgress.KEY, new CardResponse.Unexpected("6F00"), false);
        assertThat(reported(halt, told).action()).isEqualTo(new Action.FailIssuance(RejectionReason.NOT_UNDERSTOOD));
    }

    @Test
    void givesTheTryBackWhereNothingWasAsked() {
        StepReported late =
                GidsCardFixture.report(told, InstructionProgress.NOT_STARTED, new CardResponse.NotSent("late"), false);
        Decision decision = reported(late, told);
        assertThat(told.unresolvedAnswers()).isEqualTo(1);
        assertThat(decision.card().unresolvedAnswers()).isZero();
        assertThat(decision.action()).isInstanceOf(Action.RecordOnly.class);
    }

    @Test
    void takesAKeyThatCouldNotBeJournaledForNotSent() {
        StepReported full = GidsCardFixture.report(
                told, InstructionProgress.KEY, new CardResponse.NotSent("the disk is full"), false);
        Decision decision = reported(full, told);
        assertThat(decision.card().keys().keyMayBeWritten()).isFalse();
        assertThat(decision.card().unresolvedAnswers()).isZero();
    }

    /** A card whose key took, and that was torn out before its PIN was set; put in again. */
    private Card asked() {
        Card put = reported(
                        GidsCardFixture.report(told, InstructionProgress.DONE, new CardResponse.Accepted(), true), told)
                .card();
        Card confirmed = reported(
                        GidsCardFixture.report(put, InstructionProgress.PIN, new CardResponse.Removed(), false), put)
                .card();
        return putIn(confirmed);
    }

    @Test
    void hasACardWithAConfirmedKeyProveItFirst() {
        Card asked = asked();
        assertThat(asked.openSession().step()).isEqualTo(InstructionType.REQUEST_MUTUAL_AUTH);
        assertThat(asked.unresolvedAnswers()).isZero();
        Decision proving = reported(GidsCardFixture.proving(asked), asked);
        assertThat(proving.action()).isEqualTo(new Action.SendInstruction(InstructionType.SET_PIN, false));
        assertThat(proving.card().unresolvedAnswers()).isEqualTo(1);
    }

    @Test
    void setsAsideWhatAcceptsAndDoesNotProveItsKey() {
        Card asked = asked();
        Card set = reported(GidsCardFixture.proving(asked), asked).card();
        StepReported forged = GidsCardFixture.report(
                set, InstructionProgress.ANSWER, new CardResponse.ProofFailed("a wrong proof"), false);
        assertThat(reported(forged, set).action()).isEqualTo(new Action.FailIssuance(RejectionReason.NOT_PROVEN));
    }

    @Test
    void setsAsideWhatKnowsNoProof() {
        Card asked = asked();
        StepReported cannot = GidsCardFixture.report(
                asked, InstructionProgress.NOT_STARTED, new CardResponse.ProofFailed("cannot: 6D00"), false);
        Decision decision = reported(cannot, asked);
        assertThat(decision.action()).isEqualTo(new Action.FailIssuance(RejectionReason.NOT_PROVEN));
        assertThat(decision.card().unresolvedAnswers()).isZero();
    }

    @Test
    void setsAsideACardThatRefusesTheConfirmedKey() {
        Card asked = asked();
        Card set = reported(GidsCardFixture.proving(asked), asked).card();
        StepReported refused =
                GidsCardFixture.report(set, InstructionProgress.ANSWER, new CardResponse.Refused(null), true);
        assertThat(reported(refused, set).action()).isEqualTo(new Action.FailIssuance(RejectionReason.KEYS_REFUSED));
    }

    @Test
    void answersNoCardThatSendsTheAgentsChallengeBack() {
        Card asked = asked();
        StepReported proving = GidsCardFixture.proving(asked);
        StepReported echo = new StepReported(
                proving.origin(),
                proving.session(),
                proving.card(),
                proving.instruction(),
                InstructionProgress.DONE,
                new CardResponse.Accepted(),
                GidsCardFixture.HOSTS,
                GidsCardFixture.HOSTS,
                proving.journal());
        assertThat(reported(echo, asked).action()).isEqualTo(new Action.FailIssuance(RejectionReason.NOT_PROVEN));
    }

    @Test
    void spendsNoTryOnACardThatIsTornOutWhileItIsAsked() {
        Card card = asked();
        for (int i = 0; i < 5; i++) {
            card = putIn(reported(
                            GidsCardFixture.report(
                                    card, InstructionProgress.NOT_STARTED, new CardResponse.Removed(), false),
                            card)
                    .card());
        }
        assertThat(card.unresolvedAnswers()).isZero();
        assertThat(card.openSession().step()).isEqualTo(InstructionType.REQUEST_MUTUAL_AUTH);
    }

    @Test
    void changesNothingForAReportOfAnotherInstruction() {
        Card again = putIn(told);
        StepReported old = GidsCardFixture.report(told, InstructionProgress.DONE, new CardResponse.Accepted(), true);
        Decision decision = reported(old, again);
        assertThat(decision.action()).isInstanceOf(Action.RecordOnly.class);
        assertThat(decision.card()).isSameAs(again);
    }
}
