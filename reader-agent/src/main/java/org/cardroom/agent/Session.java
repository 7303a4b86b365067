package org.cardroom.agent;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cardroom.agent.Execution.Reached;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.events.link.Question;
import org.cardroom.events.link.Question.Told;
import org.cardroom.events.message.Envelope;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Said;
import org.cardroom.events.message.Stage;
import org.cardroom.events.message.Step;

/** The conversation about one connected card: asks what to do, does it, reports it, as long as the card goes on. */
final class Session {
    /** More than a torn card with two possible keys needs. */
    private static final int MOST_INSTRUCTIONS = 6;

    private final Workplace at;
    private final SmartCard card;
    private final BooleanSupplier present;
    private final Reporter reporter;
    private Question question;

    private Session(Workplace at, SmartCard card, BooleanSupplier present, Reporter reporter, Question first) {
        this.at = at;
        this.card = card;
        this.present = present;
        this.reporter = reporter;
        this.question = first;
    }

    /**
     * Holds the conversation to its end.
     *
     * @param present whether the reader still holds a card: one that left can be spared its try
     */
    static Ending of(Workplace at, SmartCard card, BooleanSupplier present, Reporter reporter) {
        SmartCard.Drawn drawn = card.challenge();
        if (drawn instanceof SmartCard.Drawn.Uninitialised && card.initialiser().isPresent()) {
            return Initialisation.of(at, card.initialiser().get(), present, reporter.asBlank());
        }
        if (drawn instanceof SmartCard.Drawn.None none) {
            reporter.unfit(none.said());
            return Ending.Bad.because(none.said());
        }
        if (!(drawn instanceof SmartCard.Drawn.Fresh fresh)) {
            return new Ending.Bad("the card is not initialised");
        }
        Question first = reporter.inserted(fresh.challenge());
        return new Session(at, card, present, reporter, first).converse();
    }

    private Ending converse() {
        for (int i = 0; i < MOST_INSTRUCTIONS; i++) {
            Optional<Told> told = question.await();
            if (told.isEmpty()) {
                return Ending.unanswered(question);
            }
            at.board().answered(told.get().took());
            Optional<Ending> ending = follow(told.get());
            if (ending.isPresent()) {
                return ending.get();
            }
        }
        return new Ending.Bad("too many instructions");
    }

    private Optional<Ending> follow(Told told) {
        try (Instruction instruction = told.instruction()) {
            if (instruction instanceof Instruction.Reject reject) {
                return Optional.of(new Ending.Bad(reject.reason().words()));
            }
            Optional<Reached> idle = idle(told);
            if (instruction instanceof Instruction.Prove && told.envelope().step() == Step.PROVE && idle.isEmpty()) {
                return prove(told.envelope());
            }
            if (instruction instanceof Instruction.Initialise && idle.isEmpty()) {
                return Optional.of(initialise(told.envelope(), instruction));
            }
            Reached reached = idle.orElseGet(() -> Execution.of(told, card, at.journal()));
            return goesOn(told.envelope(), reached)
                    ? goOn(told.envelope(), reached)
                    : Optional.of(end(told.envelope(), reached));
        }
    }

    /** Why it must not be carried out, if so. */
    private Optional<Reached> idle(Told told) {
        if (question.isLate(told)) {
            return Optional.of(Reporter.LATE);
        }
        boolean here = present.getAsBoolean();
        return here
                ? Optional.empty()
                : Optional.of(new Reached(Stage.NOTHING, new Said.NotAsked("the card left too early")));
    }

    /** A card that takes no part in it gets nothing: there is no other way to know it. */
    private Optional<Ending> prove(Envelope instruction) {
        SmartCard.Drawn drawn = card.prove();
        if (drawn instanceof SmartCard.Drawn.Mutual mutual) {
            question = reporter.proving(instruction, mutual);
            return Optional.empty();
        }
        Said said = drawn instanceof SmartCard.Drawn.None none ? none.said() : new Said.NotProven("no proof");
        return Optional.of(end(instruction, new Reached(Stage.NOTHING, said)));
    }

    private Ending initialise(Envelope envelope, Instruction told) {
        Reached reached = Initialisation.carriedOut(at, envelope, told, card.initialiser());
        return ended(envelope, reached, new Ending.Initialised());
    }

    /** After a new key, which has to be proven; and after a refused answer, so that another key can be tried. */
    private static boolean goesOn(Envelope instruction, Reached reached) {
        boolean refused = reached.stage() == Stage.ANSWER && reached.said() instanceof Said.Refused;
        return refused || (reached.stage() == Stage.DONE && instruction.step() == Step.PUT_KEY);
    }

    private Optional<Ending> goOn(Envelope instruction, Reached reached) {
        SmartCard.Drawn drawn = card.challenge();
        if (drawn instanceof SmartCard.Drawn.Fresh fresh) {
            question = reporter.reported(instruction, reached, fresh.challenge());
            return Optional.empty();
        }
        at.delivered(reporter.reported(instruction, reached));
        return Optional.of(
                drawn instanceof SmartCard.Drawn.None none
                        ? Ending.Bad.because(none.said())
                        : new Ending.Bad("the card is not initialised"));
    }

    private Ending end(Envelope instruction, Reached reached) {
        return ended(instruction, reached, new Ending.Good());
    }

    private Ending ended(Envelope instruction, Reached reached, Ending ifDone) {
        return Ending.reported(at, card.id(), reached, reporter.reported(instruction, reached), ifDone);
    }
}
