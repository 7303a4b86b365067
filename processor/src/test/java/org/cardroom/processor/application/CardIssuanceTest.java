package org.cardroom.processor.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.cardroom.db.issuing.PinLetterRepository;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.cardroom.processor.fixture.TestKeystores;
import org.cardroom.processor.keys.PinLetterCipher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cards that go well, from insertion to issued. */
class CardIssuanceTest {
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final String FIRST = "0011223344556677";
    private static final String SECOND = "8899AABBCCDDEEFF";

    private ProcessorFixture processor;

    @BeforeEach
    void open() {
        processor = new ProcessorFixture();
    }

    @AfterEach
    void close() {
        processor.close();
    }

    private AdminKey derived(CardKind kind) {
        return processor.keys.masterKeys().deriveAdminKey(new AdminKeyRef(1, 1), kind, CARD, KeyAlgorithm.TDES);
    }

    private Instruction.SetPin setPin(UserPinOption option, boolean diversify) {
        processor.request(processor.gids("t", diversify, option));
        SealedInstruction told = processor.processAndGetInstruction(processor.agent.insert(CardKind.GIDS, CARD, FIRST));
        SealedInstruction next =
                diversify ? processor.processAndGetInstruction(processor.agent.done(told, SECOND)) : told;
        Instruction.SetPin setPin = (Instruction.SetPin) processor.agent.open(next);
        assertThat(processor.outcomes(processor.agent.done(next, null))).hasSize(1);
        return setPin;
    }

    @Test
    void answersTheInitialKeyAndProposesTheDerivedOne() {
        processor.request(processor.gids("t", true, UserPinOption.SERVER_DISTRIBUTED));
        SealedInstruction told = processor.processAndGetInstruction(processor.agent.insert(CardKind.GIDS, CARD, FIRST));
        Instruction.PutKey putKey = (Instruction.PutKey) processor.agent.open(told);
        assertThat(TestKeystores.revealed(putKey.answer())).isEqualToIgnoringCase("74F4AE777AA431E8");
        assertThat(TestKeystores.revealed(putKey.replacement()))
                .isEqualTo(TestKeystores.revealed(derived(CardKind.GIDS)));
        assertThat(processor.card(CARD).provisioningState()).isEqualTo(ProvisioningState.KEY_PROPOSED);
        assertThat(processor.card(CARD).keys().proposed()).isEqualTo(new AdminKeyRef(1, 1));
    }

    @Test
    void answersTheSecondChallengeUnderTheNewKey() {
        Instruction.SetPin setPin = setPin(UserPinOption.SERVER_DISTRIBUTED, true);
        assertThat(TestKeystores.revealed(setPin.answer()))
                .isEqualTo(TestKeystores.revealed(derived(CardKind.GIDS).respond(new Challenge(SECOND))));
    }

    @Test
    void endsIssuedActiveAndCompleted() {
        UUID request = processor.request(processor.gids("t", true, UserPinOption.RANDOMIZED));
        SealedInstruction put = processor.processAndGetInstruction(processor.agent.insert(CardKind.GIDS, CARD, FIRST));
        SealedInstruction set = processor.processAndGetInstruction(processor.agent.done(put, SECOND));
        List<IssuanceEvent> outcomes = processor.outcomes(processor.agent.done(set, null));
        assertThat(outcomes).singleElement().isInstanceOfSatisfying(IssuanceEvent.CardIssued.class, issued -> {
            assertThat(issued.keyVersion()).isEqualTo(1);
            assertThat(issued.audit().number()).isPositive();
        });
        Card card = processor.card(CARD);
        assertThat(card.provisioningState()).isEqualTo(ProvisioningState.ISSUED);
        assertThat(card.status()).isEqualTo(CardStatus.ACTIVE);
        assertThat(card.keys().confirmed()).isEqualTo(new AdminKeyRef(1, 1));
        assertThat(card.unresolvedAnswers()).isZero();
        assertThat(processor.request(request).status()).isEqualTo(RequestStatus.COMPLETED);
    }

    @Test
    void keepsThePinThatWasSentForItsLetterOnly() {
        Instruction.SetPin setPin = setPin(UserPinOption.SERVER_DISTRIBUTED, true);
        PinLetterRepository.SealedPinLetter letter =
                new PinLetterRepository(processor.store).findByCard(CARD).get(0);
        Pin kept = PinLetterCipher.open(TestKeystores.LETTER_PRINTERS, letter.sealed(), letter.request(), letter.card())
                .orElseThrow();
        assertThat(kept.matches(setPin.proposed())).isTrue();
        assertThat(processor.card(CARD).heldPin()).isNull();
    }

    @Test
    void keepsNoRandomizedPin() {
        assertThat(setPin(UserPinOption.RANDOMIZED, true).proposed()).isNotNull();
        assertThat(new PinLetterRepository(processor.store).findByCard(CARD)).isEmpty();
        assertThat(processor.card(CARD).heldPin()).isNull();
    }

    @Test
    void leavesThePinToTheUser() {
        assertThat(setPin(UserPinOption.USER_PROVIDED, true).proposed()).isNull();
        assertThat(processor.card(CARD).status()).isEqualTo(CardStatus.ASSIGNED);
        assertThat(processor.card(CARD).provisioningState()).isEqualTo(ProvisioningState.ISSUED);
    }

    @Test
    void skipsTheKeyWhereThePolicyKeepsIt() {
        Instruction.SetPin setPin = setPin(UserPinOption.SERVER_DISTRIBUTED, false);
        assertThat(TestKeystores.revealed(setPin.answer())).isEqualToIgnoringCase("74F4AE777AA431E8");
        assertThat(processor.card(CARD).keys().confirmed()).isEqualTo(AdminKeyRef.INITIAL);
    }

    @Test
    void replacesAPivCardsPuk() {
        processor.request(processor.piv("p"));
        SealedInstruction put = processor.processAndGetInstruction(processor.agent.insert(CardKind.PIV, CARD, FIRST));
        SealedInstruction set = processor.processAndGetInstruction(processor.agent.done(put, SECOND));
        Instruction.SetPin setPin = (Instruction.SetPin) processor.agent.open(set);
        assertThat(setPin.pukCandidates()).hasSize(1);
        assertThat(TestKeystores.revealed(setPin.pukCandidates().get(0))).isEqualTo("3132333435363738");
        assertThat(setPin.newPuk().matches(processor.keys.masterKeys().derivePuk(1, CardKind.PIV, CARD)))
                .isTrue();
    }

    @Test
    void answersManyCardsOfOnePollEachItsOwn() {
        for (int i = 0; i < 10; i++) {
            processor.request(processor.gids("t", true, UserPinOption.RANDOMIZED));
        }
        CardId[] ids = new CardId[10];
        CardEvent[] events = new CardEvent[10];
        for (int i = 0; i < 10; i++) {
            ids[i] = new CardId(String.format("%032X", i));
            events[i] = processor.agent.insert(CardKind.GIDS, ids[i], FIRST);
        }
        processor.process(processor.agent, events);
        assertThat(processor.newlyPublished()).hasSize(10);
        assertThat(List.of(ids).stream().map(id -> processor.card(id).request()).distinct())
                .hasSize(10);
    }
}
