package org.cardroom.agent;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cardroom.agent.Execution.Reached;
import org.cardroom.agent.card.Identification;
import org.cardroom.events.client.InstructionFuture;
import org.cardroom.events.client.InstructionFuture.ReceivedInstruction;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;

/** The conversation about a blank card: asks which card it is to be, makes it that one, and reports it. */
final class Initialisation {
    private Initialisation() {}

    /**
     * Holds the conversation to its end.
     *
     * @param present whether the reader still holds a card
     */
    static Ending of(
            Workplace at, Identification.Initialiser initialiser, BooleanSupplier present, BlankReporter reporter) {
        InstructionFuture future = reporter.inserted();
        Optional<ReceivedInstruction> told = future.await();
        if (told.isEmpty()) {
            return Ending.unanswered(future);
        }
        at.board().answered(told.get().elapsed());
        try (Instruction instruction = told.get().instruction()) {
            if (instruction instanceof Instruction.Reject reject) {
                return new Ending.Bad(reject.reason().description());
            }
            InstructionEnvelope envelope = told.get().envelope();
            Reached reached = future.isExpired(told.get())
                    ? Reporter.LATE
                    : !present.getAsBoolean()
                            ? notAsked("the card left too early")
                            : carriedOut(at, envelope, instruction, Optional.of(initialiser));
            return Ending.reported(
                    at, envelope.card(), reached, reporter.reported(envelope, reached), new Ending.Initialised());
        }
    }

    /** Makes the card, where this is what the instruction tells and the card can be made. */
    static Reached carriedOut(
            Workplace at,
            InstructionEnvelope envelope,
            Instruction told,
            Optional<? extends Identification.Initialiser> initialiser) {
        return told instanceof Instruction.Initialise initialise
                        && envelope.step() == InstructionType.INITIALISE
                        && initialiser.isPresent()
                ? Execution.initialise(envelope, initialise, initialiser.get(), at.journal())
                : notAsked("the instruction is not for this card");
    }

    private static Reached notAsked(String why) {
        return new Reached(InstructionProgress.NOT_STARTED, new CardResponse.NotSent(why));
    }
}
