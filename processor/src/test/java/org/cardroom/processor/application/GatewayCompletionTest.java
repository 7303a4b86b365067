package org.cardroom.processor.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardroom.processor.fixture.FakeGatewayClient.rejection;

import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.processor.fixture.FakeGatewayClient;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.cardroom.processor.fixture.TestKeystores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a card when its client over the HTTP API is done with it, or gives it up. */
class GatewayCompletionTest {
    private static final String REASON = "it is to be reset";

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
    void completesNothingThatWasNotGiven() {
        FakeGatewayClient client = client();
        processor.assertChangesNothing(() ->
                assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(rejection(RejectionReason.NOT_PUT_YET)));
        client.deliverKey();
        client.answer(FakeGatewayClient.SECOND, true);
        processor.assertChangesNothing(() ->
                assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(rejection(RejectionReason.NOT_PUT_YET)));
        client.pin();
        assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(new Instruction.RequestEndAcknowledged());
    }

    @Test
    void saysAgainHowARequestHasEnded() {
        FakeGatewayClient client = client();
        client.deliverEverything();
        client.end(CompletionKind.COMPLETED);
        processor.assertChangesNothing(() ->
                assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(new Instruction.RequestEndAcknowledged()));
        processor.assertChangesNothing(() ->
                assertThat(client.end(CompletionKind.ABANDONED)).isEqualTo(rejection(RejectionReason.NOT_EXECUTING)));
    }

    @Test
    void setsAnAbandonedCardAside() {
        FakeGatewayClient client = client();
        client.deliverEverything();
        assertThat(client.end(CompletionKind.ABANDONED)).isEqualTo(new Instruction.RequestEndAcknowledged());
        assertThat(card().provisioningState()).isEqualTo(ProvisioningState.SET_ASIDE);
        assertThat(card().heldPin()).isNull();
        assertThat(processor.request(client.request()).reason()).isEqualTo(RejectionReason.ABANDONED.description());
        processor.assertChangesNothing(() -> assertThat(client.key()).isEqualTo(rejection(RejectionReason.SET_ASIDE)));
    }

    @Test
    void opensACardThatWasSetAsideForAReason() {
        FakeGatewayClient client = client();
        AdminKey key = client.deliverKey();
        client.end(CompletionKind.ABANDONED);
        assertThat(FakeGatewayClient.secret(client.ask(client.keyAsked(REASON))))
                .isEqualTo(TestKeystores.revealed(key));
        assertThat(FakeGatewayClient.secret(client.answer(FakeGatewayClient.SECOND, true, REASON)))
                .isEqualTo(FakeGatewayClient.answerUnder(key, FakeGatewayClient.SECOND));
        assertThat(card())
                .extracting(Card::provisioningState, Card::unresolvedAnswers)
                .containsExactly(ProvisioningState.SET_ASIDE, 2);
        assertThat(client.ask(client.pinAsked(REASON))).isEqualTo(rejection(RejectionReason.SET_ASIDE));
        assertThat(processor.auditTexts()).last().asString().endsWith("asked by olga because: it is to be reset)");
    }

    @Test
    void givesNoThirdWrongAnswerForAnyReason() {
        FakeGatewayClient client = client();
        client.deliverKey();
        client.end(CompletionKind.ABANDONED);
        client.answer(FakeGatewayClient.SECOND, true, REASON);
        client.answer("11".repeat(8), true, REASON);
        processor.assertChangesNothing(() -> assertThat(client.answer("22".repeat(8), true, REASON))
                .isEqualTo(rejection(RejectionReason.TRIES_SPENT)));
    }

    @Test
    void needsNoSecondAnswerWhereTheCardKeepsItsPin() {
        FakeGatewayClient client = FakeGatewayClient.of(processor, true, UserPinOption.NONE);
        client.deliverKey();
        assertThat(client.end(CompletionKind.COMPLETED)).isEqualTo(new Instruction.RequestEndAcknowledged());
        assertThat(card().keys().confirmed()).isEqualTo(new AdminKeyRef(1, 1));
    }

    @Test
    void keepsNoLetterOfARandomPin() {
        FakeGatewayClient client = FakeGatewayClient.of(processor, true, UserPinOption.RANDOMIZED);
        client.deliverEverything();
        client.end(CompletionKind.COMPLETED);
        assertThat(card().heldPin()).isNull();
        assertThat(processor.column("SELECT sealed FROM pin_letter")).isEmpty();
        processor.assertChangesNothing(
                () -> assertThat(client.pin()).isEqualTo(rejection(RejectionReason.NOT_EXECUTING)));
    }
}
