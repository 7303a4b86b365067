package org.cardroom.processor.modelcheck;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.InstructionType;
import org.cardroom.processor.decision.Action;
import org.jspecify.annotations.Nullable;

/**
 * An instruction without its secrets: what the product would compute, by name.
 * @param event that it answers
 * @param type absent for a rejection
 * @param answer the key that its answer is worked out under
 * @param next the key that is put
 * @param puks PIV: those that the card is shown in turn
 */
record ModelInstruction(
        UUID id,
        String agent,
        UUID event,
        UUID session,
        @Nullable InstructionType type,
        @Nullable AdminKeyRef answer,
        @Nullable AdminKeyRef next,
        @Nullable String pin,
        List<Integer> puks,
        int nextPuk) {

    static ModelInstruction reject(CardEvent event) {
        return new ModelInstruction(
                UuidGenerator.next(),
                event.origin().agent(),
                event.origin().event(),
                session(event),
                null,
                null,
                null,
                null,
                List.of(),
                0);
    }

    /** What a decided step leads to; the same rules as of the real one, which must not be broken. */
    static ModelInstruction of(CardEvent event, Action.SendInstruction send, Card card, ProfileTemplate template) {
        AdminKeyRef proposed = card.keys().proposed();
        AdminKeyRef ref = send.answerUnderProposed() && proposed != null
                ? proposed
                : card.keys().confirmed();
        boolean both =
                card.keys().hasOwnConfirmedKey() && ref.equals(card.keys().confirmed());
        boolean hosts = event instanceof StepReported report && report.hostChallenge() != null;
        if (send.type() != InstructionType.REQUEST_MUTUAL_AUTH && both != hosts) {
            throw new IllegalStateException("an answer one way under a confirmed key, or both ways under another");
        }
        boolean pins = send.type() == InstructionType.SET_PIN;
        boolean puks = pins && template.initialPuk() != null;
        return new ModelInstruction(
                Objects.requireNonNull(
                        Objects.requireNonNull(card.openSession()).instruction()),
                event.origin().agent(),
                event.origin().event(),
                session(event),
                send.type(),
                ref,
                send.type() == InstructionType.PUT_KEY ? Objects.requireNonNull(proposed) : null,
                pins ? card.heldPin() : null,
                !puks ? List.of() : card.keys().pukMayBeWritten() ? List.of(1, 0) : List.of(0),
                puks ? 1 : 0);
    }

    private static UUID session(CardEvent event) {
        return event instanceof CardInserted inserted ? inserted.session() : ((StepReported) event).session();
    }
}
