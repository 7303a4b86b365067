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

    @Test
    void changesNothingForAReportOfAnotherInstruction() {
        Card again = putIn(told);
        StepReported old = ModelRoom.report(told, Stage.DONE, new Said.Accepted(), true);
        Decision decision = reported(old, again);
        assertThat(decision.move()).isInstanceOf(Move.Note.class);
        assertThat(decision.card()).isSameAs(again);
    }
}
