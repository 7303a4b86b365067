package org.cardroom.agent;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cardroom.agent.Execution.Reached;
import org.cardroom.agent.card.Identification;
import org.cardroom.agent.link.Posted;
import org.cardroom.agent.link.Question;
import org.cardroom.agent.link.Question.Told;
import org.cardroom.events.message.Envelope;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Said;
import org.cardroom.events.message.Stage;
import org.cardroom.events.message.Step;

/** The conversation about a blank card: asks which card it is to be, makes it that one, and reports it. */
final class Making {
    private Making() {}

    /**
     * Holds the conversation to its end.
     *
     * @param present whether the reader still holds a card
     */
    static Ending of(Workplace at, Identification.Maker maker, BooleanSupplier present, BlankReporter reporter) {
        Question question = reporter.inserted();
        Optional<Told> told = question.await();
        if (told.isEmpty()) {
            return unanswered(question);
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
                            : carriedOut(at, envelope, instruction, Optional.of(maker));
            return ended(at, envelope, reached, reporter.reported(envelope, reached));
        }
    }

    private static Ending unanswered(Question question) {
        boolean posted = question.posted().arrivesWithin(Duration.ZERO);
        return posted ? new Ending.Unanswered() : new Ending.Unposted(question.posted());
    }

    /** Makes the card, where this is what the instruction tells and the card can be made. */
    static Reached carriedOut(
            Workplace at, Envelope envelope, Instruction told, Optional<? extends Identification.Maker> maker) {
        return told instanceof Instruction.Initialise initialise
                        && envelope.step() == Step.INITIALISE
                        && maker.isPresent()
                ? Execution.make(envelope, initialise, maker.get(), at.journal())
                : notAsked("the instruction is not for this card");
    }

    private static Reached notAsked(String why) {
        return new Reached(Stage.NOTHING, new Said.NotAsked(why));
    }

    /** How it came to its end, once the report of it has arrived. */
    static Ending ended(Workplace at, Envelope envelope, Reached reached, Posted report) {
        boolean delivered = at.delivered(report);
        if (reached.equals(Reporter.LATE)) {
            return new Ending.Unanswered();
        }
        if (reached.stage() != Stage.DONE) {
            return Ending.Bad.because(reached.said());
        }
        if (!delivered) {
            return new Ending.Bad("the agent ended before its report arrived");
        }
        at.journal().done(envelope.card());
        return new Ending.Made();
    }
}
