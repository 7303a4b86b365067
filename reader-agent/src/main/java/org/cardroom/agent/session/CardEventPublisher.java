package org.cardroom.agent.session;

import java.util.UUID;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.agent.session.InstructionExecutor.ExecutionResult;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.client.EventPublication;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.client.InstructionFuture;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.InstructionProgress;
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
        return context.client()
                .request(
                        context.slot(),
                        requestContext(challenge),
                        header -> new CardEvent.CardInserted(
                                header,
                                session,
                                card.kind(),
                                atr,
                                card.id(),
                                challenge,
                                card.algorithm(),
                                card.limitations(),
                                context.journal().snapshot(card.id())),
                        this::publishLateReport);
    }

    /** Publishes the result of an instruction, and the challenge for the next one. */
    InstructionFuture publishReport(
            InstructionEnvelope instruction, ExecutionResult executionResult, Challenge challenge) {
        return publishReport(instruction, executionResult, challenge, null);
    }

    /** Publishes the challenges of a mutual authentication. */
    InstructionFuture publishMutualChallenge(
            InstructionEnvelope instruction, SmartCard.ChallengeResult.MutualChallenge mutual) {
        ExecutionResult done = new ExecutionResult(InstructionProgress.DONE, new CardResponse.Accepted());
        return publishReport(instruction, done, mutual.challenge(), mutual.hostChallenge());
    }

    private InstructionFuture publishReport(
            InstructionEnvelope instruction,
            ExecutionResult executionResult,
            Challenge challenge,
            @Nullable Challenge hostChallenge) {
        return context.client()
                .request(
                        context.slot(),
                        requestContext(challenge),
                        header -> stepReported(header, instruction, executionResult, challenge, hostChallenge),
                        this::publishLateReport);
    }

    /** Publishes the final result of an instruction. */
    EventPublication publishReport(InstructionEnvelope instruction, ExecutionResult executionResult) {
        return context.client()
                .publish(context.slot(), header -> stepReported(header, instruction, executionResult, null, null));
    }

    /** Publishes that the card drew no challenge, unless it was removed: it may draw one at its next insertion. */
    void publishChallengeFailure(CardResponse response) {
        if (!(response instanceof CardResponse.Removed)) {
            context.awaitDelivery(context.client()
                    .publish(
                            context.slot(),
                            header -> new CardEvent.CardChallengeFailed(
                                    header,
                                    session,
                                    card.id(),
                                    response,
                                    context.journal().snapshot(card.id()))));
        }
    }

    void publishRemoved() {
        context.client().publish(context.slot(), header -> new CardEvent.CardRemoved(header, session, card.id()));
    }

    /** Reports a late instruction, so that the processors do not count it as a try. */
    private void publishLateReport(InstructionEnvelope instruction) {
        publishReport(instruction, ExecutionResult.TOO_LATE);
    }

    private InstructionClient.RequestContext requestContext(Challenge challenge) {
        return new InstructionClient.RequestContext(session, card.id(), challenge, System.nanoTime());
    }

    private CardEvent stepReported(
            EventHeader header,
            InstructionEnvelope instruction,
            ExecutionResult executionResult,
            @Nullable Challenge challenge,
            @Nullable Challenge hostChallenge) {
        return new CardEvent.StepReported(
                header,
                session,
                card.id(),
                instruction.instruction(),
                executionResult.progress(),
                executionResult.response(),
                challenge,
                hostChallenge,
                context.journal().snapshot(card.id()));
    }
}
