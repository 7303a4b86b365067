package org.cardroom.agent;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cardroom.agent.Execution.Reached;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.events.client.InstructionFuture;
import org.cardroom.events.client.InstructionFuture.ReceivedInstruction;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;

/** The conversation about one connected card: asks what to do, does it, reports it, as long as the card goes on. */
final class Session {
    /** More than a torn card with two possible keys needs. */
    private static final int MOST_INSTRUCTIONS = 6;

    private final Workplace at;
    private final SmartCard card;
    private final BooleanSupplier present;
    private final Reporter reporter;
    private InstructionFuture future;

    private Session(Workplace at, SmartCard card, BooleanSupplier present, Reporter reporter, InstructionFuture first) {
        this.at = at;
        this.card = card;
        this.present = present;
        this.reporter = reporter;
        this.future = first;
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
        InstructionFuture first = reporter.inserted(fresh.challenge());
        return new Session(at, card, present, reporter, first).converse();
    }

    private Ending converse() {
        for (int i = 0; i < MOST_INSTRUCTIONS; i++) {
            Optional<ReceivedInstruction> told = future.await();
            if (told.isEmpty()) {
                return Ending.unanswered(future);
            }
            at.board().answered(told.get().elapsed());
            Optional<Ending> ending = follow(told.get());
            if (ending.isPresent()) {
                return ending.get();
            }
        }
        return new Ending.Bad("too many instructions");
    }

    private Optional<Ending> follow(ReceivedInstruction received) {
        try (Instruction instruction = received.instruction()) {
            if (instruction instanceof Instruction.Reject reject) {
                return Optional.of(new Ending.Bad(reject.reason().description()));
            }
            Optional<Reached> idle = idle(received);
            if (instruction instanceof Instruction.RequestMutualAuth && received.envelope().step() == InstructionType.REQUEST_MUTUAL_AUTH && idle.isEmpty()) {
                return prove(received.envelope());
            }
            if (instruction instanceof Instruction.Initialise && idle.isEmpty()) {
                return Optional.of(initialise(received.envelope(), instruction));
            }
            Reached reached = idle.orElseGet(() -> Execution.of(received, card, at.journal()));
            return goesOn(received.envelope(), reached)
                    ? goOn(received.envelope(), reached)
                    : Optional.of(end(received.envelope(), reached));
        }
    }

    /** Why it must not be carried out, if so. */
    private Optional<Reached> idle(ReceivedInstruction received) {
        if (future.isExpired(received)) {
            return Optional.of(Reporter.LATE);
        }
        boolean here = present.getAsBoolean();
        return here
                ? Optional.empty()
                : Optional.of(new Reached(InstructionProgress.NOT_STARTED, new CardResponse.NotSent("the card left too early")));
    }

    /** A card that takes no part in it gets nothing: there is no other way to know it. */
    private Optional<Ending> prove(InstructionEnvelope instruction) {
        SmartCard.Drawn drawn = card.prove();
        if (drawn instanceof SmartCard.Drawn.Mutual mutual) {
            future = reporter.proving(instruction, mutual);
            return Optional.empty();
        }
        CardResponse response = drawn instanceof SmartCard.Drawn.None none ? none.said() : new CardResponse.ProofFailed("no proof");
        return Optional.of(end(instruction, new Reached(InstructionProgress.NOT_STARTED, response)));
    }

    private Ending initialise(InstructionEnvelope envelope, Instruction told) {
        Reached reached = Initialisation.carriedOut(at, envelope, told, card.initialiser());
        return ended(envelope, reached, new Ending.Initialised());
    }

    /** After a new key, which has to be proven; and after a refused answer, so that another key can be tried. */
    private static boolean goesOn(InstructionEnvelope instruction, Reached reached) {
        boolean refused = reached.stage() == InstructionProgress.ANSWER && reached.said() instanceof CardResponse.Refused;
        return refused || (reached.stage() == InstructionProgress.DONE && instruction.step() == InstructionType.PUT_KEY);
    }

    private Optional<Ending> goOn(InstructionEnvelope instruction, Reached reached) {
        SmartCard.Drawn drawn = card.challenge();
        if (drawn instanceof SmartCard.Drawn.Fresh fresh) {
            future = reporter.reported(instruction, reached, fresh.challenge());
            return Optional.empty();
        }
        at.delivered(reporter.reported(instruction, reached));
        return Optional.of(
                drawn instanceof SmartCard.Drawn.None none
                        ? Ending.Bad.because(none.said())
                        : new Ending.Bad("the card is not initialised"));
    }

    private Ending end(InstructionEnvelope instruction, Reached reached) {
        return ended(instruction, reached, new Ending.Good());
    }

    private Ending ended(InstructionEnvelope instruction, Reached reached, Ending ifDone) {
        return Ending.reported(at, card.id(), reached, reporter.reported(instruction, reached), ifDone);
    }
}
