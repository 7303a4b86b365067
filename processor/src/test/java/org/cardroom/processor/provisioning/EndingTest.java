package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardroom.processor.provisioning.GatewayClient.refused;

import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.secret.AdminKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a card when its client over the HTTP API is done with it, or gives it up. */
class EndingTest {
    private static final String REASON = "it is to be reset";

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
    void completesNothingThatWasNotGiven() {
        GatewayClient client = client();
        desk.changesNothing(() -> assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(refused(RejectionReason.NOT_PUT_YET)));
        client.put();
        client.answer(GatewayClient.SECOND, true);
        desk.changesNothing(() -> assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(refused(RejectionReason.NOT_PUT_YET)));
        client.pin();
        assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(new Instruction.RequestEndAcknowledged());
    }

    @Test
    void saysAgainHowARequestHasEnded() {
        GatewayClient client = client();
        client.written();
        client.end(CompletionKind.COMPLETED);
        desk.changesNothing(() -> assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(new Instruction.RequestEndAcknowledged()));
        desk.changesNothing(() -> assertThat(client.end(CompletionKind.ABANDONED)).isEqualTo(refused(RejectionReason.NOT_EXECUTING)));
    }

    @Test
    void setsAnAbandonedCardAside() {
        GatewayClient client = client();
        client.written();
        assertThat(client.end(CompletionKind.ABANDONED)).isEqualTo(new Instruction.RequestEndAcknowledged());
        assertThat(card().provisioningState()).isEqualTo(ProvisioningState.SET_ASIDE);
        assertThat(card().heldPin()).isNull();
        assertThat(desk.request(client.request()).reason()).isEqualTo(RejectionReason.ABANDONED.description());
        desk.changesNothing(() -> assertThat(client.key()).isEqualTo(refused(RejectionReason.SET_ASIDE)));
    }

    @Test
    void opensACardThatWasSetAsideForAReason() {
        GatewayClient client = client();
        AdminKey key = client.put();
        client.end(CompletionKind.ABANDONED);
        assertThat(GatewayClient.secret(client.told(client.keyAsked(REASON)))).isEqualTo(TestKeys.revealed(key));
        assertThat(GatewayClient.secret(client.answer(GatewayClient.SECOND, true, REASON)))
                .isEqualTo(GatewayClient.answerUnder(key, GatewayClient.SECOND));
        assertThat(card()).extracting(Card::provisioningState, Card::unresolvedAnswers).containsExactly(ProvisioningState.SET_ASIDE, 2);
        assertThat(client.told(client.pinAsked(REASON))).isEqualTo(refused(RejectionReason.SET_ASIDE));
        assertThat(desk.audited()).last().asString().endsWith("asked by olga because: it is to be reset)");
    }

    @Test
    void givesNoThirdWrongAnswerForAnyReason() {
        GatewayClient client = client();
        client.put();
        client.end(CompletionKind.ABANDONED);
        client.answer(GatewayClient.SECOND, true, REASON);
        client.answer("11".repeat(8), true, REASON);
        desk.changesNothing(() ->
                assertThat(client.answer("22".repeat(8), true, REASON)).isEqualTo(refused(RejectionReason.TRIES_SPENT)));
    }

    @Test
    void needsNoSecondAnswerWhereTheCardKeepsItsPin() {
        GatewayClient client = GatewayClient.of(desk, true, UserPinOption.NONE);
        client.put();
        assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(new Instruction.RequestEndAcknowledged());
        assertThat(card().keys().confirmed()).isEqualTo(new AdminKeyRef(1, 1));
    }

    @Test
    void keepsNoLetterOfARandomPin() {
        GatewayClient client = GatewayClient.of(desk, true, UserPinOption.RANDOMIZED);
        client.written();
        client.end(CompletionKind.COMPLETED);
        assertThat(card().heldPin()).isNull();
        assertThat(desk.column("SELECT sealed FROM letter")).isEmpty();
        desk.changesNothing(() -> assertThat(client.pin()).isEqualTo(refused(RejectionReason.NOT_EXECUTING)));
    }
}
