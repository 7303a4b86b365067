package org.cardroom.gateway.processorclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.client.ScriptedReply;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.message.GatewayEvent.RequestSubject;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaCardSecretClientTest {
    private static final Challenge CHALLENGE = Challenge.ofBase64("1hFD+cz/0so=");

    private final RequestSubject about =
            new RequestSubject("ada", "lost", UuidGenerator.next(), UuidGenerator.next(), new CardId("0".repeat(32)));
    private Optional<RejectionReason> rejection = Optional.empty();
    private final org.cardroom.events.client.ScriptedProcessors far = new org.cardroom.events.client.ScriptedProcessors(
            event -> event instanceof GatewayEvent asked ? Optional.of(plan(asked)) : Optional.empty());
    private final InstructionClient client = far.connectClient(Duration.ofMillis(500));
    private final CardSecretClient near = new KafkaCardSecretClient(client);

    @AfterEach
    void close() {
        client.close();
    }

    private static AdminKey zeros() {
        return AdminKey.of(KeyAlgorithm.TDES, new byte[24]);
    }

    private ScriptedReply plan(GatewayEvent asked) {
        Instruction told = rejection.<Instruction>map(Instruction.Reject::new).orElseGet(() -> given(asked));
        return ScriptedReply.of(
                asked.session(),
                asked.subject().card(),
                asked.bindingChallenge(),
                InstructionType.DELIVER_ADMIN_KEY,
                told);
    }

    private static Instruction given(CardEvent asked) {
        if (asked instanceof GatewayEvent.AdminKeyRequested) {
            return new Instruction.DeliverAdminKey(zeros());
        }
        if (asked instanceof GatewayEvent.AuthenticationResponseRequested answer) {
            return new Instruction.DeliverAuthenticationResponse(zeros().respond(answer.challenge()));
        }
        return asked instanceof GatewayEvent.PinRequested
                ? new Instruction.DeliverPin(pin())
                : new Instruction.RequestEndAcknowledged();
    }

    private static Pin pin() {
        return Pin.of("271828".getBytes(StandardCharsets.US_ASCII));
    }

    private static <T> T given(SecretReply<T> reply) {
        return ((SecretReply.Granted<T>) reply).value();
    }

    @Test
    void isGivenTheKey() {
        assertThat(given(near.requestAdminKey(about)).kcv()).isEqualTo(zeros().kcv());
    }

    @Test
    void isGivenTheAnswerToJustThisChallenge() {
        assertThat(given(near.requestAuthenticationResponse(about, CHALLENGE, true))
                        .base64())
                .isEqualTo("F0Zudm4wPLY=");
        assertThat(far.events(GatewayEvent.AuthenticationResponseRequested.class))
                .singleElement()
                .extracting(GatewayEvent::subject, GatewayEvent::bindingChallenge)
                .containsExactly(about, CHALLENGE);
    }

    @Test
    void isGivenThePin() {
        assertThat(given(near.requestPin(about, Optional.of(CHALLENGE))).matches(pin()))
                .isTrue();
        assertThat(far.events(GatewayEvent.PinRequested.class))
                .singleElement()
                .extracting(GatewayEvent.PinRequested::challenge)
                .isEqualTo(CHALLENGE);
    }

    @Test
    void isToldThatTheRequestEnded() {
        assertThat(given(near.endRequest(about, CompletionKind.ABANDONED))).isEqualTo(CompletionKind.ABANDONED);
        assertThat(far.events(GatewayEvent.RequestCompletionRequested.class))
                .singleElement()
                .extracting(GatewayEvent.RequestCompletionRequested::completion)
                .isEqualTo(CompletionKind.ABANDONED);
    }

    @Test
    void isToldWhyItIsGivenNothing() {
        rejection = Optional.of(RejectionReason.OTHER_CARD);
        assertThat(near.requestAdminKey(about)).isEqualTo(new SecretReply.Denied<AdminKey>(RejectionReason.OTHER_CARD));
    }

    @Test
    void drawsAnotherNonceForEachQuestion() {
        near.requestAdminKey(about);
        near.requestAdminKey(about);
        assertThat(far.events(GatewayEvent.AdminKeyRequested.class))
                .extracting(GatewayEvent.AdminKeyRequested::nonce)
                .doesNotHaveDuplicates();
    }

    @Test
    void withdrawsWhatItDoesNotWaitForAnyLonger() {
        far.holdInstructions();
        assertThat(near.requestAdminKey(about)).isInstanceOf(SecretReply.TimedOut.class);
        UUID session = far.events(GatewayEvent.AdminKeyRequested.class)
                .iterator()
                .next()
                .session();
        assertThat(far.events(CardEvent.CardRemoved.class))
                .singleElement()
                .extracting(CardEvent.CardRemoved::session, CardEvent.CardRemoved::card)
                .containsExactly(session, about.card());
        far.releaseInstructions();
        assertThat(given(near.requestAdminKey(about)).kcv()).isEqualTo(zeros().kcv());
    }

    @Test
    void isUnansweredWhereTheBrokerIsAway() {
        far.setBrokerDown(true);
        assertThat(near.requestAdminKey(about)).isInstanceOf(SecretReply.TimedOut.class);
    }
}
