package org.cardroom.agent.session;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.agent.session.InstructionExecutor.ExecutionResult;
import org.cardroom.events.client.InstructionFuture;
import org.cardroom.events.client.InstructionFuture.ReceivedInstruction;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;

/** The conversation about one connected card: asks what to do, does it, reports it, as long as the card goes on. */
final class CardSession {
    /** More than a torn card with two possible keys needs. */
    private static final int MAX_INSTRUCTIONS = 6;

    private final SlotContext context;
    private final SmartCard card;
    private final BooleanSupplier cardPresent;
    private final CardEventPublisher eventPublisher;
    private InstructionFuture future;

    private CardSession(
            SlotContext context,
            SmartCard card,
            BooleanSupplier present,
            CardEventPublisher eventPublisher,
            InstructionFuture first) {
        this.context = context;
        this.card = card;
        this.cardPresent = present;
        this.eventPublisher = eventPublisher;
        this.future = first;
    }

    /**
     * Holds the conversation to its end.
     *
     * @param present whether the reader still holds a card: one that left can be spared its try
     */
    static InsertionResult run(
            SlotContext context, SmartCard card, BooleanSupplier present, CardEventPublisher eventPublisher) {
        SmartCard.ChallengeResult challengeResult = card.requestChallenge();
        if (challengeResult instanceof SmartCard.ChallengeResult.Uninitialized
                && card.initializer().isPresent()) {
            return BlankCardSession.run(context, card.initializer().get(), present, eventPublisher.forBlankCard());
        }
        if (challengeResult instanceof SmartCard.ChallengeResult.NoChallenge noChallenge) {
            eventPublisher.publishChallengeFailure(noChallenge.response());
            return InsertionResult.Failed.fromResponse(noChallenge.response());
        }
        if (!(challengeResult instanceof SmartCard.ChallengeResult.CardChallenge cardChallenge)) {
            return new InsertionResult.Failed("the card is not initialised");
        }
        InstructionFuture first = eventPublisher.publishInserted(cardChallenge.challenge());
        return new CardSession(context, card, present, eventPublisher, first).converse();
    }

    private InsertionResult converse() {
        for (int i = 0; i < MAX_INSTRUCTIONS; i++) {
            Optional<ReceivedInstruction> told = future.await();
            if (told.isEmpty()) {
                return InsertionResult.noInstruction(future);
            }
            context.statusPublisher().instructionReceived(told.get().elapsed());
            Optional<InsertionResult> ending = handleInstruction(told.get());
            if (ending.isPresent()) {
                return ending.get();
            }
        }
        return new InsertionResult.Failed("too many instructions");
    }

    private Optional<InsertionResult> handleInstruction(ReceivedInstruction received) {
        try (Instruction instruction = received.instruction()) {
            if (instruction instanceof Instruction.Reject reject) {
                return Optional.of(new InsertionResult.Failed(reject.reason().description()));
            }
            Optional<ExecutionResult> idle = reasonToSkip(received);
            if (instruction instanceof Instruction.RequestMutualAuth
                    && received.envelope().step() == InstructionType.REQUEST_MUTUAL_AUTH
                    && idle.isEmpty()) {
                return authenticateMutually(received.envelope());
            }
            if (instruction instanceof Instruction.Initialise && idle.isEmpty()) {
                return Optional.of(initializeBlankCard(received.envelope(), instruction));
            }
            ExecutionResult executionResult =
                    idle.orElseGet(() -> InstructionExecutor.execute(received, card, context.journal()));
            return expectsNextInstruction(received.envelope(), executionResult)
                    ? reportAndRequestNext(received.envelope(), executionResult)
                    : Optional.of(finish(received.envelope(), executionResult));
        }
    }

    /** Why it must not be carried out, if so. */
    private Optional<ExecutionResult> reasonToSkip(ReceivedInstruction received) {
        if (future.isExpired(received)) {
            return Optional.of(CardEventPublisher.TOO_LATE);
        }
        boolean here = cardPresent.getAsBoolean();
        return here
                ? Optional.empty()
                : Optional.of(new ExecutionResult(
                        InstructionProgress.NOT_STARTED, new CardResponse.NotSent("the card left too early")));
    }

    /** A card that takes no part in it gets nothing: there is no other way to know it. */
    private Optional<InsertionResult> authenticateMutually(InstructionEnvelope instruction) {
        SmartCard.ChallengeResult challengeResult = card.requestMutualChallenge();
        if (challengeResult instanceof SmartCard.ChallengeResult.MutualChallenge mutual) {
            future = eventPublisher.publishMutualChallenge(instruction, mutual);
            return Optional.empty();
        }
        CardResponse response = challengeResult instanceof SmartCard.ChallengeResult.NoChallenge noChallenge
                ? noChallenge.response()
                : new CardResponse.ProofFailed("no proof");
        return Optional.of(finish(instruction, new ExecutionResult(InstructionProgress.NOT_STARTED, response)));
    }

    private InsertionResult initializeBlankCard(InstructionEnvelope envelope, Instruction told) {
        ExecutionResult executionResult = BlankCardSession.initializeCard(context, envelope, told, card.initializer());
        return finish(envelope, executionResult, new InsertionResult.Initialized());
    }

    /** After a new key, which has to be proven; and after a refused answer, so that another key can be tried. */
    private static boolean expectsNextInstruction(InstructionEnvelope instruction, ExecutionResult executionResult) {
        boolean refused = executionResult.progress() == InstructionProgress.ANSWER
                && executionResult.response() instanceof CardResponse.Refused;
        return refused
                || (executionResult.progress() == InstructionProgress.DONE
                        && instruction.step() == InstructionType.PUT_KEY);
    }

    private Optional<InsertionResult> reportAndRequestNext(
            InstructionEnvelope instruction, ExecutionResult executionResult) {
        SmartCard.ChallengeResult challengeResult = card.requestChallenge();
        if (challengeResult instanceof SmartCard.ChallengeResult.CardChallenge cardChallenge) {
            future = eventPublisher.publishReport(instruction, executionResult, cardChallenge.challenge());
            return Optional.empty();
        }
        context.awaitDelivery(eventPublisher.publishReport(instruction, executionResult));
        return Optional.of(
                challengeResult instanceof SmartCard.ChallengeResult.NoChallenge noChallenge
                        ? InsertionResult.Failed.fromResponse(noChallenge.response())
                        : new InsertionResult.Failed("the card is not initialised"));
    }

    private InsertionResult finish(InstructionEnvelope instruction, ExecutionResult executionResult) {
        return finish(instruction, executionResult, new InsertionResult.Issued());
    }

    private InsertionResult finish(
            InstructionEnvelope instruction, ExecutionResult executionResult, InsertionResult resultIfDone) {
        return InsertionResult.awaitReportDelivery(
                context,
                card.id(),
                executionResult,
                eventPublisher.publishReport(instruction, executionResult),
                resultIfDone);
    }
}
