package org.cardroom.agent.session;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cardroom.agent.card.CardIdentification;
import org.cardroom.agent.session.InstructionExecutor.ExecutionResult;
import org.cardroom.events.client.InstructionFuture;
import org.cardroom.events.client.InstructionFuture.ReceivedInstruction;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;

/** The conversation about a blank card: asks which card it is to be, makes it that one, and reports it. */
final class BlankCardSession {
    private BlankCardSession() {}

    /**
     * Holds the conversation to its end.
     *
     * @param present whether the reader still holds a card
     */
    static InsertionResult run(
            SlotContext context,
            CardIdentification.CardInitializer initializer,
            BooleanSupplier present,
            BlankCardEventPublisher eventPublisher) {
        InstructionFuture future = eventPublisher.publishInserted();
        Optional<ReceivedInstruction> told = future.await();
        if (told.isEmpty()) {
            return InsertionResult.noInstruction(future);
        }
        context.statusPublisher().instructionReceived(told.get().elapsed());
        try (Instruction instruction = told.get().instruction()) {
            if (instruction instanceof Instruction.Reject reject) {
                return new InsertionResult.Failed(reject.reason().description());
            }
            InstructionEnvelope envelope = told.get().envelope();
            ExecutionResult executionResult = future.isExpired(told.get())
                    ? CardEventPublisher.TOO_LATE
                    : !present.getAsBoolean()
                            ? notSent("the card left too early")
                            : initializeCard(context, envelope, instruction, Optional.of(initializer));
            return InsertionResult.awaitReportDelivery(
                    context,
                    envelope.card(),
                    executionResult,
                    eventPublisher.publishReport(envelope, executionResult),
                    new InsertionResult.Initialized());
        }
    }

    /** Makes the card, where this is what the instruction tells and the card can be made. */
    static ExecutionResult initializeCard(
            SlotContext context,
            InstructionEnvelope envelope,
            Instruction told,
            Optional<? extends CardIdentification.CardInitializer> initialiser) {
        return told instanceof Instruction.Initialise initialise
                        && envelope.step() == InstructionType.INITIALISE
                        && initialiser.isPresent()
                ? InstructionExecutor.initializeCard(envelope, initialise, initialiser.get(), context.journal())
                : notSent("the instruction is not for this card");
    }

    private static ExecutionResult notSent(String why) {
        return new ExecutionResult(InstructionProgress.NOT_STARTED, new CardResponse.NotSent(why));
    }
}
