package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardroom.processor.provisioning.GatewayClient.refused;

import java.util.UUID;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.GatewayEvent.AdminKeyRequested;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.Instruction.DeliverAuthenticationResponse;
import org.cardroom.events.message.RejectionReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which card a question over the HTTP API is about, and who may ask. */
class QuestionsTest {
    private static final CardId OTHER = new CardId("F".repeat(32));

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
    void givesNothingForAnotherCard() {
        GatewayClient client = client();
        GatewayClient liar = client.naming(client.request(), OTHER, client.smartcard());
        desk.changesNothing(() -> assertThat(liar.key()).isEqualTo(refused(RejectionReason.OTHER_CARD)));
        UUID another = desk.request(desk.gids("t", true, UserPinOption.RANDOMIZED));
        GatewayClient wrong = client.naming(another, GatewayClient.CARD, client.smartcard());
        desk.changesNothing(
                () -> assertThat(wrong.answer(GatewayClient.FIRST, false)).isEqualTo(refused(RejectionReason.OTHER_CARD)));
        assertThat(desk.audited())
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
        GatewayClient client = client();
        GatewayClient stranger = client.naming(client.request(), GatewayClient.CARD, UuidGenerator.next());
        desk.changesNothing(() -> assertThat(stranger.pin()).isEqualTo(refused(RejectionReason.UNKNOWN)));
        GatewayClient lost = client.naming(UuidGenerator.next(), GatewayClient.CARD, client.smartcard());
        desk.changesNothing(() -> assertThat(lost.end(CompletionKind.COMPLETED)).isEqualTo(refused(RejectionReason.UNKNOWN)));
    }

    @Test
    void givesAnAgentNothingForItsCard() {
        GatewayClient client = client();
        desk.request(desk.gids("t", true, UserPinOption.RANDOMIZED));
        CardEvent insertion = desk.agent.insert(CardKind.GIDS, GatewayClient.CARD, GatewayClient.FIRST);
        desk.changesNothing(
                () -> assertThat(desk.agent.open(desk.told(insertion))).isEqualTo(refused(RejectionReason.WORKED_BY_HTTP)));
        client.written();
        client.end(CompletionKind.COMPLETED);
        assertThat(desk.agent.open(
                        desk.told(desk.agent.insert(CardKind.GIDS, GatewayClient.CARD, GatewayClient.FIRST))))
                .isEqualTo(refused(RejectionReason.ALREADY_ACTIVE));
    }

    @Test
    void givesNothingForAnAgentsCard() {
        GatewayClient client = client();
        UUID request = desk.request(desk.gids("t", true, UserPinOption.RANDOMIZED), OTHER, null, 0);
        desk.told(desk.agent.insert(CardKind.GIDS, OTHER, GatewayClient.FIRST));
        GatewayClient thief = client.naming(request, OTHER, desk.card(OTHER).id());
        desk.changesNothing(() -> assertThat(thief.key()).isEqualTo(refused(RejectionReason.WORKED_BY_AGENT)));
    }

    @Test
    void takesNoQuestionOfAnAgentAndNoCardOfAGateway() {
        GatewayClient client = client();
        AdminKeyRequested asked = (AdminKeyRequested) client.keyAsked(null);
        desk.feed(desk.agent, new AdminKeyRequested(desk.agent.origin(), asked.session(), asked.about(), asked.nonce()));
        assertThat(desk.deadLetters()).containsExactly("not a gateway");
        desk.feed(client.gateway, client.gateway.insert(CardKind.GIDS, GatewayClient.CARD, GatewayClient.FIRST));
        assertThat(desk.deadLetters()).containsExactly("not a reader agent");
    }

    @Test
    void countsNoAnswerThatNobodyWaitsFor() {
        GatewayClient client = client();
        CardEvent first = client.answerAsked(GatewayClient.FIRST, false, null);
        CardEvent second = client.answerAsked(GatewayClient.SECOND, false, null);
        desk.feed(client.gateway, first, client.withdrawn(first), second);
        assertThat(card().unresolvedAnswers()).isOne();
        assertThat(card().httpSession().lastChallenge()).isEqualTo(new Challenge(GatewayClient.SECOND));
        assertThat(desk.deadLetters()).isEmpty();
    }

    @Test
    void answersAQuestionOnce() {
        GatewayClient client = client();
        CardEvent event = client.keyAsked(null);
        client.told(event);
        desk.feed(client.gateway, event);
        assertThat(desk.deadLetters()).containsExactly("replayed");
        assertThat(desk.audited()).hasSize(1);
    }

    @Test
    void givesAPlasticAnotherKeyInItsNextLife() {
        GatewayClient client = client();
        client.written();
        client.end(CompletionKind.COMPLETED);
        desk.sql("UPDATE card SET status = 6");
        GatewayClient next = client();
        next.key();
        assertThat(card().keys().proposed()).isEqualTo(new AdminKeyRef(1, 2));
        assertThat(next.answer(GatewayClient.FIRST, false)).isInstanceOf(DeliverAuthenticationResponse.class);
        desk.sql("UPDATE card SET status = 6");
        desk.request(desk.gids("t", true, UserPinOption.RANDOMIZED));
        desk.told(desk.agent.insert(CardKind.GIDS, GatewayClient.CARD, GatewayClient.FIRST));
        assertThat(card().keys().proposed()).isEqualTo(new AdminKeyRef(1, 3));
    }
}
