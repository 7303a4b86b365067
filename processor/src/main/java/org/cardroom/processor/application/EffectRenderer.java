package org.cardroom.processor.application;

import java.util.Objects;
import java.util.UUID;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.card.CardId;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.outcome.IssuanceEvent.PendingInstruction;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;
import org.cardroom.processor.decision.Action;
import org.cardroom.processor.decision.Decision;
import org.jspecify.annotations.Nullable;

/** Renders a decision into its effects besides the rows: replies, letters, audit facts, issuance events. Not thread-safe. */
record EffectRenderer(TemplateCache templates, InstructionFactory instructionFactory, InstructionSealer sealer) {
    /** Renders all effects of one event, or throws IllegalStateException if its instruction cannot be created. */
    PollEffects render(AcceptedEvent accepted, Decision decision, UUID instructionId) {
        return decision.action().accept(new EventRendering(accepted, decision, instructionId));
    }

    private final class EventRendering implements Action.ActionVisitor<PollEffects> {
        private final AcceptedEvent accepted;
        private final CardEvent event;
        private final Decision decision;
        private final UUID instructionId;
        private final PollEffects effects = new PollEffects();

        EventRendering(AcceptedEvent accepted, Decision decision, UUID instructionId) {
            this.accepted = accepted;
            this.event = accepted.event();
            this.decision = decision;
            this.instructionId = instructionId;
            effects.addAuditFact(event.recordKey(), AuditText.of(event, decision));
            if (decision.card() != null && decision.action().changesRows()) {
                effects.addHistory(decision.card(), event.origin().event(), decision.explanation());
            }
        }

        private ProfileTemplate template() {
            return templates.get(decision.requireCard().template()).template();
        }

        /** What follows in the session can be derived from its first instruction and the key write after a restore. */
        @Override
        public PollEffects sendInstruction(Action.SendInstruction send) {
            Card card = decision.requireCard();
            effects.addReply(sealer.sealInstruction(accepted, instructionId, send, card, template()));
            if (event instanceof CardEvent.CardInserted || send.type() == InstructionType.PUT_KEY) {
                publishCheckpoint(IssuanceEventFactory.pendingInstruction(card.openSession()));
            }
            return withKeyConfirmed();
        }

        @Override
        public PollEffects initializeBlankCard() {
            IssuanceRequest request = decision.requireRequest();
            CardId card = Objects.requireNonNull(request.namedCard(), "the request names the new card");
            ProfileTemplate template = templates.get(request.template()).template();
            effects.addReply(sealer.sealInitialization(accepted, instructionId, card, template));
            return effects;
        }

        /** A restore has to know the keys and answers that were delivered; the PIN is in the card's row only. */
        @Override
        public PollEffects deliverSecret(Action.DeliverSecret delivery) {
            Card card = decision.requireCard();
            effects.addReply(sealer.sealDelivery(accepted, instructionId, delivery, card, template()));
            if (!delivery.repeated() && delivery.type() != InstructionType.DELIVER_PIN) {
                publishCheckpoint(IssuanceEventFactory.pendingDelivery(
                        delivery, instructionId, card.keys(), (GatewayEvent) event));
            }
            return effects;
        }

        @Override
        public PollEffects acknowledgeRequestEnd() {
            effects.addReply(sealer.sealRequestEnded(accepted, instructionId));
            return effects;
        }

        @Override
        public PollEffects rejectEvent(Action.RejectEvent rejection) {
            ReplyContext.from(event)
                    .map(context -> sealer.sealRejection(accepted, instructionId, context, rejection.reason()))
                    .ifPresent(effects::addReply);
            return effects;
        }

        @Override
        public PollEffects completeIssuance(Action.CompleteIssuance issued) {
            Card card = decision.requireCard();
            if (issued.pinForLetter() != null) {
                effects.addLetter(card, instructionFactory.sealPinForLetter(card, issued.pinForLetter()));
            }
            publish(IssuanceEventFactory.issued(card));
            return event instanceof GatewayEvent ? acknowledgeRequestEnd() : effects;
        }

        /** A client that abandons its card gets a confirmation; an agent gets the reason of the failure. */
        @Override
        public PollEffects failIssuance(Action.FailIssuance failure) {
            publish(IssuanceEventFactory.failed(decision.requireCard(), failure.reason()));
            return event instanceof GatewayEvent
                    ? acknowledgeRequestEnd()
                    : rejectEvent(new Action.RejectEvent(failure.reason()));
        }

        @Override
        public PollEffects recordOnly() {
            return withKeyConfirmed();
        }

        private PollEffects withKeyConfirmed() {
            if (decision.keyConfirmed()) {
                publishCheckpoint(null);
            }
            return effects;
        }

        private void publishCheckpoint(@Nullable PendingInstruction pending) {
            publish(IssuanceEventFactory.checkpoint(decision.requireCard(), template(), pending));
        }

        private void publish(PollEffects.IssuanceEventTemplate issuance) {
            effects.addIssuanceEvent(accepted.partition(), issuance);
        }
    }
}
