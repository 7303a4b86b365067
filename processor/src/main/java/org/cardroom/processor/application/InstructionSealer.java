package org.cardroom.processor.application;

import java.util.UUID;
import org.cardroom.db.stream.OutboxRepository.OutboxEntry;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.card.CardId;
import org.cardroom.events.channel.ProcessorChannels;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;
import org.cardroom.processor.decision.Action;

/** Creates instructions and seals them to the agents and gateways that wait for them. Not thread-safe. */
record InstructionSealer(ProcessorChannels channels, InstructionFactory instructionFactory) {
    /** The next instruction for an inserted card. */
    OutboxEntry sealInstruction(
            AcceptedEvent accepted, UUID id, Action.SendInstruction send, Card card, ProfileTemplate template) {
        ReplyContext context = waiting(accepted);
        try (Instruction instruction = instructionFactory.create(send, card, template, context)) {
            return seal(accepted, context, id, send.type(), instruction);
        }
    }

    /** The instruction that initialises a blank card under this id. */
    OutboxEntry sealInitialization(AcceptedEvent accepted, UUID id, CardId card, ProfileTemplate template) {
        ReplyContext context = waiting(accepted);
        ReplyContext named = new ReplyContext(card, context.session(), context.challenge(), null);
        try (Instruction instruction = instructionFactory.createInitialization(template, card)) {
            return seal(accepted, named, id, InstructionType.INITIALISE, instruction);
        }
    }

    /** What a client of the HTTP API gets. */
    OutboxEntry sealDelivery(
            AcceptedEvent accepted, UUID id, Action.DeliverSecret delivery, Card card, ProfileTemplate template) {
        ReplyContext context = waiting(accepted);
        try (Instruction instruction = instructionFactory.createDelivery(delivery, card, template, context)) {
            return seal(accepted, context, id, delivery.type(), instruction);
        }
    }

    /** The confirmation that a client's request has ended. */
    OutboxEntry sealRequestEnded(AcceptedEvent accepted, UUID id) {
        InstructionType type = InstructionType.ACKNOWLEDGE_REQUEST_END;
        return seal(accepted, waiting(accepted), id, type, new Instruction.RequestEndAcknowledged());
    }

    /** A rejection; it contains nothing about the card. */
    OutboxEntry sealRejection(AcceptedEvent accepted, UUID id, ReplyContext context, RejectionReason reason) {
        InstructionType type = accepted.event() instanceof GatewayEvent event ? event.step() : InstructionType.PUT_KEY;
        return seal(accepted, context, id, type, new Instruction.Reject(reason));
    }

    private static ReplyContext waiting(AcceptedEvent accepted) {
        return ReplyContext.from(accepted.event()).orElseThrow();
    }

    private OutboxEntry seal(
            AcceptedEvent accepted, ReplyContext context, UUID id, InstructionType type, Instruction instruction) {
        EventHeader header = accepted.event().origin();
        InstructionEnvelope envelope = new InstructionEnvelope(
                EventHeader.SCHEMA,
                id,
                header.agent(),
                header.channel().encapsulated(),
                header.event(),
                context.session(),
                context.card(),
                type,
                context.challenge(),
                (int) InstructionEnvelope.MAX_LIFETIME.toMillis());
        SealedInstruction sealed = channels.seal(header, accepted.enrolment().key(), envelope, instruction);
        String topic = KafkaTopics.instructionTopicName(header.agent());
        String key = context.session().toString();
        return OutboxEntry.of(accepted.partition(), topic, key, MessageJson.write(sealed), null);
    }
}
