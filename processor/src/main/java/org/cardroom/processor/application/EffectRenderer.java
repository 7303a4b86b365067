package org.cardroom.processor.application;

import java.util.Optional;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.application.InstructionSealer.ReplyContext;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;
import org.cardroom.processor.decision.Action;
import org.cardroom.processor.decision.Decision;

/** Puts on the page what a decision leads to besides the rows: replies, letters, outcomes. Not thread-safe. */
final class EffectRenderer {
    private final TemplateCache templates;
    private final InstructionFactory instructionFactory;
    private final InstructionSealer sealer;

    EffectRenderer(TemplateCache templates, InstructionFactory instructionFactory, InstructionSealer sealer) {
        this.templates = templates;
        this.instructionFactory = instructionFactory;
        this.sealer = sealer;
    }

    /** The decision with all that is stored of it, once everything it leads to is on the page. */
    Decision render(DecidedEvent decided, PollEffects effects) {
        Decision decision = decided.decision().orElseThrow();
        AcceptedEvent accepted = decided.accepted();
        if (decision.action() instanceof Action.SendInstruction send) {
            return renderInstruction(accepted, decision, send, effects);
        }
        if (decision.action() instanceof Action.DeliverToGateway delivery) {
            return renderDelivery(accepted, decision, delivery, effects);
        }
        if (decision.action() instanceof Action.CompleteIssuance) {
            Decision issued = renderIssued(accepted, decision, effects);
            renderRequestEnded(accepted, effects);
            return issued;
        }
        if (decision.action() instanceof Action.FailIssuance failure) {
            effects.addOutcome(accepted.partition(), decision);
            renderFailed(accepted, failure.reason(), effects);
        }
        return decision;
    }

    private Decision renderInstruction(
            AcceptedEvent accepted, Decision decision, Action.SendInstruction send, PollEffects effects) {
        ProfileTemplate template = template(decision.card());
        Card card = instructionFactory.withSecretsPrepared(decision.card(), decision.request(), template, send.type());
        ReplyContext context = ReplyContext.from(accepted.event()).orElseThrow();
        effects.addReply(sealer.sealInstruction(accepted, send, card, template, context));
        // What else is sent in the same session follows from this, as far as a restore has to know.
        if (accepted.event() instanceof CardEvent.CardInserted || send.type() == InstructionType.PUT_KEY) {
            effects.addCheckpoint(
                    accepted.partition(), card, template, CheckpointFactory.pendingInstruction(card.openSession()));
        }
        return decision.withCard(card);
    }

    /** A PIN is held and not published; what else is given has to be known where the database is lost. */
    private Decision renderDelivery(
            AcceptedEvent accepted, Decision decision, Action.DeliverToGateway delivery, PollEffects effects) {
        ProfileTemplate template = template(decision.card());
        Card card = delivery.type() == InstructionType.DELIVER_PIN
                ? instructionFactory.withHeldPin(decision.card(), decision.request(), template)
                : decision.card();
        effects.addReply(sealer.sealDelivery(accepted, delivery, card, template));
        if (!delivery.repeated() && delivery.type() != InstructionType.DELIVER_PIN) {
            effects.addCheckpoint(
                    accepted.partition(),
                    card,
                    template,
                    CheckpointFactory.pendingDelivery(delivery, card.keys(), (GatewayEvent) accepted.event()));
        }
        return decision.withCard(card);
    }

    /** The PIN goes to its letter where the policy keeps it, and is held no longer. */
    private Decision renderIssued(AcceptedEvent accepted, Decision decision, PollEffects effects) {
        Card card = decision.card();
        if (template(card).userPinOption() == UserPinOption.SERVER_DISTRIBUTED) {
            effects.addLetter(card, instructionFactory.sealPinForLetter(card));
        }
        Decision done = decision.withCard(card.withHeldPin(null));
        effects.addOutcome(accepted.partition(), done);
        return done;
    }

    /** A client that gives its card up is told so; an agent is told why its card fails. */
    private void renderFailed(AcceptedEvent accepted, RejectionReason reason, PollEffects effects) {
        if (accepted.event() instanceof GatewayEvent) {
            renderRequestEnded(accepted, effects);
        } else {
            renderRejection(accepted, reason, effects);
        }
    }

    private void renderRequestEnded(AcceptedEvent accepted, PollEffects effects) {
        if (accepted.event() instanceof GatewayEvent) {
            effects.addReply(sealer.sealRequestEnded(accepted));
        }
    }

    /** What makes a blank card the one that this request names. */
    void renderInitialization(AcceptedEvent accepted, IssuanceRequest request, PollEffects effects) {
        ReplyContext context = ReplyContext.from(accepted.event()).orElseThrow();
        ProfileTemplate template = templates.get(request.template()).template();
        effects.addReply(sealer.sealInitialization(accepted, context, request, template));
    }

    /** Whoever waits is told why it gets nothing. */
    void renderRejection(AcceptedEvent accepted, RejectionReason reason, PollEffects effects) {
        Optional<ReplyContext> asked = ReplyContext.from(accepted.event());
        asked.ifPresent(who -> effects.addReply(sealer.sealRejection(accepted, who, new Instruction.Reject(reason))));
    }

    /** A card has just proven its own key, and is not done. */
    void renderKeyConfirmed(AcceptedEvent accepted, Card card, PollEffects effects) {
        effects.addCheckpoint(accepted.partition(), card, template(card), null);
    }

    private ProfileTemplate template(Card card) {
        return templates.get(card.template()).template();
    }
}
