package org.cardroom.events.link;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.cardroom.events.channel.AgentChannel;
import org.cardroom.events.message.Envelope;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.SealedInstruction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Somebody who waits for the instruction that answers one event. */
final class Waiting {
    private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);

    final UUID event;
    final Link.Subject subject;
    final Consumer<Envelope> late;
    final CompletableFuture<Optional<Question.Told>> told = new CompletableFuture<>();

    private final String agent;
    private final AgentChannel channel;
    private final long published = System.nanoTime();

    Waiting(String agent, UUID event, Link.Subject subject, AgentChannel channel, Consumer<Envelope> late) {
        this.agent = agent;
        this.event = event;
        this.subject = subject;
        this.channel = channel;
        this.late = late;
    }

    /** The instruction, for the caller to close; empty if it is not authentic, or not meant for this one. */
    Optional<Instruction> open(SealedInstruction sealed) {
        if (!isMeantBy(sealed.envelope())) {
            return Optional.empty();
        }
        try {
            return channel.open(sealed);
        } catch (IllegalArgumentException e) {
            LOG.debug("an instruction that is not understood here: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private boolean isMeantBy(Envelope envelope) {
        return envelope.event().equals(event)
                && envelope.agent().equals(agent)
                && envelope.channel().equals(channel.ref().encapsulated())
                && envelope.session().equals(subject.session())
                && (subject.card() == null || envelope.card().equals(subject.card()))
                && envelope.challenge().equals(subject.challenge());
    }

    void tell(Envelope envelope, Instruction instruction) {
        Duration took = Duration.ofNanos(System.nanoTime() - published);
        told.complete(Optional.of(new Question.Told(envelope, instruction, took)));
    }

    void tellNothing() {
        told.complete(Optional.empty());
    }
}
