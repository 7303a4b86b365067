package org.cardroom.agent.session;

import java.util.UUID;
import java.util.function.Function;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.agent.card.SmartCard.ChallengeResult;
import org.cardroom.agent.session.InstructionExecutor.ExecutionResult;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.client.EventPublication;
import org.cardroom.events.client.InstructionClient.RequestContext;
import org.cardroom.events.client.InstructionFuture;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.JournalSnapshot;
import org.jspecify.annotations.Nullable;

/** Publishes the events of one session with one card, including the journal's snapshot of the card. */
final class CardEventPublisher {
    private final UUID session = UuidGenerator.next();
    private final SlotContext context;
    private final SmartCard card;
    private final Atr atr;

    CardEventPublisher(SlotContext context, SmartCard card, Atr atr) {
        this.context = context;
        this.card = card;
        this.atr = atr;
    }

    /** Returns the publisher for this card if it is a blank card that already has its id. */
    BlankCardEventPublisher forBlankCard() {
        return new BlankCardEventPublisher(context, atr, card.id());
    }

    /** Publishes the card and the challenge that it has just drawn. */
    InstructionFuture publishInserted(Challenge challenge) {
        return request(
                challenge,
                header -> new CardEvent.CardInserted(
                        header,
                        session,
                        card.kind(),
                        atr,
                        card.id(),
                        challenge,
                        card.algorithm(),
                        card.limitations(),
                        snapshot()));
    }

    /** Publishes the result of an instruction, and the challenge for the next one. */
    InstructionFuture publishReport(InstructionEnvelope instruction, ExecutionResult result, Challenge challenge) {
        return request(challenge, header -> stepReported(header, instruction, result, challenge, null));
    }

    /** Publishes the challenges of a mutual authentication. */
    InstructionFuture publishMutualChallenge(InstructionEnvelope instruction, ChallengeResult.MutualChallenge mutual) {
        ExecutionResult done = new ExecutionResult(InstructionProgress.DONE, new CardResponse.Accepted());
        Challenge challenge = mutual.challenge();
        return request(challenge, header -> stepReported(header, instruction, done, challenge, mutual.hostChallenge()));
    }

    /** Publishes the final result of an instruction. */
    EventPublication publishReport(InstructionEnvelope instruction, ExecutionResult result) {
        return publish(header -> stepReported(header, instruction, result, null, null));
    }

    /** Publishes that the card drew no challenge, unless it was removed: it may draw one at its next insertion. */
    void publishChallengeFailure(CardResponse response) {
        if (!(response instanceof CardResponse.Removed)) {
            context.awaitDelivery(publish(
                    header -> new CardEvent.CardChallengeFailed(header, session, card.id(), response, snapshot())));
        }
    }

    void publishRemoved() {
        publish(header -> new CardEvent.CardRemoved(header, session, card.id()));
    }

    private EventPublication publish(Function<EventHeader, CardEvent> event) {
        return context.client().publish(context.slot(), event);
    }

    /** A late instruction is reported too, so that the processors do not count it as a try. */
    private InstructionFuture request(Challenge challenge, Function<EventHeader, CardEvent> event) {
        RequestContext request = new RequestContext(session, card.id(), challenge, System.nanoTime());
        return context.client()
                .request(context.slot(), request, event, late -> publishReport(late, ExecutionResult.TOO_LATE));
    }

    private JournalSnapshot snapshot() {
        return context.journal().snapshot(card.id());
    }

    private CardEvent stepReported(
            EventHeader header,
            InstructionEnvelope instruction,
            ExecutionResult result,
            @Nullable Challenge challenge,
            @Nullable Challenge hostChallenge) {
        return new CardEvent.StepReported(
                header,
                session,
                card.id(),
                instruction.instruction(),
                result.progress(),
                result.response(),
                challenge,
                hostChallenge,
                snapshot());
    }
}
