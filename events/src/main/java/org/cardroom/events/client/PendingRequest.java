package org.cardroom.events.client;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.cardroom.events.channel.AgentChannel;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.SealedInstruction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One published event that waits for its instruction. */
final class PendingRequest {
    private static final Logger LOG = LoggerFactory.getLogger(PendingRequest.class);

    final UUID event;
    final InstructionClient.RequestContext context;
    final Consumer<InstructionEnvelope> lateHandler;
    final CompletableFuture<Optional<InstructionFuture.ReceivedInstruction>> response = new CompletableFuture<>();

    private final String agent;
    private final AgentChannel channel;
    private final long publishedNanos = System.nanoTime();

    PendingRequest(
            String agent,
            UUID event,
            InstructionClient.RequestContext context,
            AgentChannel channel,
            Consumer<InstructionEnvelope> late) {
        this.agent = agent;
        this.event = event;
        this.context = context;
        this.channel = channel;
        this.lateHandler = late;
    }

    /** Opens the instruction, for the caller to close; empty if it is not authentic or does not match this request. */
    Optional<Instruction> unseal(SealedInstruction sealed) {
        if (!matches(sealed.envelope())) {
            return Optional.empty();
        }
        try {
            return channel.open(sealed);
        } catch (IllegalArgumentException e) {
            LOG.debug("instruction of another version skipped: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private boolean matches(InstructionEnvelope envelope) {
        return envelope.event().equals(event)
                && envelope.agent().equals(agent)
                && envelope.channel().equals(channel.ref().encapsulated())
                && envelope.session().equals(context.session())
                && (context.card() == null || envelope.card().equals(context.card()))
                && envelope.challenge().equals(context.challenge());
    }

    void complete(InstructionEnvelope envelope, Instruction instruction) {
        Duration took = Duration.ofNanos(System.nanoTime() - publishedNanos);
        response.complete(Optional.of(new InstructionFuture.ReceivedInstruction(envelope, instruction, took)));
    }

    void completeEmpty() {
        response.complete(Optional.empty());
    }
}
