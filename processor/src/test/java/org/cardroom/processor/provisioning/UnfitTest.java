package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.CardEvent.CardChallengeFailed;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.message.InstructionProgress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cards that draw no challenge. */
class UnfitTest {
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final String FIRST = "0011223344556677";
    private static final CardResponse NO_KEY = new CardResponse.Unexpected("6F00");
    private static final CardResponse GARBLED = new CardResponse.Unexpected("a challenge of 3 bytes");

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

    private static CardChallengeFailed unfit(FakeAgent agent, CardResponse response, JournalSnapshot.JournalledWrite... writes) {
        return new CardChallengeFailed(agent.origin(), UuidGenerator.next(), CARD, response, agent.journal(writes));
    }

    private void isSetAside(RejectionReason reason) {
        assertThat(desk.card(CARD).provisioningState()).isEqualTo(ProvisioningState.SET_ASIDE);
        assertThat(desk.request(request).reason()).isEqualTo(reason.description());
    }

    private void goesOn() {
        assertThat(desk.card(CARD).provisioningState()).isEqualTo(ProvisioningState.KEY_PROPOSED);
        assertThat(desk.request(request).status()).isEqualTo(RequestStatus.EXECUTING);
    }

    @Test
    void setsACardAsideWhoseKeyWriteWasCut() {
        SealedInstruction told = putIn();
        JournalSnapshot.JournalledWrite key = new JournalSnapshot.JournalledWrite(told.envelope().instruction(), InstructionProgress.KEY);
        desk.feed(desk.agent, unfit(desk.agent, NO_KEY, key));
        isSetAside(RejectionReason.NOT_UNDERSTOOD);
    }

    @Test
    void setsACardAsideWhoseKeyWriteWasReportedAsCut() {
        desk.feed(desk.agent, desk.agent.report(putIn(), InstructionProgress.KEY, new CardResponse.Removed(), null));
        desk.feed(desk.agent, unfit(desk.agent, NO_KEY));
        isSetAside(RejectionReason.NOT_UNDERSTOOD);
    }

    @Test
    void setsALockedCardAside() {
        putIn();
        desk.feed(desk.agent, unfit(desk.agent, new CardResponse.Blocked()));
        isSetAside(RejectionReason.TRIES_SPENT);
    }

    private void putItsKey() {
        desk.feed(desk.agent, desk.agent.report(putIn(), InstructionProgress.KEY, new CardResponse.Removed(), null));
    }

    @Test
    void issuesACardThatGarbledOneAnswer() {
        putItsKey();
        desk.feed(desk.agent, unfit(desk.agent, GARBLED));
        goesOn();
        desk.feed(desk.agent, desk.agent.done(putIn(), null));
        assertThat(desk.card(CARD).provisioningState()).isEqualTo(ProvisioningState.ISSUED);
    }

    @Test
    void setsACardAsideThatGarblesAgain() {
        putItsKey();
        desk.feed(desk.agent, unfit(desk.agent, GARBLED));
        putIn();
        desk.feed(desk.agent, unfit(desk.agent, GARBLED));
        isSetAside(RejectionReason.NOT_UNDERSTOOD);
    }

    @Test
    void waitsNotForEverForACardThatWasSentNoKey() {
        putIn();
        desk.feed(desk.agent, unfit(desk.agent, NO_KEY));
        desk.feed(desk.agent, unfit(desk.agent, NO_KEY));
        isSetAside(RejectionReason.NOT_UNDERSTOOD);
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
        desk.feed(south, unfit(south, new CardResponse.Blocked()));
        goesOn();
    }

    @Test
    void knowsNothingOfACardWithoutARequest() {
        desk.feed(desk.agent, unfit(desk.agent, new CardResponse.Blocked()));
        assertThat(desk.published()).isEmpty();
        assertThat(desk.request(request).status()).isEqualTo(RequestStatus.APPROVED);
    }
}
