package org.cardroom.demo.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.demo.issuance.IssuanceFixture.CardType;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.SlotState;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Cards that are torn out at each command of the whole exchange, with a real processor at the other end. */
@Tag("long")
class CardTearTest {
    private static final int AGAIN = 10;
    /** After so many wrong answers in a row a card is locked for good. */
    private static final int TRIES = 3;

    @TempDir
    static Path folder;

    private static IssuanceFixture fixture;
    private static OperatorFixture here;
    private static OperatorFixture there;

    @BeforeAll
    static void open() {
        fixture = new IssuanceFixture(folder);
        here = new OperatorFixture(fixture.enrolAgent("here"), 8);
        there = new OperatorFixture(fixture.enrolAgent("there"), 8);
    }

    @AfterAll
    static void close() {
        here.close();
        there.close();
        fixture.close();
    }

    enum TearMoment {
        BEFORE,
        INSIDE,
        AFTER
    }

    record TearCase(CardType ware, TearMoment moment, int command) {
        void plan(VirtualCard card) {
            switch (moment) {
                case BEFORE -> card.tearBefore(command);
                case INSIDE -> card.tearDuring(command);
                case AFTER -> card.tearAfter(command);
            }
        }

        @Override
        public String toString() {
            return ware + " torn out " + moment + " command " + command;
        }
    }

    static Stream<TearCase> tears() {
        return Stream.of(CardType.values()).flatMap(type -> Stream.of(TearMoment.values())
                .flatMap(moment -> IntStream.rangeClosed(1, type.commands)
                        .mapToObj(command -> new TearCase(type, moment, command))));
    }

    private static VirtualCard ordered(CardType type, VirtualCardBuilder builder) {
        return fixture.createRequestFor(type, builder.adminTries(TRIES).build());
    }

    private static void assertSetAside(VirtualCard card, RejectionReason... reasons) {
        Card row = fixture.awaitRow(card, now -> now.provisioningState() == ProvisioningState.SET_ASIDE);
        assertThat(fixture.request(row))
                .returns(RequestStatus.FAILED, IssuanceRequest::status)
                .extracting(IssuanceRequest::reason)
                .isIn(Stream.of(reasons).map(RejectionReason::description).toList());
    }

    @ParameterizedTest
    @EnumSource
    void needsNoMoreCommandsThanAreTornHere(CardType type) throws InterruptedException {
        VirtualCard card = ordered(type, type.newCard());
        card.tearAfter(type.commands + 1);
        fixture.assertIssued(card, here.serve(card), 0);
    }

    @ParameterizedTest
    @EnumSource
    void getsOneAnswerIfItsKeyIsNotTheTemplates(CardType type) throws InterruptedException {
        VirtualCard card = ordered(type, type.newCard().adminKey("5A".repeat(24)));
        assertThat(here.serve(card).reason()).isEqualTo(RejectionReason.KEYS_REFUSED.description());
        assertSetAside(card, RejectionReason.KEYS_REFUSED);
        assertThat(there.serve(card).reason()).isEqualTo(RejectionReason.SET_ASIDE.description());
        assertThat(card.wrongAnswers()).isOne();
        assertThat(card.keyWrites()).isZero();
    }

    @ParameterizedTest
    @MethodSource("tears")
    @Execution(ExecutionMode.CONCURRENT)
    void isIssuedOnceItIsPutBack(TearCase tear) throws InterruptedException {
        VirtualCard card = ordered(tear.ware, tear.ware.newCard());
        tear.plan(card);
        assertThat(here.serve(card).state()).isEqualTo(SlotState.REMOVE_FAILED);
        fixture.assertIssued(card, here.serve(card), 1);
        assertThat(card.keyWrites()).isOne();
    }

    @ParameterizedTest
    @MethodSource("tears")
    @Execution(ExecutionMode.CONCURRENT)
    void isIssuedByAnotherAgent(TearCase tear) throws InterruptedException {
        VirtualCard card = ordered(tear.ware, tear.ware.newCard());
        tear.plan(card);
        here.serve(card);
        fixture.assertIssued(card, there.serve(card), 1);
    }

    @ParameterizedTest
    @MethodSource("tears")
    @Execution(ExecutionMode.CONCURRENT)
    void isNeverLockedHoweverOftenItIsTorn(TearCase tear) throws InterruptedException {
        VirtualCard card = ordered(tear.ware, tear.ware.newCard());
        SlotObserver.SlotStatus finalStatus = servedAndTornAgain(card, tear);
        if (finalStatus.state() == SlotState.REMOVE_ISSUED) {
            fixture.assertIssued(card, finalStatus, AGAIN);
        } else {
            assertSetAside(card, RejectionReason.TRIES_SPENT, RejectionReason.NOT_UNDERSTOOD);
            assertThat(card.wrongAnswers()).isLessThanOrEqualTo(AGAIN);
            assertThat(card.isLocked()).isFalse();
        }
    }

    /** Until it is good, mostly by one agent; the last time it is not torn. */
    private static SlotObserver.SlotStatus servedAndTornAgain(VirtualCard card, TearCase tear)
            throws InterruptedException {
        for (int i = 0; i < AGAIN; i++) {
            tear.plan(card);
            SlotObserver.SlotStatus finalStatus = (i % 3 == 2 ? there : here).serve(card);
            if (finalStatus.state() == SlotState.REMOVE_ISSUED) {
                return finalStatus;
            }
        }
        card.tearAfter(IssuanceFixture.AFTER_ALL_COMMANDS);
        return here.serve(card);
    }

    @ParameterizedTest
    @MethodSource("tears")
    @Execution(ExecutionMode.CONCURRENT)
    void isSetAsideOnlyIfItsKeyWriteWasCut(TearCase tear) throws InterruptedException {
        VirtualCard card = ordered(tear.ware, tear.ware.newCard().tearingKeyWrite());
        tear.plan(card);
        here.serve(card);
        boolean cut = card.hasLostKey();
        SlotObserver.SlotStatus finalStatus = here.serve(card);
        if (cut) {
            assertThat(finalStatus.state()).isEqualTo(SlotState.REMOVE_FAILED);
            assertSetAside(card, RejectionReason.NOT_UNDERSTOOD);
            assertThat(card.wrongAnswers()).isZero();
        } else {
            fixture.assertIssued(card, finalStatus, 1);
        }
    }
}
