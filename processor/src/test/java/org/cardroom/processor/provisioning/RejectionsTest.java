package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.domain.template.InitialKeyRef;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.secret.KeyCheckValue;
import org.cardroom.events.secret.KeyAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cards that are not served: the operator is told why, and nothing changes. */
class RejectionsTest {
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final CardId OTHER = new CardId("F".repeat(32));
    private static final String SHORT = "0011223344556677";
    private static final String LONG = "00112233445566778899AABBCCDDEEFF";

    private final Desk desk = new Desk();
    private final ProfileTemplate gids = desk.gids("t", true, UserPinOption.RANDOMIZED);

    @AfterEach
    void close() {
        desk.close();
    }

    private CardEvent insertion() {
        return desk.agent.insert(CardKind.GIDS, CARD, SHORT);
    }

    private void rejects(CardEvent event, RejectionReason reason) {
        rejects(desk.agent, event, reason);
    }

    private void rejects(FakeAgent agent, CardEvent event, RejectionReason reason) {
        desk.changesNothing(
                () -> assertThat(agent.open(desk.told(agent, event))).isEqualTo(new Instruction.Reject(reason)));
    }

    private void issued() {
        SealedInstruction put = desk.told(insertion());
        SealedInstruction set = desk.told(desk.agent.done(put, SHORT));
        assertThat(desk.outcomes(desk.agent.done(set, null))).hasSize(1);
    }

    private void bound() {
        assertThat(desk.agent.open(desk.told(insertion()))).isInstanceOf(Instruction.PutKey.class);
    }

    @Test
    void whereNothingIsOpen() {
        rejects(insertion(), RejectionReason.NO_OPEN_REQUEST);
    }

    @Test
    void whereOnlyOtherKindsAreOpen() {
        desk.request(desk.piv("p"));
        rejects(insertion(), RejectionReason.NO_OPEN_REQUEST);
    }

    @Test
    void whereOnlyOtherCardsAreNamed() {
        desk.request(gids, OTHER, null, 0);
        rejects(insertion(), RejectionReason.NOT_IN_STOCK);
    }

    @Test
    void whereItIsNamedForAnotherStation() {
        desk.request(gids, CARD, "south", 0);
        rejects(insertion(), RejectionReason.FOR_SOMEBODY_ELSE);
    }

    @Test
    void whereItIsNamedForAnotherKind() {
        desk.request(desk.piv("p"), CARD, null, 0);
        desk.request(gids);
        rejects(insertion(), RejectionReason.FOR_SOMEBODY_ELSE);
    }

    @Test
    void whereItsRequestIsForAnotherStation() {
        desk.request(gids, CARD, "north", 0);
        bound();
        FakeAgent south = desk.enrolled("agent-2", "south");
        rejects(south, south.insert(CardKind.GIDS, CARD, SHORT), RejectionReason.FOR_SOMEBODY_ELSE);
    }

    @Test
    void whereItShowsAnotherKindThanBefore() {
        desk.request(gids);
        bound();
        rejects(desk.agent.insert(CardKind.PIV, CARD, SHORT), RejectionReason.FOR_SOMEBODY_ELSE);
    }

    @Test
    void whereItIsActive() {
        desk.request(gids);
        desk.request(gids);
        issued();
        rejects(insertion(), RejectionReason.ALREADY_ACTIVE);
    }

    @Test
    void whereItWaitsForItsUsersPin() {
        desk.request(desk.gids("u", true, UserPinOption.USER_PROVIDED));
        issued();
        rejects(insertion(), RejectionReason.ALREADY_ACTIVE);
    }

    @Test
    void whereItWasSetAside() {
        desk.request(gids);
        desk.request(gids);
        SealedInstruction told = desk.told(insertion());
        assertThat(desk.outcomes(desk.agent.report(told, InstructionProgress.ANSWER, new CardResponse.Blocked(), null)))
                .hasSize(1);
        rejects(insertion(), RejectionReason.SET_ASIDE);
    }

    @Test
    void whereItsChallengeIsNotOfTheAlgorithm() {
        desk.request(desk.piv("p"));
        rejects(desk.agent.insert(CardKind.PIV, CARD, LONG), RejectionReason.WRONG_ALGORITHM);
        rejects(desk.agent.insert(CardKind.PIV, KeyAlgorithm.TDES, CARD, LONG), RejectionReason.WRONG_ALGORITHM);
    }

    @Test
    void whereANamedCardHasAnotherAlgorithm() {
        desk.request(desk.piv("p"), CARD, null, 0);
        rejects(desk.agent.insert(CardKind.PIV, KeyAlgorithm.AES_192, CARD, LONG), RejectionReason.WRONG_ALGORITHM);
    }

    @Test
    void whereABoundCardShowsAnotherAlgorithm() {
        desk.request(gids);
        bound();
        rejects(desk.agent.insert(CardKind.GIDS, KeyAlgorithm.TDES, CARD, LONG), RejectionReason.WRONG_ALGORITHM);
    }

    @Test
    void whereTheInitialKeyChecksToAnotherValue() {
        desk.request(gids("wrong", new InitialKeyRef(Desk.ZERO, new KeyCheckValue("B073DC"), null)));
        rejects(insertion(), RejectionReason.TEMPLATE_UNUSABLE);
    }

    @Test
    void whereTheInitialKeyIsNotHeld() {
        desk.request(gids("vendor", new InitialKeyRef("vendor", new KeyCheckValue("B073DC"), null)));
        rejects(insertion(), RejectionReason.TEMPLATE_UNUSABLE);
    }

    /** AN10922 is built in for AES-128 only. */
    @Test
    void whereTheInitialKeyCannotBeDiversified() {
        desk.request(gids("diversified", new InitialKeyRef(Desk.ZERO, new KeyCheckValue("8CA64D"), "AN10922")));
        rejects(insertion(), RejectionReason.TEMPLATE_UNUSABLE);
    }

    private static ProfileTemplate gids(String name, InitialKeyRef initial) {
        return new ProfileTemplate(
                name, CardKind.GIDS, KeyAlgorithm.TDES, initial, true, UserPinOption.RANDOMIZED, null, null);
    }
}
