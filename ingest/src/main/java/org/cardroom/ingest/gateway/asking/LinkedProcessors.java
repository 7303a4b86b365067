package org.cardroom.ingest.gateway.asking;

import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.client.InstructionFuture;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.GatewayEvent.RequestSubject;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested.CompletionKind;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.Pin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processors at the other end of the gateway's own channel: each question is a session of its own. */
public final class LinkedProcessors implements Processors {
    private static final Logger LOG = LoggerFactory.getLogger(LinkedProcessors.class);
    private static final int NONCE = 16;

    private final InstructionClient client;

    /** Over this link, which is the caller's to close. */
    public LinkedProcessors(InstructionClient client) {
        this.client = client;
    }

    @Override
    public Reply<AdminKey> key(RequestSubject about) {
        Challenge nonce = Challenge.random(NONCE);
        return ask(
                about,
                nonce,
                (header, session) -> new GatewayEvent.AdminKeyRequested(header, session, about, nonce),
                told -> told instanceof Instruction.DeliverAdminKey give ? Optional.of(give.key()) : Optional.empty());
    }

    @Override
    public Reply<AuthenticationResponse> answer(RequestSubject about, Challenge challenge, boolean diversified) {
        return ask(
                about,
                challenge,
                (header, session) -> new GatewayEvent.AuthenticationResponseRequested(header, session, about, challenge, diversified),
                told -> told instanceof Instruction.DeliverAuthenticationResponse give ? Optional.of(give.answer()) : Optional.empty());
    }

    @Override
    public Reply<Pin> pin(RequestSubject about, Optional<Challenge> challenge) {
        Challenge nonce = Challenge.random(NONCE);
        return ask(
                about,
                nonce,
                (header, session) -> new GatewayEvent.PinRequested(header, session, about, nonce, challenge.orElse(null)),
                told -> told instanceof Instruction.DeliverPin give ? Optional.of(give.pin()) : Optional.empty());
    }

    @Override
    public Reply<CompletionKind> end(RequestSubject about, CompletionKind how) {
        Challenge nonce = Challenge.random(NONCE);
        return ask(
                about,
                nonce,
                (header, session) -> new GatewayEvent.RequestCompletionRequested(header, session, about, nonce, how),
                told -> told instanceof Instruction.RequestEndAcknowledged ? Optional.of(how) : Optional.empty());
    }

    private <T> Reply<T> ask(
            RequestSubject about,
            Challenge bond,
            BiFunction<EventHeader, UUID, CardEvent> event,
            Function<Instruction, Optional<T>> given) {
        UUID session = UuidGenerator.next();
        InstructionClient.RequestContext context = new InstructionClient.RequestContext(session, about.card(), bond, System.nanoTime());
        InstructionFuture future =
                client.request(GatewayEvent.SLOT, context, header -> event.apply(header, session), LinkedProcessors::late);
        return future.await()
                .map(received -> reply(received.instruction(), given))
                .orElseGet(() -> withdrawn(session, about));
    }

    /** A processor that comes back later must not count an answer that nobody waits for. */
    private <T> Reply<T> withdrawn(UUID session, RequestSubject about) {
        var unused =
                client.publish(GatewayEvent.SLOT, header -> new CardEvent.CardRemoved(header, session, about.card()));
        return new Reply.Unanswered<>();
    }

    private static <T> Reply<T> reply(Instruction told, Function<Instruction, Optional<T>> given) {
        if (told instanceof Instruction.Reject reject) {
            return new Reply.Withheld<>(reject.reason());
        }
        return given.apply(told).<Reply<T>>map(Reply.Given::new).orElseGet(() -> {
            told.close();
            return new Reply.Unanswered<>();
        });
    }

    /** The client was told to ask again, and will be given the same. */
    private static void late(InstructionEnvelope envelope) {
        LOG.debug("an instruction came too late: {}", envelope.step());
    }
}
