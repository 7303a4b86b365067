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

/** Tells the processors of one session with one card; what the journal holds of the card goes with it. */
final class CardEventPublisher {
    static final ExecutionResult TOO_LATE =
            new ExecutionResult(InstructionProgress.NOT_STARTED, new CardResponse.NotSent("late"));

    private final UUID session = UuidGenerator.next();
    private final SlotContext context;
    private final SmartCard card;
    private final Atr atr;

    CardEventPublisher(SlotContext context, SmartCard card, Atr atr) {
        this.context = context;
        this.card = card;
        this.atr = atr;
    }

    /** How to tell of it where it turns out to be a blank that has its id already. */
    BlankCardEventPublisher forBlankCard() {
        return new BlankCardEventPublisher(context, atr, card.id());
    }

    /** The card is here, and just drew this challenge. */
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

    /** What became of an instruction, and the challenge that the card just drew to go on. */
    InstructionFuture publishReport(
            InstructionEnvelope instruction, ExecutionResult executionResult, Challenge challenge) {
        return publishReport(instruction, executionResult, challenge, null);
    }

    /** What the card and the agent drew, so that each can prove its key to the other. */
    InstructionFuture publishMutualChallenge(
            InstructionEnvelope instruction, SmartCard.ChallengeResult.MutualChallenge mutual) {
        ExecutionResult done = new ExecutionResult(InstructionProgress.DONE, new CardResponse.Accepted());
        return publishReport(instruction, done, mutual.challenge(), mutual.hostChallenge());
    }

    private InstructionFuture publishReport(
            InstructionEnvelope instruction,
            ExecutionResult executionResult,
            Challenge challenge,
            @Nullable Challenge hosts) {
        return context.client()
                .request(
                        context.slot(),
                        requestContext(challenge),
                        header -> stepReported(header, instruction, executionResult, challenge, hosts),
                        this::publishLateReport);
    }

    /** What became of an instruction; nothing more will. */
    EventPublication publishReport(InstructionEnvelope instruction, ExecutionResult executionResult) {
        return context.client()
                .publish(context.slot(), header -> stepReported(header, instruction, executionResult, null, null));
    }

    /** The card drew no challenge; one that left may draw one when it is back. */
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

    /** The card left. */
    void publishRemoved() {
        context.client().publish(context.slot(), header -> new CardEvent.CardRemoved(header, session, card.id()));
    }

    /** An instruction that came too late costs no try, if the processors know it. */
    private void publishLateReport(InstructionEnvelope instruction) {
        publishReport(instruction, TOO_LATE);
    }

    private InstructionClient.RequestContext requestContext(Challenge challenge) {
        return new InstructionClient.RequestContext(session, card.id(), challenge, System.nanoTime());
    }

    private CardEvent stepReported(
            EventHeader header,
            InstructionEnvelope instruction,
            ExecutionResult executionResult,
            @Nullable Challenge challenge,
            @Nullable Challenge hosts) {
        return new CardEvent.StepReported(
                header,
                session,
                card.id(),
                instruction.instruction(),
                executionResult.progress(),
                executionResult.response(),
                challenge,
                hosts,
                context.journal().snapshot(card.id()));
    }
}
