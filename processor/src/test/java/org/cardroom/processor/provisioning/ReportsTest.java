package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.Provisioning;
import org.cardroom.db.issuing.Request;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.message.Said;
import org.cardroom.events.message.Stage;
import org.cardroom.events.message.Step;
import org.junit.jupiter.api.Test;

/** What a report leads to, decision by decision. */
class ReportsTest {
    private final Request request = ModelRoom.request();
    private final UUID journal = UUID.randomUUID();
    private final Card told = putIn(ModelRoom.card(request));

    private Card putIn(Card card) {
        var event = ModelRoom.inserted("agent-1", journal, List.of());
        return Decider.inserted(event, card, request, ModelRoom.TEMPLATE, 1).card();
    }

    private Decision reported(StepReported report, Card card) {
        return Reports.reported(report, card, request, ModelRoom.TEMPLATE, 1);
    }

    private static StepReported with(StepReported report, Challenge challenge) {
        return new StepReported(
                report.origin(),
                report.session(),
                report.card(),
                report.instruction(),
                report.stage(),
                report.said(),
                challenge,
                report.journal());
    }

    @Test
    void answersNoSecondChallengeThatIsNotOfTheAlgorithm() {
        StepReported put = ModelRoom.report(told, Stage.DONE, new Said.Accepted(), true);
        Decision decision = reported(with(put, new Challenge("00".repeat(16))), told);
        assertThat(decision.move()).isEqualTo(new Move.Fail(Rejection.WRONG_ALGORITHM));
        assertThat(decision.card().keys().keySent()).isTrue();
    }

    @Test
    void spendsNotTheLastTryThatTheCardTellsOf() {
        StepReported refused = ModelRoom.report(told, Stage.ANSWER, new Said.Refused(null), true);
        Card torn = reported(ModelRoom.report(told, Stage.KEY, new Said.Pulled(), false), told)
                .card();
        Card again = putIn(torn);
        StepReported last = ModelRoom.report(again, Stage.ANSWER, new Said.Refused(1), true);
        assertThat(reported(last, again).move()).isEqualTo(new Move.Fail(Rejection.TRIES_SPENT));
        assertThat(reported(refused, again).move()).isInstanceOf(Move.Note.class);
    }

    @Test
    void triesTheOtherKeyWhereTheCardHasTriesLeft() {
        Card torn = reported(ModelRoom.report(told, Stage.KEY, new Said.Pulled(), false), told)
                .card();
        Card again = putIn(torn);
        StepReported refused = ModelRoom.report(again, Stage.ANSWER, new Said.Refused(2), true);
        assertThat(reported(refused, again).move()).isEqualTo(new Move.Send(Step.PUT_KEY, false));
    }

    @Test
    void givesUpWhereTheInitialKeyIsRefused() {
        Decision decision = reported(ModelRoom.report(told, Stage.ANSWER, new Said.Refused(null), true), told);
        assertThat(decision.move()).isEqualTo(new Move.Fail(Rejection.KEYS_REFUSED));
        assertThat(decision.card().provisioning()).isEqualTo(Provisioning.SET_ASIDE);
    }

    @Test
    void givesUpACardThatBlocks() {
        Decision decision = reported(ModelRoom.report(told, Stage.ANSWER, new Said.Blocked(), false), told);
        assertThat(decision.move()).isEqualTo(new Move.Fail(Rejection.TRIES_SPENT));
    }

    @Test
    void givesUpACardWhoseKeyWriteIsNotUnderstood() {
        StepReported halt = ModelRoom.report(told, Stage.KEY, new Said.NotUnderstood("6F00"), false);
        assertThat(reported(halt, told).move()).isEqualTo(new Move.Fail(Rejection.NOT_UNDERSTOOD));
    }

    @Test
    void givesTheTryBackWhereNothingWasAsked() {
        StepReported late = ModelRoom.report(told, Stage.NOTHING, new Said.NotAsked("late"), false);
        Decision decision = reported(late, told);
        assertThat(told.tries()).isEqualTo(1);
        assertThat(decision.card().tries()).isZero();
        assertThat(decision.move()).isInstanceOf(Move.Note.class);
    }

