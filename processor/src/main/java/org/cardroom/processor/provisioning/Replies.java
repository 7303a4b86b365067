package org.cardroom.processor.provisioning;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.OpenSession;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.channel.ProcessorChannels;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.BlankCardInserted;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.kafka.KafkaTopics;
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
    OutboxRepository.OutboxEntry send(Genuine arrival, Move.Send send, Card card, ProfileTemplate template, Asked asked) {
        OpenSession openSession = card.openSession();
        UUID id = openSession == null ? null : openSession.instruction();
        if (id == null) {
            throw new IllegalStateException("a decided step has an instruction id");
        }
        try (Instruction instruction = instruction(send, card, template, asked)) {
            return sealed(arrival, asked, id, send.step(), instruction);
        }
    }

    /** What makes a blank card the one that its request names. */
    OutboxRepository.OutboxEntry initialise(Genuine arrival, Asked asked, IssuanceRequest request, ProfileTemplate template) {
        CardId card = Objects.requireNonNull(request.namedCard(), "drawn before it is sent");
        UUID id = Objects.requireNonNull(request.initialization(), "written down before it is sent")
                .instruction();
        Asked becoming = new Asked(card, asked.session, asked.challenge, null);
        try (Instruction instruction = instructions.initialise(template, card)) {
            return sealed(arrival, becoming, id, InstructionType.INITIALISE, instruction);
        }
    }

    private Instruction instruction(Move.Send send, Card card, ProfileTemplate template, Asked asked) {
        return switch (send.step()) {
            case PUT_KEY -> instructions.putKey(card, template, asked.challenge);
            case SET_PIN -> instructions.setPin(card, template, asked, send.withProposed());
            case REQUEST_MUTUAL_AUTH -> new Instruction.RequestMutualAuth();
            case INITIALISE, DELIVER_ADMIN_KEY, DELIVER_AUTHENTICATION_RESPONSE, DELIVER_PIN, ACKNOWLEDGE_REQUEST_END ->
                throw new IllegalStateException("a card that was put in is not sent " + send.step());
        };
    }

    /** What a client is given, worked out and sealed to its gateway. */
    OutboxRepository.OutboxEntry give(Genuine arrival, Move.Give give, Card card, ProfileTemplate template) {
        Asked asked = Asked.by(arrival.event()).orElseThrow();
        try (Instruction instruction = instructions.given(give, card, template, asked)) {
            return sealed(arrival, asked, give.instruction(), give.step(), instruction);
        }
    }

    /** A client's request has ended as it said. */
    OutboxRepository.OutboxEntry ended(Genuine arrival) {
        Asked asked = Asked.by(arrival.event()).orElseThrow();
        return sealed(arrival, asked, UuidGenerator.next(), InstructionType.ACKNOWLEDGE_REQUEST_END, new Instruction.RequestEndAcknowledged());
    }

    /** A rejection; nothing of the card is in it. */
    OutboxRepository.OutboxEntry reject(Genuine arrival, Asked asked, Instruction.Reject reject) {
        InstructionType step = arrival.event() instanceof GatewayEvent event ? event.step() : InstructionType.PUT_KEY;
        return sealed(arrival, asked, UuidGenerator.next(), step, reject);
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
            if (event instanceof BlankCardInserted e) {
                return Optional.of(new Asked(e.card() == null ? NOBODY : e.card(), e.session(), e.challenge(), null));
            }
            if (event instanceof GatewayEvent e) {
                return Optional.of(new Asked(e.about().card(), e.session(), e.bindingChallenge(), null));
            }
            return event instanceof StepReported e && e.challenge() != null
                    ? Optional.of(new Asked(e.card(), e.session(), e.challenge(), e.hostChallenge()))
                    : Optional.empty();
        }
    }

    private OutboxRepository.OutboxEntry sealed(Genuine arrival, Asked asked, UUID id, InstructionType step, Instruction instruction) {
        EventHeader header = arrival.event().origin();
        InstructionEnvelope envelope = new InstructionEnvelope(
                EventHeader.SCHEMA,
                id,
                header.agent(),
                header.channel().encapsulated(),
                header.event(),
                asked.session,
                asked.card,
                step,
                asked.challenge,
                (int) InstructionEnvelope.MAX_LIFETIME.toMillis());
        SealedInstruction sealed = channels.seal(header, arrival.agent().key(), envelope, instruction);
        String topic = KafkaTopics.instructionTopicName(header.agent());
        return OutboxRepository.OutboxEntry.of(arrival.partition(), topic, asked.session.toString(), MessageJson.write(sealed), null);
    }
}
