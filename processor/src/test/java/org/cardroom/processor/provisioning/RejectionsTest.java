package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.db.issuing.InitialKey;
import org.cardroom.db.issuing.Template;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.message.Said;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.message.Stage;
import org.cardroom.events.secret.Kcv;
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
    private final Template gids = desk.gids("t", true, UserPinOption.RANDOMIZED);

    @AfterEach
    void close() {
        desk.close();
    }

    private CardEvent insertion() {
        return desk.agent.insert(CardKind.GIDS, CARD, SHORT);
    }

    private void rejects(CardEvent event, Rejection reason) {
        rejects(desk.agent, event, reason);
    }

    private void rejects(FakeAgent agent, CardEvent event, Rejection reason) {
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
        rejects(insertion(), Rejection.NO_OPEN_REQUEST);
    }

    @Test
    void whereOnlyOtherKindsAreOpen() {
        desk.request(desk.piv("p"));
        rejects(insertion(), Rejection.NO_OPEN_REQUEST);
    }

    @Test
    void whereOnlyOtherCardsAreNamed() {
        desk.request(gids, OTHER, null, 0);
        rejects(insertion(), Rejection.NOT_IN_STOCK);
    }

    @Test
    void whereItIsNamedForAnotherStation() {
        desk.request(gids, CARD, "south", 0);
        rejects(insertion(), Rejection.FOR_SOMEBODY_ELSE);
    }

    @Test
    void whereItIsNamedForAnotherKind() {
        desk.request(desk.piv("p"), CARD, null, 0);
        desk.request(gids);
        rejects(insertion(), Rejection.FOR_SOMEBODY_ELSE);
    }

    @Test
    void whereItsRequestIsForAnotherStation() {
        desk.request(gids, CARD, "north", 0);
        bound();
        FakeAgent south = desk.enrolled("agent-2", "south");
        rejects(south, south.insert(CardKind.GIDS, CARD, SHORT), Rejection.FOR_SOMEBODY_ELSE);
    }

    @Test
    void whereItShowsAnotherKindThanBefore() {
        desk.request(gids);
        bound();
        rejects(desk.agent.insert(CardKind.PIV, CARD, SHORT), Rejection.FOR_SOMEBODY_ELSE);
    }

    @Test
    void whereItIsActive() {
        desk.request(gids);
        desk.request(gids);
        issued();
        rejects(insertion(), Rejection.ALREADY_ACTIVE);
    }

    @Test
    void whereItWaitsForItsUsersPin() {
        desk.request(desk.gids("u", true, UserPinOption.USER_PROVIDED));
        issued();
        rejects(insertion(), Rejection.ALREADY_ACTIVE);
    }

    @Test
    void whereItWasSetAside() {
        desk.request(gids);
        desk.request(gids);
        SealedInstruction told = desk.told(insertion());
        assertThat(desk.outcomes(desk.agent.report(told, Stage.ANSWER, new Said.Blocked(), null)))
                .hasSize(1);
        rejects(insertion(), Rejection.SET_ASIDE);
    }

    @Test
    void whereItsChallengeIsNotOfTheAlgorithm() {
        desk.request(desk.piv("p"));
        rejects(desk.agent.insert(CardKind.PIV, CARD, LONG), Rejection.WRONG_ALGORITHM);
        rejects(desk.agent.insert(CardKind.PIV, KeyAlgorithm.TDES, CARD, LONG), Rejection.WRONG_ALGORITHM);
    }

    @Test
    void whereANamedCardHasAnotherAlgorithm() {
        desk.request(desk.piv("p"), CARD, null, 0);
        rejects(desk.agent.insert(CardKind.PIV, KeyAlgorithm.AES_192, CARD, LONG), Rejection.WRONG_ALGORITHM);
    }

    @Test
    void whereABoundCardShowsAnotherAlgorithm() {
        desk.request(gids);
        bound();
        rejects(desk.agent.insert(CardKind.GIDS, KeyAlgorithm.TDES, CARD, LONG), Rejection.WRONG_ALGORITHM);
    }

    @Test
    void whereTheInitialKeyChecksToAnotherValue() {
        desk.request(gids("wrong", new InitialKey(Desk.ZERO, new Kcv("B073DC"), null)));
        rejects(insertion(), Rejection.TEMPLATE_UNUSABLE);
    }

    @Test
    void whereTheInitialKeyIsNotHeld() {
        desk.request(gids("vendor", new InitialKey("vendor", new Kcv("B073DC"), null)));
        rejects(insertion(), Rejection.TEMPLATE_UNUSABLE);
    }

    /** AN10922 is built in for AES-128 only. */
    @Test
    void whereTheInitialKeyCannotBeDiversified() {
        desk.request(gids("diversified", new InitialKey(Desk.ZERO, new Kcv("8CA64D"), "AN10922")));
        rejects(insertion(), Rejection.TEMPLATE_UNUSABLE);
    }

    private static Template gids(String name, InitialKey initial) {
        return new Template(
                name, CardKind.GIDS, KeyAlgorithm.TDES, initial, true, UserPinOption.RANDOMIZED, null, null);
    }
}