    @Test
    void takesAKeyThatCouldNotBeJournaledForNotSent() {
        StepReported full = ModelRoom.report(told, Stage.KEY, new Said.NotAsked("the disk is full"), false);
        Decision decision = reported(full, told);
        assertThat(decision.card().keys().keySent()).isFalse();
        assertThat(decision.card().tries()).isZero();
    }

    /** A card whose key took, and that was torn out before its PIN was set; put in again. */
    private Card asked() {
        Card put = reported(ModelRoom.report(told, Stage.DONE, new Said.Accepted(), true), told)
                .card();
        Card confirmed = reported(ModelRoom.report(put, Stage.PIN, new Said.Pulled(), false), put)
                .card();
        return putIn(confirmed);
    }

    @Test
    void hasACardWithAConfirmedKeyProveItFirst() {
        Card asked = asked();
        assertThat(asked.exchange().step()).isEqualTo(Step.PROVE);
        assertThat(asked.tries()).isZero();
        Decision proving = reported(ModelRoom.proving(asked), asked);
        assertThat(proving.move()).isEqualTo(new Move.Send(Step.SET_PIN, false));
        assertThat(proving.card().tries()).isEqualTo(1);
    }

    @Test
    void setsAsideWhatAcceptsAndDoesNotProveItsKey() {
        Card asked = asked();
        Card set = reported(ModelRoom.proving(asked), asked).card();
        StepReported forged = ModelRoom.report(set, Stage.ANSWER, new Said.NotProven("a wrong proof"), false);
        assertThat(reported(forged, set).move()).isEqualTo(new Move.Fail(Rejection.NOT_PROVEN));
    }

    @Test
    void setsAsideWhatKnowsNoProof() {
        Card asked = asked();
        StepReported cannot = ModelRoom.report(asked, Stage.NOTHING, new Said.NotProven("cannot: 6D00"), false);
        Decision decision = reported(cannot, asked);
        assertThat(decision.move()).isEqualTo(new Move.Fail(Rejection.NOT_PROVEN));
        assertThat(decision.card().tries()).isZero();
    }

    @Test
    void setsAsideACardThatRefusesTheConfirmedKey() {
        Card asked = asked();
        Card set = reported(ModelRoom.proving(asked), asked).card();
        StepReported refused = ModelRoom.report(set, Stage.ANSWER, new Said.Refused(null), true);
        assertThat(reported(refused, set).move()).isEqualTo(new Move.Fail(Rejection.KEYS_REFUSED));
    }

    @Test
    void answersNoCardThatSendsTheAgentsChallengeBack() {
        Card asked = asked();
        StepReported proving = ModelRoom.proving(asked);
        StepReported echo = new StepReported(
                proving.origin(),
                proving.session(),
                proving.card(),
                proving.instruction(),
                Stage.DONE,
                new Said.Accepted(),
                ModelRoom.HOSTS,
                ModelRoom.HOSTS,
                proving.journal());
        assertThat(reported(echo, asked).move()).isEqualTo(new Move.Fail(Rejection.NOT_PROVEN));
    }

    @Test
    void spendsNoTryOnACardThatIsTornOutWhileItIsAsked() {
        Card card = asked();
        for (int i = 0; i < 5; i++) {
            card = putIn(reported(ModelRoom.report(card, Stage.NOTHING, new Said.Pulled(), false), card)
                    .card());
        }
        assertThat(card.tries()).isZero();
        assertThat(card.exchange().step()).isEqualTo(Step.PROVE);
    }

    @Test
    void changesNothingForAReportOfAnotherInstruction() {
        Card again = putIn(told);
        StepReported old = ModelRoom.report(told, Stage.DONE, new Said.Accepted(), true);
        Decision decision = reported(old, again);
        assertThat(decision.move()).isInstanceOf(Move.Note.class);
        assertThat(decision.card()).isSameAs(again);
    }
}
