package org.cardroom.agent.session;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cardroom.agent.card.CardIdentification;
import org.cardroom.agent.session.InsertionResult.Failed;
import org.cardroom.agent.session.InsertionResult.Initialized;
import org.cardroom.agent.session.InstructionExecutor.ExecutionResult;
import org.cardroom.events.client.InstructionFuture;
import org.cardroom.events.client.InstructionFuture.ReceivedInstruction;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.InstructionType;

/** A session with a blank card: requests its id and first key, initialises it, and reports the result. */
final class BlankCardSession {
    private BlankCardSession() {}

    /** Runs the session to its end; {@code cardPresent} returns whether the reader still holds a card. */
    static InsertionResult run(
            SlotContext context,
            CardIdentification.CardInitializer initializer,
            BooleanSupplier cardPresent,
            BlankCardEventPublisher publisher) {
        InstructionFuture future = publisher.publishInserted();
        Optional<ReceivedInstruction> received = future.await();
        if (received.isEmpty()) {
            return InsertionResult.noInstruction(future);
        }
        context.statusPublisher().instructionReceived(received.get().elapsed());
        try (Instruction instruction = received.get().instruction()) {
            if (instruction instanceof Instruction.Reject reject) {
                return new Failed(reject.reason().description());
            }
            InstructionEnvelope envelope = received.get().envelope();
            ExecutionResult result = future.isExpired(received.get())
                    ? ExecutionResult.TOO_LATE
                    : !cardPresent.getAsBoolean()
                            ? ExecutionResult.notSent("the card was removed too early")
                            : initializeCard(context, envelope, instruction, Optional.of(initializer));
            return InsertionResult.awaitReportDelivery(
                    context, envelope.card(), result, publisher.publishReport(envelope, result), new Initialized());
        }
    }

    /** Initialises the card if the instruction says so and the card can be initialised. */
    static ExecutionResult initializeCard(
            SlotContext context,
            InstructionEnvelope envelope,
            Instruction instruction,
            Optional<? extends CardIdentification.CardInitializer> initializer) {
        return instruction instanceof Instruction.Initialise initialise
                        && envelope.step() == InstructionType.INITIALISE
                        && initializer.isPresent()
                ? InstructionExecutor.initializeCard(envelope, initialise, initializer.get(), context.journal())
                : ExecutionResult.notSent("the instruction is not for this card");
    }
}
