package org.cardroom.agent.session;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.agent.card.SmartCard.ChallengeResult;
import org.cardroom.agent.session.InstructionExecutor.ExecutionResult;
import org.cardroom.events.client.InstructionFuture;
import org.cardroom.events.client.InstructionFuture.ReceivedInstruction;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;

/** A session with one connected card: requests instructions, executes them and reports the results. */
final class CardSession {
    /** More than a torn card with two possible keys needs. */
    private static final int MAX_INSTRUCTIONS_PER_SESSION = 6;

    private final SlotContext context;
    private final SmartCard card;
    private final BooleanSupplier cardPresent;
    private final CardEventPublisher publisher;
    private InstructionFuture future;

    private CardSession(
            SlotContext context,
            SmartCard card,
            BooleanSupplier cardPresent,
            CardEventPublisher publisher,
            InstructionFuture first) {
        this.context = context;
        this.card = card;
        this.cardPresent = cardPresent;
        this.publisher = publisher;
        this.future = first;
    }

    /** Runs the session to its end. A card that is not {@code cardPresent} is not sent an answer that costs a try. */
    static InsertionResult run(
            SlotContext context, SmartCard card, BooleanSupplier cardPresent, CardEventPublisher publisher) {
        ChallengeResult drawn = card.requestChallenge();
        if (drawn instanceof ChallengeResult.Uninitialized && card.initializer().isPresent()) {
            return BlankCardSession.run(context, card.initializer().get(), cardPresent, publisher.forBlankCard());
        }
        if (drawn instanceof ChallengeResult.NoChallenge noChallenge) {
            publisher.publishChallengeFailure(noChallenge.response());
            return InsertionResult.Failed.fromResponse(noChallenge.response());
        }
        if (!(drawn instanceof ChallengeResult.CardChallenge cardChallenge)) {
            return new InsertionResult.Failed("the card is not initialised");
        }
        InstructionFuture first = publisher.publishInserted(cardChallenge.challenge());
        return new CardSession(context, card, cardPresent, publisher, first).handleInstructions();
    }

    private InsertionResult handleInstructions() {
        for (int i = 0; i < MAX_INSTRUCTIONS_PER_SESSION; i++) {
            Optional<ReceivedInstruction> received = future.await();
            if (received.isEmpty()) {
                return InsertionResult.noInstruction(future);
            }
            context.statusPublisher().instructionReceived(received.get().elapsed());
            Optional<InsertionResult> finalResult = handleInstruction(received.get());
            if (finalResult.isPresent()) {
                return finalResult.get();
            }
        }
        return new InsertionResult.Failed("too many instructions");
    }

    private Optional<InsertionResult> handleInstruction(ReceivedInstruction received) {
        try (Instruction instruction = received.instruction()) {
            if (instruction instanceof Instruction.Reject reject) {
                return Optional.of(new InsertionResult.Failed(reject.reason().description()));
            }
            Optional<ExecutionResult> skipped = resultIfSkipped(received);
            if (instruction instanceof Instruction.RequestMutualAuth
                    && received.envelope().step() == InstructionType.REQUEST_MUTUAL_AUTH
                    && skipped.isEmpty()) {
                return authenticateMutually(received.envelope());
            }
            if (instruction instanceof Instruction.Initialise && skipped.isEmpty()) {
                ExecutionResult result =
                        BlankCardSession.initializeCard(context, received.envelope(), instruction, card.initializer());
                return Optional.of(finish(received.envelope(), result, new InsertionResult.Initialized()));
            }
            ExecutionResult result =
                    skipped.orElseGet(() -> InstructionExecutor.execute(received, card, context.journal()));
            return expectsNextInstruction(received.envelope(), result)
                    ? reportAndRequestNext(received.envelope(), result)
                    : Optional.of(finish(received.envelope(), result));
        }
    }

    /** Returns why the instruction must not be executed, if so. */
    private Optional<ExecutionResult> resultIfSkipped(ReceivedInstruction received) {
        if (future.isExpired(received)) {
            return Optional.of(ExecutionResult.TOO_LATE);
        }
        return cardPresent.getAsBoolean()
                ? Optional.empty()
                : Optional.of(ExecutionResult.notSent("the card was removed too early"));
    }

    /** A card that does not authenticate itself receives nothing: there is no other proof that it is the card. */
    private Optional<InsertionResult> authenticateMutually(InstructionEnvelope instruction) {
        ChallengeResult drawn = card.requestMutualChallenge();
        if (drawn instanceof ChallengeResult.MutualChallenge mutual) {
            future = publisher.publishMutualChallenge(instruction, mutual);
            return Optional.empty();
        }
        CardResponse response = drawn instanceof ChallengeResult.NoChallenge noChallenge
                ? noChallenge.response()
                : new CardResponse.ProofFailed("no proof");
        return Optional.of(finish(instruction, ExecutionResult.notStarted(response)));
    }

    /** A new key has to be confirmed; after a refused answer another key can be tried. */
    private static boolean expectsNextInstruction(InstructionEnvelope instruction, ExecutionResult result) {
        boolean refused =
                result.progress() == InstructionProgress.ANSWER && result.response() instanceof CardResponse.Refused;
        return refused
                || (result.progress() == InstructionProgress.DONE && instruction.step() == InstructionType.PUT_KEY);
    }

    private Optional<InsertionResult> reportAndRequestNext(InstructionEnvelope instruction, ExecutionResult result) {
        ChallengeResult drawn = card.requestChallenge();
        if (drawn instanceof ChallengeResult.CardChallenge cardChallenge) {
            future = publisher.publishReport(instruction, result, cardChallenge.challenge());
            return Optional.empty();
        }
        context.awaitDelivery(publisher.publishReport(instruction, result));
        return Optional.of(
                drawn instanceof ChallengeResult.NoChallenge noChallenge
                        ? InsertionResult.Failed.fromResponse(noChallenge.response())
                        : new InsertionResult.Failed("the card is not initialised"));
    }

    private InsertionResult finish(InstructionEnvelope instruction, ExecutionResult result) {
        return finish(instruction, result, new InsertionResult.Issued());
    }

    private InsertionResult finish(
            InstructionEnvelope instruction, ExecutionResult result, InsertionResult resultIfDone) {
        return InsertionResult.awaitReportDelivery(
                context, card.id(), result, publisher.publishReport(instruction, result), resultIfDone);
    }
}
