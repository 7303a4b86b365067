package org.cardroom.processor.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardroom.processor.fixture.FakeGatewayClient.rejection;

import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Instruction.DeliverAuthenticationResponse;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.processor.fixture.FakeGatewayClient;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client of the HTTP API is given for its card, and what is written down of it. */
class GatewayDeliveryTest {

    private final ProcessorFixture processor = new ProcessorFixture();

    @AfterEach
    void close() {
        processor.close();
    }

    private FakeGatewayClient client() {
        return FakeGatewayClient.of(processor, true, UserPinOption.SERVER_DISTRIBUTED);
    }

    private Card card() {
        return processor.card(FakeGatewayClient.CARD);
    }

    @Test
    void issuesACard() {
        FakeGatewayClient client = client();
        AdminKey key = client.deliverKey();
        client.pin();
        assertThat(FakeGatewayClient.secret(client.answer(FakeGatewayClient.SECOND, true)))
                .isEqualTo(FakeGatewayClient.answerUnder(key, FakeGatewayClient.SECOND));
        assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(new Instruction.RequestEndAcknowledged());
        assertThat(card())
                .extracting(Card::status, Card::provisioningState, Card::heldPin)
                .containsExactly(CardStatus.ACTIVE, ProvisioningState.ISSUED, null);
        assertThat(card().keys().confirmed()).isEqualTo(new AdminKeyRef(1, 1));
        assertThat(processor.request(client.request()).status()).isEqualTo(RequestStatus.COMPLETED);
        assertThat(processor.column("SELECT sealed FROM pin_letter")).hasSize(1);
    }

    @Test
    void answersTheWorkedExample() {
        Instruction told = client().answer("D61143F9CCFFD2CA", false);
        assertThat(((DeliverAuthenticationResponse) told).answer().base64()).isEqualTo("F0Zudm4wPLY=");
    }

    @Test
    void givesTheSameKeyAgain() {
        FakeGatewayClient client = client();
        String key = FakeGatewayClient.secret(client.key());
        assertThat(card().keys().proposed()).isEqualTo(new AdminKeyRef(1, 1));
        processor.assertChangesNothing(
                () -> assertThat(FakeGatewayClient.secret(client.key())).isEqualTo(key));
        assertThat(processor.auditTexts())
                .containsExactly(
                        "the card's own key is given (" + client.gateway.name + ", asked by olga)",
                        "the card's own key is given again (" + client.gateway.name + ", asked by olga)");
    }

    @Test
    void publishesAKeyBeforeItIsGiven() {
        client().key();
        assertThat(processor.checkpoints()).singleElement().satisfies(told -> {
            assertThat(told.proposed()).isEqualTo(new IssuanceEvent.KeyName(1, 1));
            assertThat(told.keyMayBeWritten()).isFalse();
        });
    }

    @Test
    void answersTheSameChallengeAgainUncounted() {
        FakeGatewayClient client = client();
        String answer = FakeGatewayClient.secret(client.answer(FakeGatewayClient.FIRST, false));
        processor.assertChangesNothing(
                () -> assertThat(FakeGatewayClient.secret(client.answer(FakeGatewayClient.FIRST, false)))
                        .isEqualTo(answer));
        assertThat(card().unresolvedAnswers()).isOne();
    }

    @Test
    void answersNoFourthChallenge() {
        FakeGatewayClient client = client();
        for (int i = 0; i < 3; i++) {
            assertThat(client.answer(FakeGatewayClient.FIRST.replace('0', (char) ('1' + i)), false))
                    .isInstanceOf(DeliverAuthenticationResponse.class);
        }
        processor.assertChangesNothing(() -> assertThat(client.answer(FakeGatewayClient.SECOND, false))
                .isEqualTo(rejection(RejectionReason.TRIES_SPENT)));
        assertThat(client.end(CompletionKind.ABANDONED)).isEqualTo(new Instruction.RequestEndAcknowledged());
    }

    @Test
    void countsAnewOnceTheKeyWasPut() {
        FakeGatewayClient client = client();
        client.answer(FakeGatewayClient.SECOND, false);
        client.deliverKey();
        assertThat(card().unresolvedAnswers()).isEqualTo(2);
        client.answer(FakeGatewayClient.SECOND, true);
        assertThat(card().unresolvedAnswers()).isOne();
    }

