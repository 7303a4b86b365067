package org.cardroom.gateway.processorclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.client.ScriptedProcessors;
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

    private final RequestSubject subject =
            new RequestSubject("ada", "lost", UuidGenerator.next(), UuidGenerator.next(), new CardId("0".repeat(32)));
    private Optional<RejectionReason> rejection = Optional.empty();
    private final ScriptedProcessors processors = new ScriptedProcessors(
            event -> event instanceof GatewayEvent request ? Optional.of(reply(request)) : Optional.empty());
    private final InstructionClient client = processors.connectClient(Duration.ofMillis(500));
    private final CardSecretClient secretClient = new KafkaCardSecretClient(client);

    @AfterEach
    void close() {
        client.close();
    }

    private static AdminKey zeros() {
        return AdminKey.of(KeyAlgorithm.TDES, new byte[24]);
    }

    private ScriptedReply reply(GatewayEvent event) {
        Instruction instruction =
                rejection.<Instruction>map(Instruction.Reject::new).orElseGet(() -> delivery(event));
        return ScriptedReply.of(
                event.session(), event.subject().card(), event.nonce(), InstructionType.DELIVER_ADMIN_KEY, instruction);
    }

    private static Instruction delivery(CardEvent event) {
        if (event instanceof GatewayEvent.AdminKeyRequested) {
            return new Instruction.DeliverAdminKey(zeros());
        }
        if (event instanceof GatewayEvent.AuthenticationResponseRequested answer) {
            return new Instruction.DeliverAuthenticationResponse(zeros().respond(answer.challenge()));
        }
        return event instanceof GatewayEvent.PinRequested
                ? new Instruction.DeliverPin(pin())
                : new Instruction.RequestEndAcknowledged();
    }

    private static Pin pin() {
        return Pin.of("271828".getBytes(StandardCharsets.US_ASCII));
    }

    private static <T> T granted(SecretReply<T> reply) {
        return ((SecretReply.Granted<T>) reply).value();
    }

    @Test
    void returnsTheKey() {
        assertThat(granted(secretClient.requestAdminKey(subject)).kcv()).isEqualTo(zeros().kcv());
    }

    @Test
    void returnsTheResponseToThisChallenge() {
        assertThat(granted(secretClient.requestAuthenticationResponse(subject, CHALLENGE, true))
                        .base64())
                .isEqualTo("F0Zudm4wPLY=");
        assertThat(processors.events(GatewayEvent.AuthenticationResponseRequested.class))
                .singleElement()
                .extracting(GatewayEvent::subject, GatewayEvent::nonce)
                .containsExactly(subject, CHALLENGE);
    }

    @Test
    void returnsThePin() {
        assertThat(granted(secretClient.requestPin(subject, Optional.of(CHALLENGE)))
                        .matches(pin()))
                .isTrue();
        assertThat(processors.events(GatewayEvent.PinRequested.class))
                .singleElement()
                .extracting(GatewayEvent.PinRequested::challenge)
                .isEqualTo(CHALLENGE);
    }

    @Test
    void returnsThatTheRequestEnded() {
        assertThat(granted(secretClient.endRequest(subject, CompletionKind.ABANDONED)))
                .isEqualTo(CompletionKind.ABANDONED);
        assertThat(processors.events(GatewayEvent.RequestCompletionRequested.class))
                .singleElement()
                .extracting(GatewayEvent.RequestCompletionRequested::completion)
                .isEqualTo(CompletionKind.ABANDONED);
    }

    @Test
    void returnsTheReasonOfADenial() {
        rejection = Optional.of(RejectionReason.OTHER_CARD);
        assertThat(secretClient.requestAdminKey(subject))
                .isEqualTo(new SecretReply.Denied<AdminKey>(RejectionReason.OTHER_CARD));
    }

    @Test
    void sendsANewNonceWithEachRequest() {
        secretClient.requestAdminKey(subject);
        secretClient.requestAdminKey(subject);
        assertThat(processors.events(GatewayEvent.AdminKeyRequested.class))
                .extracting(GatewayEvent.AdminKeyRequested::nonce)
                .doesNotHaveDuplicates();
    }

    @Test
    void withdrawsARequestAfterATimeout() {
        processors.holdInstructions();
        assertThat(secretClient.requestAdminKey(subject)).isInstanceOf(SecretReply.TimedOut.class);
        UUID session = processors
                .events(GatewayEvent.AdminKeyRequested.class)
                .iterator()
                .next()
                .session();
        assertThat(processors.events(CardEvent.CardRemoved.class))
                .singleElement()
                .extracting(CardEvent.CardRemoved::session, CardEvent.CardRemoved::card)
                .containsExactly(session, subject.card());
        processors.releaseInstructions();
        assertThat(granted(secretClient.requestAdminKey(subject)).kcv()).isEqualTo(zeros().kcv());
    }

    @Test
    void timesOutWithoutABroker() {
        processors.setBrokerDown(true);
        assertThat(secretClient.requestAdminKey(subject)).isInstanceOf(SecretReply.TimedOut.class);
    }
}
