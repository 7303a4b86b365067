package org.cardroom.gateway.processorclient;

import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.client.InstructionFuture;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.message.GatewayEvent.RequestSubject;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.Pin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processors at the other end of the gateway's own channel: each question is a session of its own. */
public final class KafkaCardSecretClient implements CardSecretClient {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaCardSecretClient.class);
    private static final int NONCE = 16;

    private final InstructionClient client;

    /** Over this link, which is the caller's to close. */
    public KafkaCardSecretClient(InstructionClient client) {
        this.client = client;
    }

    @Override
    public SecretReply<AdminKey> requestAdminKey(RequestSubject about) {
        Challenge nonce = Challenge.random(NONCE);
        return requestAndAwait(
                about,
                nonce,
                (header, session) -> new GatewayEvent.AdminKeyRequested(header, session, about, nonce),
                told -> told instanceof Instruction.DeliverAdminKey give ? Optional.of(give.key()) : Optional.empty());
    }

    @Override
    public SecretReply<AuthenticationResponse> requestAuthenticationResponse(
            RequestSubject about, Challenge challenge, boolean diversified) {
        return requestAndAwait(
                about,
                challenge,
                (header, session) -> new GatewayEvent.AuthenticationResponseRequested(
                        header, session, about, challenge, diversified),
                told -> told instanceof Instruction.DeliverAuthenticationResponse give
                        ? Optional.of(give.answer())
                        : Optional.empty());
    }

    @Override
    public SecretReply<Pin> requestPin(RequestSubject about, Optional<Challenge> challenge) {
        Challenge nonce = Challenge.random(NONCE);
        return requestAndAwait(
                about,
                nonce,
                (header, session) ->
                        new GatewayEvent.PinRequested(header, session, about, nonce, challenge.orElse(null)),
                told -> told instanceof Instruction.DeliverPin give ? Optional.of(give.pin()) : Optional.empty());
    }

    @Override
    public SecretReply<CompletionKind> endRequest(RequestSubject about, CompletionKind how) {
        Challenge nonce = Challenge.random(NONCE);
        return requestAndAwait(
                about,
                nonce,
                (header, session) -> new GatewayEvent.RequestCompletionRequested(header, session, about, nonce, how),
                told -> told instanceof Instruction.RequestEndAcknowledged ? Optional.of(how) : Optional.empty());
    }

    private <T> SecretReply<T> requestAndAwait(
            RequestSubject about,
            Challenge bond,
            BiFunction<EventHeader, UUID, CardEvent> event,
            Function<Instruction, Optional<T>> given) {
        UUID session = UuidGenerator.next();
        InstructionClient.RequestContext context =
                new InstructionClient.RequestContext(session, about.card(), bond, System.nanoTime());
        InstructionFuture future = client.request(
                GatewayEvent.SLOT,
                context,
                header -> event.apply(header, session),
                KafkaCardSecretClient::logLateInstruction);
        return future.await()
                .map(received -> toReply(received.instruction(), given))
                .orElseGet(() -> withdraw(session, about));
    }

    /** A processor that comes back later must not count an answer that nobody waits for. */
    private <T> SecretReply<T> withdraw(UUID session, RequestSubject about) {
        var unused =
                client.publish(GatewayEvent.SLOT, header -> new CardEvent.CardRemoved(header, session, about.card()));
        return new SecretReply.TimedOut<>();
    }

    private static <T> SecretReply<T> toReply(Instruction told, Function<Instruction, Optional<T>> given) {
        if (told instanceof Instruction.Reject reject) {
            return new SecretReply.Denied<>(reject.reason());
        }
        return given.apply(told).<SecretReply<T>>map(SecretReply.Granted::new).orElseGet(() -> {
            told.close();
            return new SecretReply.TimedOut<>();
        });
    }

    /** The client was told to ask again, and will be given the same. */
    private static void logLateInstruction(InstructionEnvelope envelope) {
        LOG.debug("an instruction came too late: {}", envelope.step());
    }
}