    @Test
    void countsTheSameChallengeUnderTheOtherKey() {
        FakeGatewayClient client = client();
        AdminKey key = client.deliverKey();
        assertThat(FakeGatewayClient.secret(client.answer(FakeGatewayClient.FIRST, true)))
                .isEqualTo(FakeGatewayClient.answerUnder(key, FakeGatewayClient.FIRST));
        assertThat(card().httpSession().diversified()).isTrue();
    }

    @Test
    void answersUnderItsOwnKeyOnlyOnceItMayHaveIt() {
        FakeGatewayClient client = client();
        processor.assertChangesNothing(() -> assertThat(client.answer(FakeGatewayClient.FIRST, true))
                .isEqualTo(rejection(RejectionReason.NOT_PUT_YET)));
        client.key();
        processor.assertChangesNothing(() -> assertThat(client.answer(FakeGatewayClient.FIRST, true))
                .isEqualTo(rejection(RejectionReason.NOT_PUT_YET)));
        client.answer(FakeGatewayClient.FIRST, false);
        assertThat(client.answer(FakeGatewayClient.SECOND, true)).isInstanceOf(DeliverAuthenticationResponse.class);
        processor.assertChangesNothing(() -> assertThat(client.answer(FakeGatewayClient.FIRST, false))
                .isEqualTo(rejection(RejectionReason.ALREADY_ACTIVE)));
        processor.assertChangesNothing(
                () -> assertThat(client.key()).isEqualTo(rejection(RejectionReason.ALREADY_ACTIVE)));
    }

    @Test
    void takesAKeyForPutThatIsAskedForAfterTheAnswer() {
        FakeGatewayClient client = client();
        client.answer(FakeGatewayClient.FIRST, false);
        client.key();
        assertThat(client.answer(FakeGatewayClient.SECOND, true)).isInstanceOf(DeliverAuthenticationResponse.class);
    }

    @Test
    void givesTheSamePinAgain() {
        FakeGatewayClient client = FakeGatewayClient.of(processor, true, UserPinOption.RANDOMIZED);
        String pin = FakeGatewayClient.secret(client.pin());
        processor.assertChangesNothing(
                () -> assertThat(FakeGatewayClient.secret(client.pin())).isEqualTo(pin));
    }

    @Test
    void writesDownTheChallengeThatIsShownForAPin() {
        FakeGatewayClient client = client();
        client.ask(client.pinAsked(null, new Challenge(FakeGatewayClient.FIRST)));
        assertThat(processor.auditTexts())
                .singleElement()
                .asString()
                .startsWith("the PIN, with the card's challenge " + FakeGatewayClient.FIRST);
    }

    @Test
    void leavesThePinToTheUser() {
        FakeGatewayClient client = FakeGatewayClient.of(processor, true, UserPinOption.USER_PROVIDED);
        processor.assertChangesNothing(() -> assertThat(client.pin()).isEqualTo(rejection(RejectionReason.USERS_PIN)));
        client.deliverKey();
        client.answer(FakeGatewayClient.SECOND, true);
        assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(new Instruction.RequestEndAcknowledged());
        assertThat(card().status()).isEqualTo(CardStatus.ASSIGNED);
    }

    @Test
    void leavesTheKeyOfACardWhosePolicyHasNone() {
        FakeGatewayClient client = FakeGatewayClient.of(processor, false, UserPinOption.RANDOMIZED);
        processor.assertChangesNothing(() -> assertThat(client.key()).isEqualTo(rejection(RejectionReason.KEY_FIXED)));
        client.answer(FakeGatewayClient.FIRST, false);
        client.pin();
        assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(new Instruction.RequestEndAcknowledged());
        assertThat(card().keys().confirmed()).isEqualTo(AdminKeyRef.INITIAL);
    }

    @Test
    void answersNoChallengeOfAnotherLength() {
        FakeGatewayClient client = client();
        processor.assertChangesNothing(() -> assertThat(client.answer("00".repeat(16), false))
                .isEqualTo(rejection(RejectionReason.WRONG_ALGORITHM)));
    }
}
