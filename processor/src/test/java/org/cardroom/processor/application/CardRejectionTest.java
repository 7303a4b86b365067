package org.cardroom.processor.application;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.domain.template.InitialKeyRef;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.KeyCheckValue;
import org.cardroom.processor.fixture.FakeAgent;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cards that are not served: the operator is told why, and nothing changes. */
class CardRejectionTest {
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final CardId OTHER = new CardId("F".repeat(32));
    private static final String SHORT = "0011223344556677";
    private static final String LONG = "00112233445566778899AABBCCDDEEFF";

    private final ProcessorFixture processor = new ProcessorFixture();
    private final ProfileTemplate gids = processor.gids("t", true, UserPinOption.RANDOMIZED);

    @AfterEach
    void close() {
        processor.close();
    }

    private CardEvent insertion() {
        return processor.agent.insert(CardKind.GIDS, CARD, SHORT);
    }

    private void rejects(CardEvent event, RejectionReason reason) {
        rejects(processor.agent, event, reason);
    }

    private void rejects(FakeAgent agent, CardEvent event, RejectionReason reason) {
        processor.assertChangesNothing(() -> assertThat(agent.open(processor.processAndGetInstruction(agent, event)))
                .isEqualTo(new Instruction.Reject(reason)));
    }

    private void issued() {
        SealedInstruction put = processor.processAndGetInstruction(insertion());
        SealedInstruction set = processor.processAndGetInstruction(processor.agent.done(put, SHORT));
        assertThat(processor.outcomes(processor.agent.done(set, null))).hasSize(1);
    }

    private void bound() {
        assertThat(processor.agent.open(processor.processAndGetInstruction(insertion())))
                .isInstanceOf(Instruction.PutKey.class);
    }

    @Test
    void whereNothingIsOpen() {
        rejects(insertion(), RejectionReason.NO_OPEN_REQUEST);
    }

    @Test
    void whereOnlyOtherKindsAreOpen() {
        processor.request(processor.piv("p"));
        rejects(insertion(), RejectionReason.NO_OPEN_REQUEST);
    }

    @Test
    void whereOnlyOtherCardsAreNamed() {
        processor.request(gids, OTHER, null, 0);
        rejects(insertion(), RejectionReason.NOT_IN_STOCK);
    }

    @Test
    void whereItIsNamedForAnotherStation() {
        processor.request(gids, CARD, "south", 0);
        rejects(insertion(), RejectionReason.FOR_SOMEBODY_ELSE);
    }

    @Test
    void whereItIsNamedForAnotherKind() {
        processor.request(processor.piv("p"), CARD, null, 0);
        processor.request(gids);
        rejects(insertion(), RejectionReason.FOR_SOMEBODY_ELSE);
    }

    @Test
    void whereItsRequestIsForAnotherStation() {
        processor.request(gids, CARD, "north", 0);
        bound();
        FakeAgent south = processor.enrol("agent-2", "south");
        rejects(south, south.insert(CardKind.GIDS, CARD, SHORT), RejectionReason.FOR_SOMEBODY_ELSE);
    }

    @Test
    void whereItShowsAnotherKindThanBefore() {
        processor.request(gids);
        bound();
        rejects(processor.agent.insert(CardKind.PIV, CARD, SHORT), RejectionReason.FOR_SOMEBODY_ELSE);
    }

    @Test
    void whereItIsActive() {
        processor.request(gids);
        processor.request(gids);
        issued();
        rejects(insertion(), RejectionReason.ALREADY_ACTIVE);
    }

    @Test
    void whereItWaitsForItsUsersPin() {
        processor.request(processor.gids("u", true, UserPinOption.USER_PROVIDED));
        issued();
        rejects(insertion(), RejectionReason.ALREADY_ACTIVE);
    }

    @Test
    void whereItWasSetAside() {
        processor.request(gids);
        processor.request(gids);
        SealedInstruction told = processor.processAndGetInstruction(insertion());
        assertThat(processor.outcomes(
                        processor.agent.report(told, InstructionProgress.ANSWER, new CardResponse.Blocked(), null)))
                .hasSize(1);
        rejects(insertion(), RejectionReason.SET_ASIDE);
    }

    @Test
    void whereItsChallengeIsNotOfTheAlgorithm() {
        processor.request(processor.piv("p"));
        rejects(processor.agent.insert(CardKind.PIV, CARD, LONG), RejectionReason.WRONG_ALGORITHM);
        rejects(processor.agent.insert(CardKind.PIV, KeyAlgorithm.TDES, CARD, LONG), RejectionReason.WRONG_ALGORITHM);
    }

    @Test
    void whereANamedCardHasAnotherAlgorithm() {
        processor.request(processor.piv("p"), CARD, null, 0);
        rejects(
                processor.agent.insert(CardKind.PIV, KeyAlgorithm.AES_192, CARD, LONG),
                RejectionReason.WRONG_ALGORITHM);
    }

    @Test
    void whereABoundCardShowsAnotherAlgorithm() {
        processor.request(gids);
        bound();
        rejects(processor.agent.insert(CardKind.GIDS, KeyAlgorithm.TDES, CARD, LONG), RejectionReason.WRONG_ALGORITHM);
    }

    @Test
    void whereTheInitialKeyChecksToAnotherValue() {
        processor.request(gids("wrong", new InitialKeyRef(ProcessorFixture.ZERO, new KeyCheckValue("B073DC"), null)));
        rejects(insertion(), RejectionReason.TEMPLATE_UNUSABLE);
    }

    @Test
    void whereTheInitialKeyIsNotHeld() {
        processor.request(gids("vendor", new InitialKeyRef("vendor", new KeyCheckValue("B073DC"), null)));
        rejects(insertion(), RejectionReason.TEMPLATE_UNUSABLE);
    }

    /** AN10922 is built in for AES-128 only. */
    @Test
    void whereTheInitialKeyCannotBeDiversified() {
        processor.request(
                gids("diversified", new InitialKeyRef(ProcessorFixture.ZERO, new KeyCheckValue("8CA64D"), "AN10922")));
        rejects(insertion(), RejectionReason.TEMPLATE_UNUSABLE);
    }

    private static ProfileTemplate gids(String name, InitialKeyRef initial) {
        return new ProfileTemplate(
                name,
                CardKind.GIDS,
                KeyAlgorithm.TDES,
                initial,
                true,
                UserPinOption.RANDOMIZED,
                null,
                null,
                null,
                null);
    }
}
