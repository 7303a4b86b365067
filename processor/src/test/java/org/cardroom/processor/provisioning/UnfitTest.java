package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.cardroom.db.issuing.Provisioning;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.CardEvent.CardUnfit;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Journal;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.message.Said;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.message.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cards that draw no challenge. */
class UnfitTest {
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final String FIRST = "0011223344556677";
    private static final Said NO_KEY = new Said.NotUnderstood("6F00");
    private static final Said GARBLED = new Said.NotUnderstood("a challenge of 3 bytes");

    private final Desk desk = new Desk();
    private UUID request;

    @BeforeEach
    void request() {
        request = desk.request(desk.gids("t", true, UserPinOption.SERVER_DISTRIBUTED), null, "north", 0);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private SealedInstruction putIn() {
        return desk.told(desk.agent, desk.agent.insert(CardKind.GIDS, CARD, FIRST));
    }

    private static CardUnfit unfit(FakeAgent agent, Said said, Journal.Write... writes) {
        return new CardUnfit(agent.origin(), Ids.next(), CARD, said, agent.journal(writes));
    }

    private void isSetAside(Rejection reason) {
        assertThat(desk.card(CARD).provisioning()).isEqualTo(Provisioning.SET_ASIDE);
        assertThat(desk.request(request).reason()).isEqualTo(reason.words());
    }

    private void goesOn() {
        assertThat(desk.card(CARD).provisioning()).isEqualTo(Provisioning.KEY_PROPOSED);
        assertThat(desk.request(request).status()).isEqualTo(RequestStatus.EXECUTING);
    }

    @Test
    void setsACardAsideWhoseKeyWriteWasCut() {
        SealedInstruction told = putIn();
        Journal.Write key = new Journal.Write(told.envelope().instruction(), Stage.KEY);
        desk.feed(desk.agent, unfit(desk.agent, NO_KEY, key));
        isSetAside(Rejection.NOT_UNDERSTOOD);
    }

    @Test
    void setsACardAsideWhoseKeyWriteWasReportedAsCut() {
        desk.feed(desk.agent, desk.agent.report(putIn(), Stage.KEY, new Said.Pulled(), null));
        desk.feed(desk.agent, unfit(desk.agent, NO_KEY));
        isSetAside(Rejection.NOT_UNDERSTOOD);
    }

    @Test
    void setsALockedCardAside() {
        putIn();
        desk.feed(desk.agent, unfit(desk.agent, new Said.Blocked()));
        isSetAside(Rejection.TRIES_SPENT);
    }

    private void putItsKey() {
        desk.feed(desk.agent, desk.agent.report(putIn(), Stage.KEY, new Said.Pulled(), null));
    }

    @Test
    void issuesACardThatGarbledOneAnswer() {
        putItsKey();
        desk.feed(desk.agent, unfit(desk.agent, GARBLED));
        goesOn();
        desk.feed(desk.agent, desk.agent.done(putIn(), null));
        assertThat(desk.card(CARD).provisioning()).isEqualTo(Provisioning.ISSUED);
    }

    @Test
    void setsACardAsideThatGarblesAgain() {
        putItsKey();
        desk.feed(desk.agent, unfit(desk.agent, GARBLED));
        putIn();
        desk.feed(desk.agent, unfit(desk.agent, GARBLED));
        isSetAside(Rejection.NOT_UNDERSTOOD);
    }

    @Test
    void waitsNotForEverForACardThatWasSentNoKey() {
        putIn();
        desk.feed(desk.agent, unfit(desk.agent, NO_KEY));
        desk.feed(desk.agent, unfit(desk.agent, NO_KEY));
        isSetAside(Rejection.NOT_UNDERSTOOD);
    }

    @Test
    void waitsForACardThatWasSentNoKey() {
        putIn();
        desk.feed(desk.agent, unfit(desk.agent, NO_KEY));
        goesOn();
    }

    @Test
    void leavesTheCardsOfOtherStationsAlone() {
        putIn();
        FakeAgent south = desk.enrolled("agent-2", "south");
        desk.feed(south, unfit(south, new Said.Blocked()));
        goesOn();
    }

    @Test
    void knowsNothingOfACardWithoutARequest() {
        desk.feed(desk.agent, unfit(desk.agent, new Said.Blocked()));
        assertThat(desk.published()).isEmpty();
        assertThat(desk.request(request).status()).isEqualTo(RequestStatus.APPROVED);
    }
}
