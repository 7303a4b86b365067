package org.cardroom.processor.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent.CardChallengeFailed;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.processor.fixture.FakeAgent;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cards that draw no challenge. */
class ChallengeFailureTest {
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final String FIRST = "0011223344556677";
    private static final CardResponse NO_KEY = new CardResponse.Unexpected("6F00");
    private static final CardResponse GARBLED = new CardResponse.Unexpected("a challenge of 3 bytes");

    private final ProcessorFixture processor = new ProcessorFixture();
    private UUID request;

    @BeforeEach
    void request() {
        request = processor.request(processor.gids("t", true, UserPinOption.SERVER_DISTRIBUTED), null, "north", 0);
    }

    @AfterEach
    void close() {
        processor.close();
    }

    private SealedInstruction putIn() {
        return processor.processAndGetInstruction(processor.agent, processor.agent.insert(CardKind.GIDS, CARD, FIRST));
    }

    private static CardChallengeFailed unfit(
            FakeAgent agent, CardResponse response, JournalSnapshot.JournalledWrite... writes) {
        return new CardChallengeFailed(agent.origin(), UuidGenerator.next(), CARD, response, agent.journal(writes));
    }

    private void isSetAside(RejectionReason reason) {
        assertThat(processor.card(CARD).provisioningState()).isEqualTo(ProvisioningState.SET_ASIDE);
        assertThat(processor.request(request).reason()).isEqualTo(reason.description());
    }

    private void goesOn() {
        assertThat(processor.card(CARD).provisioningState()).isEqualTo(ProvisioningState.KEY_PROPOSED);
        assertThat(processor.request(request).status()).isEqualTo(RequestStatus.EXECUTING);
    }

    @Test
    void setsACardAsideWhoseKeyWriteWasCut() {
        SealedInstruction told = putIn();
        JournalSnapshot.JournalledWrite key =
                new JournalSnapshot.JournalledWrite(told.envelope().instruction(), InstructionProgress.KEY);
        processor.process(processor.agent, unfit(processor.agent, NO_KEY, key));
        isSetAside(RejectionReason.NOT_UNDERSTOOD);
    }

    @Test
    void setsACardAsideWhoseKeyWriteWasReportedAsCut() {
        processor.process(
                processor.agent,
                processor.agent.report(putIn(), InstructionProgress.KEY, new CardResponse.Removed(), null));
        processor.process(processor.agent, unfit(processor.agent, NO_KEY));
        isSetAside(RejectionReason.NOT_UNDERSTOOD);
    }

    @Test
    void setsALockedCardAside() {
        putIn();
        processor.process(processor.agent, unfit(processor.agent, new CardResponse.Blocked()));
        isSetAside(RejectionReason.TRIES_SPENT);
    }

    private void putItsKey() {
        processor.process(
                processor.agent,
                processor.agent.report(putIn(), InstructionProgress.KEY, new CardResponse.Removed(), null));
    }

    @Test
    void issuesACardThatGarbledOneAnswer() {
        putItsKey();
        processor.process(processor.agent, unfit(processor.agent, GARBLED));
        goesOn();
        processor.process(processor.agent, processor.agent.done(putIn(), null));
        assertThat(processor.card(CARD).provisioningState()).isEqualTo(ProvisioningState.ISSUED);
    }

    @Test
    void setsACardAsideThatGarblesAgain() {
        putItsKey();
        processor.process(processor.agent, unfit(processor.agent, GARBLED));
        putIn();
        processor.process(processor.agent, unfit(processor.agent, GARBLED));
        isSetAside(RejectionReason.NOT_UNDERSTOOD);
    }

    @Test
    void waitsNotForEverForACardThatWasSentNoKey() {
        putIn();
        processor.process(processor.agent, unfit(processor.agent, NO_KEY));
        processor.process(processor.agent, unfit(processor.agent, NO_KEY));
        isSetAside(RejectionReason.NOT_UNDERSTOOD);
    }

    @Test
    void waitsForACardThatWasSentNoKey() {
        putIn();
        processor.process(processor.agent, unfit(processor.agent, NO_KEY));
        goesOn();
    }

    @Test
    void leavesTheCardsOfOtherStationsAlone() {
        putIn();
        FakeAgent south = processor.enrol("agent-2", "south");
        processor.process(south, unfit(south, new CardResponse.Blocked()));
        goesOn();
    }

    @Test
    void knowsNothingOfACardWithoutARequest() {
        processor.process(processor.agent, unfit(processor.agent, new CardResponse.Blocked()));
        assertThat(processor.newlyPublished()).isEmpty();
        assertThat(processor.request(request).status()).isEqualTo(RequestStatus.APPROVED);
    }
}
