package org.cardroom.processor.application;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.OpenSession;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.channel.ProcessorChannels;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.BlankCardInserted;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;
import org.cardroom.processor.decision.Action;
import org.jspecify.annotations.Nullable;

/** Seals instructions to the agents and gateways that wait for them. Not thread-safe. */
public final class InstructionSealer {
    private final ProcessorChannels channels;
    private final InstructionFactory instructionFactory;

    public InstructionSealer(ProcessorChannels channels, InstructionFactory instructionFactory) {
        this.channels = channels;
        this.instructionFactory = instructionFactory;
    }

    /** The instruction of a decided step, worked out and sealed. */
    OutboxRepository.OutboxEntry sealInstruction(
            AcceptedEvent accepted,
            Action.SendInstruction send,
            Card card,
            ProfileTemplate template,
            ReplyContext context) {
        OpenSession openSession = card.openSession();
        UUID id = openSession == null ? null : openSession.instruction();
        if (id == null) {
            throw new IllegalStateException("a decided step has an instruction id");
        }
        try (Instruction instruction = createInstruction(send, card, template, context)) {
            return seal(accepted, context, id, send.type(), instruction);
        }
    }

    /** What makes a blank card the one that its request names. */
    OutboxRepository.OutboxEntry sealInitialization(
            AcceptedEvent accepted, ReplyContext context, IssuanceRequest request, ProfileTemplate template) {
        CardId card = Objects.requireNonNull(request.namedCard(), "drawn before it is sent");
        UUID id = Objects.requireNonNull(request.initialization(), "written down before it is sent")
                .instruction();
        ReplyContext becoming = new ReplyContext(card, context.session, context.challenge, null);
        try (Instruction instruction = instructionFactory.createInitialization(template, card)) {
            return seal(accepted, becoming, id, InstructionType.INITIALISE, instruction);
        }
    }

    private Instruction createInstruction(
            Action.SendInstruction send, Card card, ProfileTemplate template, ReplyContext context) {
        return switch (send.type()) {
            case PUT_KEY -> instructionFactory.createPutKey(card, template, context.challenge);
            case SET_PIN -> instructionFactory.createSetPin(card, template, context, send.answerUnderProposed());
            case REQUEST_MUTUAL_AUTH -> new Instruction.RequestMutualAuth();
            case INITIALISE, DELIVER_ADMIN_KEY, DELIVER_AUTHENTICATION_RESPONSE, DELIVER_PIN, ACKNOWLEDGE_REQUEST_END ->
                throw new IllegalStateException("a card that was put in is not sent " + send.type());
        };
    }

    /** What a client is given, worked out and sealed to its gateway. */
    OutboxRepository.OutboxEntry sealDelivery(
            AcceptedEvent accepted, Action.DeliverToGateway delivery, Card card, ProfileTemplate template) {
        ReplyContext context = ReplyContext.from(accepted.event()).orElseThrow();
        try (Instruction instruction = instructionFactory.createDelivery(delivery, card, template, context)) {
            return seal(accepted, context, delivery.instruction(), delivery.type(), instruction);
        }
    }

    /** A client's request has ended as it said. */
    OutboxRepository.OutboxEntry sealRequestEnded(AcceptedEvent accepted) {
        ReplyContext context = ReplyContext.from(accepted.event()).orElseThrow();
        return seal(
                accepted,
                context,
                UuidGenerator.next(),
                InstructionType.ACKNOWLEDGE_REQUEST_END,
                new Instruction.RequestEndAcknowledged());
    }

    /** A rejection; nothing of the card is in it. */
    OutboxRepository.OutboxEntry sealRejection(
            AcceptedEvent accepted, ReplyContext context, Instruction.Reject reject) {
        InstructionType step = accepted.event() instanceof GatewayEvent event ? event.step() : InstructionType.PUT_KEY;
        return seal(accepted, context, UuidGenerator.next(), step, reject);
    }

    /**
     * What an agent or a gateway waits with.
     *
     * @param challenge the card's, or what was drawn in its place
     * @param hostChallenge the agent's, where the card is to prove its key
     */
    public record ReplyContext(
            CardId card,
            UUID session,
            Challenge challenge,
            @Nullable Challenge hostChallenge) {
        /** A card that has no id yet. */
        private static final CardId NO_CARD_ID = new CardId("00".repeat(16));

        /** That of this event; empty where nobody waits. */
        public static Optional<ReplyContext> from(CardEvent event) {
            if (event instanceof CardInserted e) {
                return Optional.of(new ReplyContext(e.card(), e.session(), e.challenge(), null));
            }
            if (event instanceof BlankCardInserted e) {
                return Optional.of(
                        new ReplyContext(e.card() == null ? NO_CARD_ID : e.card(), e.session(), e.challenge(), null));
            }
            if (event instanceof GatewayEvent e) {
                return Optional.of(new ReplyContext(e.subject().card(), e.session(), e.bindingChallenge(), null));
            }
            return event instanceof StepReported e && e.challenge() != null
                    ? Optional.of(new ReplyContext(e.card(), e.session(), e.challenge(), e.hostChallenge()))
                    : Optional.empty();
        }
    }

    private OutboxRepository.OutboxEntry seal(
            AcceptedEvent accepted, ReplyContext context, UUID id, InstructionType step, Instruction instruction) {
        EventHeader header = accepted.event().origin();
        InstructionEnvelope envelope = new InstructionEnvelope(
                EventHeader.SCHEMA,
                id,
                header.agent(),
                header.channel().encapsulated(),
                header.event(),
                context.session,
                context.card,
                step,
                context.challenge,
                (int) InstructionEnvelope.MAX_LIFETIME.toMillis());
        SealedInstruction sealed = channels.seal(header, accepted.enrolment().key(), envelope, instruction);
        String topic = KafkaTopics.instructionTopicName(header.agent());
        return OutboxRepository.OutboxEntry.of(
                accepted.partition(), topic, context.session.toString(), MessageJson.write(sealed), null);
    }
}
