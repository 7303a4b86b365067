package org.cardroom.agent;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cardroom.agent.Execution.Reached;
import org.cardroom.agent.card.Identification;
import org.cardroom.events.link.Question;
import org.cardroom.events.link.Question.Told;
import org.cardroom.events.message.Envelope;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Said;
import org.cardroom.events.message.Stage;
import org.cardroom.events.message.Step;

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
        Question question = reporter.inserted();
        Optional<Told> told = question.await();
        if (told.isEmpty()) {
            return Ending.unanswered(question);
        }
        at.board().answered(told.get().took());
        try (Instruction instruction = told.get().instruction()) {
            if (instruction instanceof Instruction.Reject reject) {
                return new Ending.Bad(reject.reason().words());
            }
            Envelope envelope = told.get().envelope();
            Reached reached = question.isLate(told.get())
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
            Envelope envelope,
            Instruction told,
            Optional<? extends Identification.Initialiser> initialiser) {
        return told instanceof Instruction.Initialise initialise
                        && envelope.step() == Step.INITIALISE
                        && initialiser.isPresent()
                ? Execution.initialise(envelope, initialise, initialiser.get(), at.journal())
                : notAsked("the instruction is not for this card");
    }

    private static Reached notAsked(String why) {
        return new Reached(Stage.NOTHING, new Said.NotAsked(why));
    }
}
