package org.cardroom.processor.provisioning;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.KeyRef;
import org.cardroom.events.message.CardEvent.StepReported;
import org.cardroom.events.message.Journal;
import org.cardroom.events.message.Said;
import org.cardroom.events.message.Stage;
import org.cardroom.events.message.Step;

/** What may happen to an instruction, from never being seen to being carried out. */
enum ModelFate {
    CARRIED_OUT,
    LATE,
    PULLED_BEFORE_THE_ANSWER,
    PULLED_AFTER_THE_ANSWER,
    PULLED_BEFORE_THE_WRITE,
    TORN_INSIDE_THE_WRITE,
    PULLED_AFTER_THE_WRITE,
    JOURNAL_NOT_WRITTEN;

    int faults() {
        return this == CARRIED_OUT ? 0 : 1;
    }

    /** Writes follow only an answer that the card accepts, and only a key's write is not atomic. */
    boolean happensTo(ModelCard chip, Move.Send send, Card card) {
        if (send.step() == Step.PROVE) {
            return this == CARRIED_OUT || this == LATE || this == PULLED_BEFORE_THE_ANSWER;
        }
        return switch (this) {
            case CARRIED_OUT, LATE, PULLED_BEFORE_THE_ANSWER, PULLED_AFTER_THE_ANSWER -> true;
            case TORN_INSIDE_THE_WRITE -> accepts(chip, send, card) && send.step() == Step.PUT_KEY;
            default -> accepts(chip, send, card);
        };
    }

    ModelCard chip(ModelCard chip, Move.Send send, Card card) {
        if (send.step() == Step.PROVE) {
            return chip;
        }
        ModelCard answered = chip.answered(accepts(chip, send, card));
        return switch (this) {
            case LATE, PULLED_BEFORE_THE_ANSWER -> chip;
            case PULLED_AFTER_THE_ANSWER, PULLED_BEFORE_THE_WRITE, JOURNAL_NOT_WRITTEN -> answered;
            case TORN_INSIDE_THE_WRITE -> answered.put(null);
            default ->
                !accepts(chip, send, card)
                        ? answered
                        : send.step() == Step.PUT_KEY ? answered.put(card.keys().proposed()) : answered.pinned();
        };
    }

    /** What the agent's journal holds of it afterwards. */
    List<Journal.Write> journals(Step step, UUID instruction) {
        if (step == Step.PROVE) {
            return List.of();
        }
        Journal.Write answer = new Journal.Write(instruction, Stage.ANSWER);
        Journal.Write write = new Journal.Write(instruction, writeOf(step));
        return switch (this) {
            case LATE -> List.of();
            case PULLED_BEFORE_THE_ANSWER, PULLED_AFTER_THE_ANSWER, JOURNAL_NOT_WRITTEN -> List.of(answer);
            default -> List.of(answer, write);
        };
    }

    StepReported report(ModelCard chip, Move.Send send, Card card) {
        return switch (this) {
            case CARRIED_OUT -> carriedOut(chip, send, card);
            case LATE -> ModelRoom.report(card, Stage.NOTHING, new Said.NotAsked("late"), false);
            case PULLED_BEFORE_THE_ANSWER, PULLED_AFTER_THE_ANSWER ->
                ModelRoom.report(
                        card, send.step() == Step.PROVE ? Stage.NOTHING : Stage.ANSWER, new Said.Pulled(), false);
            case JOURNAL_NOT_WRITTEN ->
                ModelRoom.report(card, writeOf(send.step()), new Said.NotAsked("the journal cannot be written"), false);
            default -> ModelRoom.report(card, writeOf(send.step()), new Said.Pulled(), false);
        };
    }

    private static StepReported carriedOut(ModelCard chip, Move.Send send, Card card) {
        if (send.step() == Step.PROVE) {
            return ModelRoom.proving(card);
        }
        boolean accepted = accepts(chip, send, card);
        return accepted
                ? ModelRoom.report(card, Stage.DONE, new Said.Accepted(), send.step() == Step.PUT_KEY)
                : ModelRoom.report(card, Stage.ANSWER, new Said.Refused(null), true);
    }

    private static Stage writeOf(Step step) {
        return step == Step.PUT_KEY ? Stage.KEY : Stage.PIN;
    }

    private static boolean accepts(ModelCard chip, Move.Send send, Card card) {
        KeyRef answer = send.withProposed()
                ? Objects.requireNonNull(card.keys().proposed())
                : card.keys().confirmed();
        return answer.equals(chip.key());
    }
}
