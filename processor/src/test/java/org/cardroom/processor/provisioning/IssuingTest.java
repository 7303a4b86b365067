package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.db.issuing.PinLetterRepository;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.cardroom.processor.keys.LetterKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cards that go well, from insertion to issued. */
class IssuingTest {
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final String FIRST = "0011223344556677";
    private static final String SECOND = "8899AABBCCDDEEFF";

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private AdminKey derived(CardKind kind) {
        return desk.keys.masters().derive(new AdminKeyRef(1, 1), kind, CARD, KeyAlgorithm.TDES);
    }

    private Instruction.SetPin setPin(UserPinOption option, boolean diversify) {
        desk.request(desk.gids("t", diversify, option));
        SealedInstruction told = desk.told(desk.agent.insert(CardKind.GIDS, CARD, FIRST));
        SealedInstruction next = diversify ? desk.told(desk.agent.done(told, SECOND)) : told;
        Instruction.SetPin setPin = (Instruction.SetPin) desk.agent.open(next);
        assertThat(desk.outcomes(desk.agent.done(next, null))).hasSize(1);
        return setPin;
    }

    @Test
    void answersTheInitialKeyAndProposesTheDerivedOne() {
        desk.request(desk.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
        SealedInstruction told = desk.told(desk.agent.insert(CardKind.GIDS, CARD, FIRST));
        Instruction.PutKey putKey = (Instruction.PutKey) desk.agent.open(told);
        assertThat(TestKeys.revealed(putKey.answer())).isEqualToIgnoringCase("74F4AE777AA431E8");
        assertThat(TestKeys.revealed(putKey.replacement())).isEqualTo(TestKeys.revealed(derived(CardKind.GIDS)));
        assertThat(desk.card(CARD).provisioningState()).isEqualTo(ProvisioningState.KEY_PROPOSED);
        assertThat(desk.card(CARD).keys().proposed()).isEqualTo(new AdminKeyRef(1, 1));
    }

    @Test
    void answersTheSecondChallengeUnderTheNewKey() {
        Instruction.SetPin setPin = setPin(UserPinOption.SERVER_DISTRIBUTED, true);
        assertThat(TestKeys.revealed(setPin.answer()))
                .isEqualTo(TestKeys.revealed(derived(CardKind.GIDS).respond(new Challenge(SECOND))));
    }

    @Test
    void endsIssuedActiveAndCompleted() {
        UUID request = desk.request(desk.gids("t", true, UserPinOption.RANDOMIZED));
        SealedInstruction put = desk.told(desk.agent.insert(CardKind.GIDS, CARD, FIRST));
        SealedInstruction set = desk.told(desk.agent.done(put, SECOND));
        List<IssuanceEvent> outcomes = desk.outcomes(desk.agent.done(set, null));
        assertThat(outcomes).singleElement().isInstanceOfSatisfying(IssuanceEvent.CardIssued.class, issued -> {
            assertThat(issued.keyVersion()).isEqualTo(1);
            assertThat(issued.audit().number()).isPositive();
        });
        Card card = desk.card(CARD);
        assertThat(card.provisioningState()).isEqualTo(ProvisioningState.ISSUED);
        assertThat(card.status()).isEqualTo(CardStatus.ACTIVE);
        assertThat(card.keys().confirmed()).isEqualTo(new AdminKeyRef(1, 1));
        assertThat(card.unresolvedAnswers()).isZero();
        assertThat(desk.request(request).status()).isEqualTo(RequestStatus.COMPLETED);
    }

    @Test
    void keepsThePinThatWasSentForItsLetterOnly() {
        Instruction.SetPin setPin = setPin(UserPinOption.SERVER_DISTRIBUTED, true);
        PinLetterRepository.SealedPinLetter letter = new PinLetterRepository(desk.store).findByCard(CARD).get(0);
        Pin kept = LetterKey.open(TestKeys.LETTER_PRINTERS, letter.sealed(), letter.request(), letter.card())
                .orElseThrow();
        assertThat(kept.matches(setPin.proposed())).isTrue();
        assertThat(desk.card(CARD).heldPin()).isNull();
    }

    @Test
    void keepsNoRandomizedPin() {
        assertThat(setPin(UserPinOption.RANDOMIZED, true).proposed()).isNotNull();
        assertThat(new PinLetterRepository(desk.store).findByCard(CARD)).isEmpty();
        assertThat(desk.card(CARD).heldPin()).isNull();
    }

    @Test
    void leavesThePinToTheUser() {
        assertThat(setPin(UserPinOption.USER_PROVIDED, true).proposed()).isNull();
        assertThat(desk.card(CARD).status()).isEqualTo(CardStatus.ASSIGNED);
        assertThat(desk.card(CARD).provisioningState()).isEqualTo(ProvisioningState.ISSUED);
    }

    @Test
    void skipsTheKeyWhereThePolicyKeepsIt() {
        Instruction.SetPin setPin = setPin(UserPinOption.SERVER_DISTRIBUTED, false);
        assertThat(TestKeys.revealed(setPin.answer())).isEqualToIgnoringCase("74F4AE777AA431E8");
        assertThat(desk.card(CARD).keys().confirmed()).isEqualTo(AdminKeyRef.INITIAL);
    }

    @Test
    void replacesAPivCardsPuk() {
        desk.request(desk.piv("p"));
        SealedInstruction put = desk.told(desk.agent.insert(CardKind.PIV, CARD, FIRST));
        SealedInstruction set = desk.told(desk.agent.done(put, SECOND));
        Instruction.SetPin setPin = (Instruction.SetPin) desk.agent.open(set);
        assertThat(setPin.pukCandidates()).hasSize(1);
        assertThat(TestKeys.revealed(setPin.pukCandidates().get(0))).isEqualTo("3132333435363738");
        assertThat(setPin.newPuk().matches(desk.keys.masters().puk(1, CardKind.PIV, CARD)))
                .isTrue();
    }

    @Test
    void answersManyCardsOfOnePollEachItsOwn() {
        for (int i = 0; i < 10; i++) {
            desk.request(desk.gids("t", true, UserPinOption.RANDOMIZED));
        }
        CardId[] ids = new CardId[10];
        CardEvent[] events = new CardEvent[10];
        for (int i = 0; i < 10; i++) {
            ids[i] = new CardId(String.format("%032X", i));
            events[i] = desk.agent.insert(CardKind.GIDS, ids[i], FIRST);
        }
        desk.feed(desk.agent, events);
        assertThat(desk.published()).hasSize(10);
        assertThat(List.of(ids).stream().map(id -> desk.card(id).request()).distinct())
                .hasSize(10);
    }
}
