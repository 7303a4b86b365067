package org.cardroom.processor.provisioning;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.Exchange;
import org.cardroom.db.issuing.Request;
import org.cardroom.db.issuing.Template;
import org.cardroom.db.stream.Outbox;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.channel.ProcessorChannels;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.BlankInserted;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.Envelope;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Origin;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.message.Step;
import org.cardroom.events.topic.Topics;
import org.cardroom.processor.provisioning.Arrival.Genuine;
import org.jspecify.annotations.Nullable;

/** Seals instructions to the agents and gateways that wait for them. Not thread-safe. */
final class Replies {
    private final ProcessorChannels channels;
    private final Instructions instructions;

    Replies(ProcessorChannels channels, Instructions instructions) {
        this.channels = channels;
        this.instructions = instructions;
    }

    /** The instruction of a decided step, worked out and sealed. */
    Outbox.Entry send(Genuine arrival, Move.Send send, Card card, Template template, Asked asked) {
        Exchange exchange = card.exchange();
        UUID id = exchange == null ? null : exchange.instruction();
        if (id == null) {
            throw new IllegalStateException("a decided step has an instruction id");
        }
        try (Instruction instruction = instruction(send, card, template, asked)) {
            return sealed(arrival, asked, id, send.step(), instruction);
        }
    }

    /** What makes a blank card the one that its request names. */
    Outbox.Entry initialise(Genuine arrival, Asked asked, Request request, Template template) {
        CardId card = Objects.requireNonNull(request.namedCard(), "drawn before it is sent");
        UUID id = Objects.requireNonNull(request.initialisation(), "written down before it is sent")
                .instruction();
        Asked becoming = new Asked(card, asked.session, asked.challenge, null);
        try (Instruction instruction = instructions.initialise(template, card)) {
            return sealed(arrival, becoming, id, Step.INITIALISE, instruction);
        }
    }

    private Instruction instruction(Move.Send send, Card card, Template template, Asked asked) {
        return switch (send.step()) {
            case PUT_KEY -> instructions.putKey(card, template, asked.challenge);
            case SET_PIN -> instructions.setPin(card, template, asked, send.withProposed());
            case PROVE -> new Instruction.Prove();
            case INITIALISE, GIVE_KEY, GIVE_ANSWER, GIVE_PIN, END ->
                throw new IllegalStateException("a card that was put in is not sent " + send.step());
        };
    }

    /** What a client is given, worked out and sealed to its gateway. */
    Outbox.Entry give(Genuine arrival, Move.Give give, Card card, Template template) {
        Asked asked = Asked.by(arrival.event()).orElseThrow();
        try (Instruction instruction = instructions.given(give, card, template, asked)) {
            return sealed(arrival, asked, give.instruction(), give.step(), instruction);
        }
    }

    /** A client's request has ended as it said. */
    Outbox.Entry ended(Genuine arrival) {
        Asked asked = Asked.by(arrival.event()).orElseThrow();
        return sealed(arrival, asked, Ids.next(), Step.END, new Instruction.Ended());
    }

    /** A rejection; nothing of the card is in it. */
    Outbox.Entry reject(Genuine arrival, Asked asked, Instruction.Reject reject) {
        Step step = arrival.event() instanceof GatewayEvent event ? event.step() : Step.PUT_KEY;
        return sealed(arrival, asked, Ids.next(), step, reject);
    }

    /**
     * What an agent or a gateway waits with.
     *
     * @param challenge the card's, or what was drawn in its place
     * @param hosts the agent's, where the card is to prove its key
     */
    record Asked(
            CardId card,
            UUID session,
            Challenge challenge,
            @Nullable Challenge hosts) {
        /** A card that has no id yet. */
        private static final CardId NOBODY = new CardId("00".repeat(16));

        /** That of this event; empty where nobody waits. */
        static Optional<Asked> by(CardEvent event) {
            if (event instanceof CardInserted e) {
                return Optional.of(new Asked(e.card(), e.session(), e.challenge(), null));
            }
            if (event instanceof BlankInserted e) {
                return Optional.of(new Asked(e.card() == null ? NOBODY : e.card(), e.session(), e.challenge(), null));
            }
            if (event instanceof GatewayEvent e) {
                return Optional.of(new Asked(e.about().card(), e.session(), e.bond(), null));
            }
            return event instanceof StepReported e && e.challenge() != null
                    ? Optional.of(new Asked(e.card(), e.session(), e.challenge(), e.hostChallenge()))
                    : Optional.empty();
        }
    }

    private Outbox.Entry sealed(Genuine arrival, Asked asked, UUID id, Step step, Instruction instruction) {
        Origin origin = arrival.event().origin();
        Envelope envelope = new Envelope(
                Origin.SCHEMA,
                id,
                origin.agent(),
                origin.channel().encapsulated(),
                origin.event(),
                asked.session,
                asked.card,
                step,
                asked.challenge,
                (int) Envelope.LIFETIME.toMillis());
        SealedInstruction sealed = channels.seal(origin, arrival.agent().key(), envelope, instruction);
        String topic = Topics.instructions(origin.agent());
        return Outbox.Entry.of(arrival.partition(), topic, asked.session.toString(), Json.write(sealed), null);
    }
}
