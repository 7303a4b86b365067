package org.cardroom.processor.application;

import java.time.Instant;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardKeyState;
import org.cardroom.domain.card.OpenSession;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.processor.decision.Action;
import org.jspecify.annotations.Nullable;

/** What the house hears of a card that is not done: enough to go on with it where the database is lost. */
final class CheckpointFactory {
    private CheckpointFactory() {}

    /**
     * That of a card.
     *
     * @param sent its last instruction, which is about to be sent; absent where it has just proven its key
     */
    static IssuanceEvent create(
            Card card,
            ProfileTemplate template,
            IssuanceEvent.@Nullable PendingInstruction sent,
            AuditChainHead audit,
            Instant at) {
        CardKeyState keys = card.keys();
        AdminKeyRef proposed = keys.proposed();
        return new IssuanceEvent.CardProvisioningCheckpoint(
                EventHeader.SCHEMA,
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
                sent,
                at,
                audit);
    }

    private static IssuanceEvent.KeyName keyName(AdminKeyRef ref) {
        return new IssuanceEvent.KeyName(ref.version(), ref.issuance());
    }

    /** What an agent is about to be sent. */
    static IssuanceEvent.@Nullable PendingInstruction pendingInstruction(@Nullable OpenSession last) {
        return last == null || last.instruction() == null || last.step() == null
                ? null
                : new IssuanceEvent.PendingInstruction(
                        last.instruction(),
                        last.step(),
                        last.answerUnderProposed(),
                        last.agent(),
                        last.session(),
                        last.journal());
    }

    /** What a gateway is about to be sent: there is no journal of what becomes of it. */
    static IssuanceEvent.PendingInstruction pendingDelivery(
            Action.DeliverToGateway delivery, CardKeyState keys, GatewayEvent asked) {
        return new IssuanceEvent.PendingInstruction(
                delivery.instruction(),
                delivery.type(),
                delivery.key() != null && delivery.key().equals(keys.proposed()),
                asked.origin().agent(),
                asked.session(),
                null);
    }
}
