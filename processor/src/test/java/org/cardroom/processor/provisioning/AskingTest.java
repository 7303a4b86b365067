package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardroom.processor.provisioning.GatewayClient.refused;

import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Instruction.DeliverAuthenticationResponse;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.secret.AdminKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client of the HTTP API is given for its card, and what is written down of it. */
class AskingTest {

    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    private GatewayClient client() {
        return GatewayClient.of(desk, true, UserPinOption.SERVER_DISTRIBUTED);
    }

    private Card card() {
        return desk.card(GatewayClient.CARD);
    }

    @Test
    void issuesACard() {
        GatewayClient client = client();
        AdminKey key = client.put();
        client.pin();
        assertThat(GatewayClient.secret(client.answer(GatewayClient.SECOND, true)))
                .isEqualTo(GatewayClient.answerUnder(key, GatewayClient.SECOND));
        assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(new Instruction.RequestEndAcknowledged());
        assertThat(card())
                .extracting(Card::status, Card::provisioningState, Card::heldPin)
                .containsExactly(CardStatus.ACTIVE, ProvisioningState.ISSUED, null);
        assertThat(card().keys().confirmed()).isEqualTo(new AdminKeyRef(1, 1));
        assertThat(desk.request(client.request()).status()).isEqualTo(RequestStatus.COMPLETED);
        assertThat(desk.column("SELECT sealed FROM letter")).hasSize(1);
    }

    @Test
    void answersTheWorkedExample() {
        Instruction told = client().answer("D61143F9CCFFD2CA", false);
        assertThat(((DeliverAuthenticationResponse) told).answer().base64()).isEqualTo("F0Zudm4wPLY=");
    }

    @Test
    void givesTheSameKeyAgain() {
        GatewayClient client = client();
        String key = GatewayClient.secret(client.key());
        assertThat(card().keys().proposed()).isEqualTo(new AdminKeyRef(1, 1));
        desk.changesNothing(() -> assertThat(GatewayClient.secret(client.key())).isEqualTo(key));
        assertThat(desk.audited())
                .containsExactly(
                        "the card's own key is given (" + client.gateway.name + ", asked by olga)",
                        "the card's own key is given again (" + client.gateway.name + ", asked by olga)");
    }

    @Test
    void publishesAKeyBeforeItIsGiven() {
        client().key();
        assertThat(desk.underWay()).singleElement().satisfies(told -> {
            assertThat(told.proposed()).isEqualTo(new IssuanceEvent.KeyName(1, 1));
            assertThat(told.keyMayBeWritten()).isFalse();
        });
    }

    @Test
    void answersTheSameChallengeAgainUncounted() {
        GatewayClient client = client();
        String answer = GatewayClient.secret(client.answer(GatewayClient.FIRST, false));
        desk.changesNothing(() -> assertThat(GatewayClient.secret(client.answer(GatewayClient.FIRST, false)))
                .isEqualTo(answer));
        assertThat(card().unresolvedAnswers()).isOne();
    }

    @Test
    void answersNoFourthChallenge() {
        GatewayClient client = client();
        for (int i = 0; i < 3; i++) {
            assertThat(client.answer(GatewayClient.FIRST.replace('0', (char) ('1' + i)), false))
                    .isInstanceOf(DeliverAuthenticationResponse.class);
        }
        desk.changesNothing(
                () -> assertThat(client.answer(GatewayClient.SECOND, false)).isEqualTo(refused(RejectionReason.TRIES_SPENT)));
        assertThat(client.end(CompletionKind.ABANDONED)).isEqualTo(new Instruction.RequestEndAcknowledged());
    }

    @Test
    void countsAnewOnceTheKeyWasPut() {
        GatewayClient client = client();
        client.answer(GatewayClient.SECOND, false);
        client.put();
        assertThat(card().unresolvedAnswers()).isEqualTo(2);
        client.answer(GatewayClient.SECOND, true);
        assertThat(card().unresolvedAnswers()).isOne();
    }

    @Test
    void countsTheSameChallengeUnderTheOtherKey() {
        GatewayClient client = client();
        AdminKey key = client.put();
        assertThat(GatewayClient.secret(client.answer(GatewayClient.FIRST, true)))
                .isEqualTo(GatewayClient.answerUnder(key, GatewayClient.FIRST));
        assertThat(card().httpSession().diversified()).isTrue();
    }

    @Test
    void answersUnderItsOwnKeyOnlyOnceItMayHaveIt() {
        GatewayClient client = client();
        desk.changesNothing(
                () -> assertThat(client.answer(GatewayClient.FIRST, true)).isEqualTo(refused(RejectionReason.NOT_PUT_YET)));
        client.key();
        desk.changesNothing(
                () -> assertThat(client.answer(GatewayClient.FIRST, true)).isEqualTo(refused(RejectionReason.NOT_PUT_YET)));
        client.answer(GatewayClient.FIRST, false);
        assertThat(client.answer(GatewayClient.SECOND, true)).isInstanceOf(DeliverAuthenticationResponse.class);
        desk.changesNothing(() ->
                assertThat(client.answer(GatewayClient.FIRST, false)).isEqualTo(refused(RejectionReason.ALREADY_ACTIVE)));
        desk.changesNothing(() -> assertThat(client.key()).isEqualTo(refused(RejectionReason.ALREADY_ACTIVE)));
    }

    @Test
    void takesAKeyForPutThatIsAskedForAfterTheAnswer() {
        GatewayClient client = client();
        client.answer(GatewayClient.FIRST, false);
        client.key();
        assertThat(client.answer(GatewayClient.SECOND, true)).isInstanceOf(DeliverAuthenticationResponse.class);
    }

    @Test
    void givesTheSamePinAgain() {
        GatewayClient client = GatewayClient.of(desk, true, UserPinOption.RANDOMIZED);
        String pin = GatewayClient.secret(client.pin());
        desk.changesNothing(() -> assertThat(GatewayClient.secret(client.pin())).isEqualTo(pin));
    }

    @Test
    void writesDownTheChallengeThatIsShownForAPin() {
        GatewayClient client = client();
        client.told(client.pinAsked(null, new Challenge(GatewayClient.FIRST)));
        assertThat(desk.audited())
                .singleElement()
                .asString()
                .startsWith("the PIN, with the card's challenge " + GatewayClient.FIRST);
    }

    @Test
    void leavesThePinToTheUser() {
        GatewayClient client = GatewayClient.of(desk, true, UserPinOption.USER_PROVIDED);
        desk.changesNothing(() -> assertThat(client.pin()).isEqualTo(refused(RejectionReason.USERS_PIN)));
        client.put();
        client.answer(GatewayClient.SECOND, true);
        assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(new Instruction.RequestEndAcknowledged());
        assertThat(card().status()).isEqualTo(CardStatus.ASSIGNED);
    }

    @Test
    void leavesTheKeyOfACardWhosePolicyHasNone() {
        GatewayClient client = GatewayClient.of(desk, false, UserPinOption.RANDOMIZED);
        desk.changesNothing(() -> assertThat(client.key()).isEqualTo(refused(RejectionReason.KEY_FIXED)));
        client.answer(GatewayClient.FIRST, false);
        client.pin();
        assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(new Instruction.RequestEndAcknowledged());
        assertThat(card().keys().confirmed()).isEqualTo(AdminKeyRef.INITIAL);
    }

    @Test
    void answersNoChallengeOfAnotherLength() {
        GatewayClient client = client();
        desk.changesNothing(
                () -> assertThat(client.answer("00".repeat(16), false)).isEqualTo(refused(RejectionReason.WRONG_ALGORITHM)));
    }
}
