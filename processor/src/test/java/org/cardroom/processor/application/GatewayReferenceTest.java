package org.cardroom.processor.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardroom.processor.fixture.FakeGatewayClient.rejection;

import java.util.UUID;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.GatewayEvent.AdminKeyRequested;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.message.Instruction.DeliverAuthenticationResponse;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.fixture.FakeGatewayClient;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which card a question over the HTTP API is about, and who may ask. */
class GatewayReferenceTest {
    private static final CardId OTHER = new CardId("F".repeat(32));

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
    void givesNothingForAnotherCard() {
        FakeGatewayClient client = client();
        FakeGatewayClient liar = client.naming(client.request(), OTHER, client.smartcard());
        processor.assertChangesNothing(() -> assertThat(liar.key()).isEqualTo(rejection(RejectionReason.OTHER_CARD)));
        UUID another = processor.request(processor.gids("t", true, UserPinOption.RANDOMIZED));
        FakeGatewayClient wrong = client.naming(another, FakeGatewayClient.CARD, client.smartcard());
        processor.assertChangesNothing(() -> assertThat(wrong.answer(FakeGatewayClient.FIRST, false))
                .isEqualTo(rejection(RejectionReason.OTHER_CARD)));
        assertThat(processor.auditTexts())
                .containsExactly(
                        "the card's own key refused: the card is another one than the request's, smart card "
                                + client.smartcard() + ", request " + client.request() + " (" + client.gateway.name
                                + ", asked by olga)",
                        "answer under the initial key refused: the card is another one than the request's, smart card "
                                + client.smartcard() + ", request " + another + " (" + client.gateway.name
                                + ", asked by olga)");
    }

    @Test
    void knowsNothingOfWhatNobodyMade() {
        FakeGatewayClient client = client();
        FakeGatewayClient stranger = client.naming(client.request(), FakeGatewayClient.CARD, UuidGenerator.next());
        processor.assertChangesNothing(() -> assertThat(stranger.pin()).isEqualTo(rejection(RejectionReason.UNKNOWN)));
        FakeGatewayClient lost = client.naming(UuidGenerator.next(), FakeGatewayClient.CARD, client.smartcard());
        processor.assertChangesNothing(
                () -> assertThat(lost.end(CompletionKind.COMPLETED)).isEqualTo(rejection(RejectionReason.UNKNOWN)));
    }

    @Test
    void givesAnAgentNothingForItsCard() {
        FakeGatewayClient client = client();
        processor.request(processor.gids("t", true, UserPinOption.RANDOMIZED));
        CardEvent insertion = processor.agent.insert(CardKind.GIDS, FakeGatewayClient.CARD, FakeGatewayClient.FIRST);
        processor.assertChangesNothing(
                () -> assertThat(processor.agent.open(processor.processAndGetInstruction(insertion)))
                        .isEqualTo(rejection(RejectionReason.WORKED_BY_HTTP)));
        client.deliverEverything();
        client.end(CompletionKind.COMPLETED);
        assertThat(processor.agent.open(processor.processAndGetInstruction(
                        processor.agent.insert(CardKind.GIDS, FakeGatewayClient.CARD, FakeGatewayClient.FIRST))))
                .isEqualTo(rejection(RejectionReason.ALREADY_ACTIVE));
    }

    @Test
    void givesNothingForAnAgentsCard() {
        FakeGatewayClient client = client();
        UUID request = processor.request(processor.gids("t", true, UserPinOption.RANDOMIZED), OTHER, null, 0);
        processor.processAndGetInstruction(processor.agent.insert(CardKind.GIDS, OTHER, FakeGatewayClient.FIRST));
        FakeGatewayClient thief =
                client.naming(request, OTHER, processor.card(OTHER).id());
        processor.assertChangesNothing(
                () -> assertThat(thief.key()).isEqualTo(rejection(RejectionReason.WORKED_BY_AGENT)));
    }

    @Test
    void takesNoQuestionOfAnAgentAndNoCardOfAGateway() {
        FakeGatewayClient client = client();
        AdminKeyRequested asked = (AdminKeyRequested) client.keyAsked(null);
        processor.process(
                processor.agent,
                new AdminKeyRequested(processor.agent.origin(), asked.session(), asked.subject(), asked.nonce()));
        assertThat(processor.deadLetters()).containsExactly("not a gateway");
        processor.process(
                client.gateway, client.gateway.insert(CardKind.GIDS, FakeGatewayClient.CARD, FakeGatewayClient.FIRST));
        assertThat(processor.deadLetters()).containsExactly("not a reader agent");
    }

    @Test
    void countsNoAnswerThatNobodyWaitsFor() {
        FakeGatewayClient client = client();
        CardEvent first = client.answerAsked(FakeGatewayClient.FIRST, false, null);
        CardEvent second = client.answerAsked(FakeGatewayClient.SECOND, false, null);
        processor.process(client.gateway, first, client.withdrawn(first), second);
        assertThat(card().unresolvedAnswers()).isOne();
        assertThat(card().httpSession().lastChallenge()).isEqualTo(new Challenge(FakeGatewayClient.SECOND));
        assertThat(processor.deadLetters()).isEmpty();
    }

    @Test
    void answersAQuestionOnce() {
        FakeGatewayClient client = client();
        CardEvent event = client.keyAsked(null);
        client.ask(event);
        processor.process(client.gateway, event);
        assertThat(processor.deadLetters()).containsExactly("replayed");
        assertThat(processor.auditTexts()).hasSize(1);
    }

    @Test
    void givesAPlasticAnotherKeyInItsNextLife() {
        FakeGatewayClient client = client();
        client.deliverEverything();
        client.end(CompletionKind.COMPLETED);
        processor.sql("UPDATE card SET status = " + CardStatus.RETIRED.number());
        FakeGatewayClient next = client();
        next.key();
        assertThat(card().keys().proposed()).isEqualTo(new AdminKeyRef(1, 2));
        assertThat(next.answer(FakeGatewayClient.FIRST, false)).isInstanceOf(DeliverAuthenticationResponse.class);
        processor.sql("UPDATE card SET status = " + CardStatus.RETIRED.number());
        processor.request(processor.gids("t", true, UserPinOption.RANDOMIZED));
        processor.processAndGetInstruction(
                processor.agent.insert(CardKind.GIDS, FakeGatewayClient.CARD, FakeGatewayClient.FIRST));
        assertThat(card().keys().proposed()).isEqualTo(new AdminKeyRef(1, 3));
    }
}
