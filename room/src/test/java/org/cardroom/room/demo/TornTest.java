package org.cardroom.room.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.SlotState;
import org.cardroom.lab.cards.NewCard;
import org.cardroom.lab.cards.VirtualCard;
import org.cardroom.room.demo.Workshop.Ware;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Cards that are torn out at each command of the whole exchange, with a real processor at the other end. */
class TornTest {
    private static final int AGAIN = 10;
    /** After so many wrong answers in a row a card is locked for good. */
    private static final int TRIES = 3;

    @TempDir
    static Path folder;

    private static Workshop workshop;
    private static Hands here;
    private static Hands there;

    @BeforeAll
    static void open() {
        workshop = new Workshop(folder);
        here = new Hands(workshop.enrolled("here"), 8);
        there = new Hands(workshop.enrolled("there"), 8);
    }

    @AfterAll
    static void close() {
        here.close();
        there.close();
        workshop.close();
    }

    enum Moment {
        BEFORE,
        INSIDE,
        AFTER
    }

    record Tear(Ware ware, Moment moment, int command) {
        void plan(VirtualCard card) {
            switch (moment) {
                case BEFORE -> card.pullBefore(command);
                case INSIDE -> card.pullInside(command);
                case AFTER -> card.pull(command);
            }
        }

        @Override
        public String toString() {
            return ware + " torn out " + moment + " command " + command;
        }
    }

    static Stream<Tear> tears() {
        return Stream.of(Ware.values())
                .flatMap(ware -> Stream.of(Moment.values()).flatMap(moment -> IntStream.rangeClosed(1, ware.commands)
                        .mapToObj(command -> new Tear(ware, moment, command))));
    }

    private static VirtualCard ordered(Ware ware, NewCard order) {
        return workshop.ordered(ware, order.adminTries(TRIES).make());
    }

    private static void assertSetAside(VirtualCard card, RejectionReason... reasons) {
        Card row = workshop.awaitRow(card, now -> now.provisioningState() == ProvisioningState.SET_ASIDE);
        assertThat(workshop.request(row))
                .returns(RequestStatus.FAILED, IssuanceRequest::status)
                .extracting(IssuanceRequest::reason)
                .isIn(Stream.of(reasons).map(RejectionReason::description).toList());
    }

    @ParameterizedTest
    @EnumSource
    void needsNoMoreCommandsThanAreTornHere(Ware ware) throws InterruptedException {
        VirtualCard card = ordered(ware, ware.order());
        card.pull(ware.commands + 1);
        workshop.assertIssued(card, here.serve(card), 0);
    }

    @ParameterizedTest
    @EnumSource
    void getsOneAnswerIfItsKeyIsNotTheTemplates(Ware ware) throws InterruptedException {
        VirtualCard card = ordered(ware, ware.order().adminKey("5A".repeat(24)));
        assertThat(here.serve(card).reason()).isEqualTo(RejectionReason.KEYS_REFUSED.description());
        assertSetAside(card, RejectionReason.KEYS_REFUSED);
        assertThat(there.serve(card).reason()).isEqualTo(RejectionReason.SET_ASIDE.description());
        assertThat(card.wrongAnswers()).isOne();
        assertThat(card.keyWrites()).isZero();
    }

    @ParameterizedTest
    @MethodSource("tears")
    @Execution(ExecutionMode.CONCURRENT)
    void isIssuedOnceItIsPutBack(Tear tear) throws InterruptedException {
        VirtualCard card = ordered(tear.ware, tear.ware.order());
        tear.plan(card);
        assertThat(here.serve(card).state()).isEqualTo(SlotState.REMOVE_FAILED);
        workshop.assertIssued(card, here.serve(card), 1);
        assertThat(card.keyWrites()).isOne();
    }

    @ParameterizedTest
    @MethodSource("tears")
    @Execution(ExecutionMode.CONCURRENT)
    void isIssuedByAnotherAgent(Tear tear) throws InterruptedException {
        VirtualCard card = ordered(tear.ware, tear.ware.order());
        tear.plan(card);
        here.serve(card);
        workshop.assertIssued(card, there.serve(card), 1);
    }

    @ParameterizedTest
    @MethodSource("tears")
    @Execution(ExecutionMode.CONCURRENT)
    void isNeverLockedHoweverOftenItIsTorn(Tear tear) throws InterruptedException {
        VirtualCard card = ordered(tear.ware, tear.ware.order());
        SlotObserver.SlotStatus finalStatus = servedAndTornAgain(card, tear);
        if (finalStatus.state() == SlotState.REMOVE_ISSUED) {
            workshop.assertIssued(card, finalStatus, AGAIN);
        } else {
            assertSetAside(card, RejectionReason.TRIES_SPENT, RejectionReason.NOT_UNDERSTOOD);
            assertThat(card.wrongAnswers()).isLessThanOrEqualTo(AGAIN);
            assertThat(card.isLocked()).isFalse();
        }
    }

    /** Until it is good, mostly by one agent; the last time it is not torn. */
    private static SlotObserver.SlotStatus servedAndTornAgain(VirtualCard card, Tear tear) throws InterruptedException {
        for (int i = 0; i < AGAIN; i++) {
            tear.plan(card);
            SlotObserver.SlotStatus finalStatus = (i % 3 == 2 ? there : here).serve(card);
            if (finalStatus.state() == SlotState.REMOVE_ISSUED) {
                return finalStatus;
            }
        }
        card.pull(Workshop.NEVER);
        return here.serve(card);
    }

    @ParameterizedTest
    @MethodSource("tears")
    @Execution(ExecutionMode.CONCURRENT)
    void isSetAsideOnlyIfItsKeyWriteWasCut(Tear tear) throws InterruptedException {
        VirtualCard card = ordered(tear.ware, tear.ware.order().tearingKeyWrite());
        tear.plan(card);
        here.serve(card);
        boolean cut = card.hasLostItsKey();
        SlotObserver.SlotStatus finalStatus = here.serve(card);
        if (cut) {
            assertThat(finalStatus.state()).isEqualTo(SlotState.REMOVE_FAILED);
            assertSetAside(card, RejectionReason.NOT_UNDERSTOOD);
            assertThat(card.wrongAnswers()).isZero();
        } else {
            workshop.assertIssued(card, finalStatus, 1);
        }
    }
}
