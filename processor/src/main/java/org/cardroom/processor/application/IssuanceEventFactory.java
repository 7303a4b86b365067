package org.cardroom.processor.application;

import static org.cardroom.events.message.EventHeader.SCHEMA;

import java.util.UUID;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardKeyState;
import org.cardroom.domain.card.OpenSession;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.events.outcome.IssuanceEvent.PendingInstruction;
import org.cardroom.processor.application.PollEffects.IssuanceEventTemplate;
import org.cardroom.processor.decision.Action;
import org.jspecify.annotations.Nullable;

/** Creates the published events about a card: issued, failed, and the checkpoints that a restore continues from. */
final class IssuanceEventFactory {
    private IssuanceEventFactory() {}

    /** A checkpoint of a card that is about to be sent the pending instruction, or has just proven its key. */
    static IssuanceEventTemplate checkpoint(Card card, ProfileTemplate template, @Nullable PendingInstruction pending) {
        CardKeyState keys = card.keys();
        AdminKeyRef proposed = keys.proposed();
        return (audit, at) -> new IssuanceEvent.CardProvisioningCheckpoint(
                SCHEMA,
                card.request(),
                card.cardId(),
                card.kind(),
                template.algorithm(),
                keyName(keys.confirmed()),
                proposed == null ? null : keyName(proposed),
                keys.confirmedRefused(),
                keys.proposedRefused(),
                keys.keyMayBeWritten(),
                keys.pukVersion(),
                keys.pukMayBeWritten(),
                card.unresolvedAnswers(),
                card.instructionCount(),
                pending,
                at,
                audit);
    }

    private static IssuanceEvent.KeyName keyName(AdminKeyRef ref) {
        return new IssuanceEvent.KeyName(ref.version(), ref.issuance());
    }

    /** The pending instruction of an agent's session. */
    static @Nullable PendingInstruction pendingInstruction(@Nullable OpenSession last) {
        return last == null || last.instruction() == null || last.step() == null
                ? null
                : new PendingInstruction(
                        last.instruction(),
                        last.step(),
                        last.answerUnderProposed(),
                        last.agent(),
                        last.session(),
                        last.journal());
    }

    /** The pending instruction to a gateway, which has no journal. */
    static PendingInstruction pendingDelivery(
            Action.DeliverSecret delivery, UUID instructionId, CardKeyState keys, GatewayEvent event) {
        boolean proposed = delivery.key() != null && delivery.key().equals(keys.proposed());
        String gateway = event.origin().agent();
        return new PendingInstruction(instructionId, delivery.type(), proposed, gateway, event.session(), null);
    }

    static IssuanceEventTemplate issued(Card card) {
        AdminKeyRef key = card.keys().confirmed();
        return (audit, at) -> new IssuanceEvent.CardIssued(
                SCHEMA, card.request(), card.cardId(), card.kind(), key.version(), key.issuance(), at, audit);
    }

    /** Names the key that the card most likely has. */
    static IssuanceEventTemplate failed(Card card, RejectionReason reason) {
        CardKeyState keys = card.keys();
        AdminKeyRef key = keys.proposed() != null && keys.keyMayBeWritten() ? keys.proposed() : keys.confirmed();
        return (audit, at) -> new IssuanceEvent.CardFailed(
                SCHEMA, card.request(), card.cardId(), card.kind(), reason, key.version(), key.issuance(), at, audit);
    }
}
