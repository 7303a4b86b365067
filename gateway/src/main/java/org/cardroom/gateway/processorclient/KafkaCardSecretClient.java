package org.cardroom.gateway.processorclient;

import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.message.GatewayEvent.RequestSubject;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Instruction.DeliverAdminKey;
import org.cardroom.events.message.Instruction.DeliverAuthenticationResponse;
import org.cardroom.events.message.Instruction.DeliverPin;
import org.cardroom.events.message.Instruction.RequestEndAcknowledged;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.Pin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests to the processors over the gateway's own channel on Kafka, each in a session of its own. */
public final class KafkaCardSecretClient implements CardSecretClient {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaCardSecretClient.class);
    private static final int NONCE_BYTES = 16;

    private final InstructionClient client;

    /** Creates a client over this instruction client, which the caller closes. */
    public KafkaCardSecretClient(InstructionClient client) {
        this.client = client;
    }

    /** Creates the event of a request, with a header, in a session. */
    private interface EventFactory extends BiFunction<EventHeader, UUID, CardEvent> {}

    @Override
    public SecretReply<AdminKey> requestAdminKey(RequestSubject subject) {
        Challenge nonce = Challenge.random(NONCE_BYTES);
        EventFactory event = (header, session) -> new GatewayEvent.AdminKeyRequested(header, session, subject, nonce);
        return requestAndAwait(subject, nonce, event, DeliverAdminKey.class, DeliverAdminKey::key);
    }

    @Override
    public SecretReply<AuthenticationResponse> requestAuthenticationResponse(
            RequestSubject subject, Challenge challenge, boolean diversified) {
        EventFactory event = (header, session) ->
                new GatewayEvent.AuthenticationResponseRequested(header, session, subject, challenge, diversified);
        Class<DeliverAuthenticationResponse> type = DeliverAuthenticationResponse.class;
        return requestAndAwait(subject, challenge, event, type, DeliverAuthenticationResponse::answer);
    }

    @Override
    public SecretReply<Pin> requestPin(RequestSubject subject, Optional<Challenge> challenge) {
        Challenge nonce = Challenge.random(NONCE_BYTES);
        EventFactory event = (header, session) ->
                new GatewayEvent.PinRequested(header, session, subject, nonce, challenge.orElse(null));
        return requestAndAwait(subject, nonce, event, DeliverPin.class, DeliverPin::pin);
    }

    @Override
    public SecretReply<CompletionKind> endRequest(RequestSubject subject, CompletionKind kind) {
        Challenge nonce = Challenge.random(NONCE_BYTES);
        EventFactory event =
                (header, session) -> new GatewayEvent.RequestCompletionRequested(header, session, subject, nonce, kind);
        return requestAndAwait(subject, nonce, event, RequestEndAcknowledged.class, acknowledged -> kind);
    }

    private <I extends Instruction, T> SecretReply<T> requestAndAwait(
            RequestSubject subject, Challenge nonce, EventFactory event, Class<I> type, Function<I, T> value) {
        UUID session = UuidGenerator.next();
        var context = new InstructionClient.RequestContext(session, subject.card(), nonce, System.nanoTime());
        Function<EventHeader, CardEvent> withSession = header -> event.apply(header, session);
        return client.request(GatewayEvent.SLOT, context, withSession, KafkaCardSecretClient::logLateInstruction)
                .await()
                .map(received -> toReply(received.instruction(), type, value))
                .orElseGet(() -> withdraw(session, subject));
    }

    /** Withdraws a request after a timeout, so that a processor that reads it later counts no attempt. */
    private <T> SecretReply<T> withdraw(UUID session, RequestSubject subject) {
        var unused =
                client.publish(GatewayEvent.SLOT, header -> new CardEvent.CardRemoved(header, session, subject.card()));
        return new SecretReply.TimedOut<>();
    }

    private static <I extends Instruction, T> SecretReply<T> toReply(
            Instruction instruction, Class<I> type, Function<I, T> value) {
        if (type.isInstance(instruction)) {
            return new SecretReply.Granted<>(value.apply(type.cast(instruction)));
        }
        if (instruction instanceof Instruction.Reject reject) {
            return new SecretReply.Denied<>(reject.reason());
        }
        instruction.close();
        return new SecretReply.TimedOut<>();
    }

    /** Ignores an instruction after the timeout: the client retries, and gets the same value. */
    private static void logLateInstruction(InstructionEnvelope envelope) {
        LOG.debug("late instruction ignored; type={}", envelope.step());
    }
}
