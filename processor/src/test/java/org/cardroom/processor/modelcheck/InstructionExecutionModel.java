package org.cardroom.processor.modelcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.JournalSnapshot;
import org.jspecify.annotations.Nullable;

/** Every way that an instruction can be carried out on a card: each command whole, torn before, inside or after. */
final class InstructionExecutionModel {
    private final ModelConfig config;
    private final ModelInstruction instruction;
    private final List<ExecutionEnd> ways = new ArrayList<>();

    /**
     * How it ended.
     * @param stage how far it came; absent where the agent was killed in it
     * @param fault whether something went wrong
     */
    record ExecutionEnd(
            String how,
            ModelCard chip,
            JournalSnapshot journal,
            @Nullable InstructionProgress stage,
            CardResponse said,
            boolean fault) {
        boolean killed() {
            return stage == null;
        }

        /** Whether the card can be told more, once it has another challenge. */
        boolean goesOn(ModelInstruction instruction) {
            boolean refused = stage == InstructionProgress.ANSWER && said instanceof CardResponse.Refused;
            return refused || (stage == InstructionProgress.DONE && instruction.type() == InstructionType.PUT_KEY);
        }
    }

    private InstructionExecutionModel(ModelConfig config, ModelInstruction instruction) {
        this.config = config;
        this.instruction = instruction;
    }

    /** The ways of an instruction on a card that is there. */
    static List<ExecutionEnd> execute(
            ModelConfig config, ModelInstruction instruction, ModelCard card, JournalSnapshot journal) {
        InstructionExecutionModel execution = new InstructionExecutionModel(config, instruction);
        if (execution.objects(card)) {
            execution.ended(
                    "objected to",
                    card,
                    journal,
                    InstructionProgress.NOT_STARTED,
                    new CardResponse.NotSent("counter"),
                    false);
        } else {
            execution.stage(0, card, journal);
        }
        return execution.ways;
    }

    private boolean objects(ModelCard card) {
        return config.tellsPuks()
                && (instruction.type() == InstructionType.PUT_KEY
                        ? card.refusedPuks() > 0
                        : !instruction.puks().isEmpty() && !card.takes(instruction.puks(), ModelConfig.MOST_PUKS));
    }

    private List<InstructionProgress> stages() {
        List<InstructionProgress> stages = new ArrayList<>(List.of(InstructionProgress.ANSWER));
        if (instruction.type() == InstructionType.PUT_KEY) {
            stages.add(InstructionProgress.KEY);
        }
        if (instruction.pin() != null) {
            stages.add(InstructionProgress.PIN);
        }
        if (instruction.nextPuk() > 0) {
            stages.add(InstructionProgress.PUK);
        }
        return stages;
    }

    /** Each write is noted in the journal before it is sent. */
    private void stage(int number, ModelCard card, JournalSnapshot journal) {
        List<InstructionProgress> stages = stages();
        if (number == stages.size()) {
            killed("before its report", card, journal);
            ended("done", card, journal, InstructionProgress.DONE, new CardResponse.Accepted(), false);
            return;
        }
        InstructionProgress progress = stages.get(number);
        if (number > 0) {
            killed("before the note of " + progress, card, journal);
        }
        InstructionProgress unsent = number == 0 ? InstructionProgress.NOT_STARTED : progress;
        ended(progress + " cannot be noted", card, journal, unsent, new CardResponse.NotSent("journal"), true);
        JournalSnapshot noted = noted(journal, instruction, progress);
        killed("after the note of " + progress, card, noted);
        if (progress == InstructionProgress.PIN || progress == InstructionProgress.PUK) {
            puks(0, number, progress, card, noted);
        } else {
            command(number, progress, card, noted);
        }
    }

    private void command(int number, InstructionProgress progress, ModelCard card, JournalSnapshot noted) {
        ended("torn before " + progress, card, noted, progress, new CardResponse.Removed(), true);
        ModelCard.CommandResult reply = progress == InstructionProgress.ANSWER
                ? card.answer(Objects.requireNonNull(instruction.answer()), config.lost())
                : new ModelCard.CommandResult(card.withKey(instruction.next()), new CardResponse.Accepted());
        if (progress == InstructionProgress.KEY && config.tearsInside()) {
            ended("torn inside " + progress, card.withKey(null), noted, progress, new CardResponse.Removed(), true);
        }
        replied(number, progress, reply, noted);
    }

    private void replied(
            int number, InstructionProgress progress, ModelCard.CommandResult reply, JournalSnapshot noted) {
        ended("torn after " + progress, reply.chip(), noted, progress, new CardResponse.Removed(), true);
        if (reply.said() instanceof CardResponse.Accepted) {
            stage(number + 1, reply.chip(), noted);
        } else {
            killed("before its report", reply.chip(), noted);
            ended(progress + " " + reply.said(), reply.chip(), noted, progress, reply.said(), false);
        }
    }

    /** GIDS sets its PIN without a PUK; a PIV card is shown its PUKs in turn. */
    private void puks(int shown, int number, InstructionProgress progress, ModelCard card, JournalSnapshot noted) {
        String pin = progress == InstructionProgress.PIN ? instruction.pin() : null;
        if (instruction.puks().isEmpty()) {
            ended("torn before PIN", card, noted, progress, new CardResponse.Removed(), true);
            replied(
                    number,
                    progress,
                    new ModelCard.CommandResult(card.withPin(instruction.pin()), new CardResponse.Accepted()),
                    noted);
            return;
        }
        boolean pukIsThere =
                progress == InstructionProgress.PUK && instruction.pin() != null && card.puk() == instruction.nextPuk();
        if (pukIsThere) {
            stage(number + 1, card, noted);
            return;
        }
        int puk = progress == InstructionProgress.PUK && instruction.pin() != null
                ? card.puk()
                : instruction.puks().get(shown);
        ended("torn before " + progress, card, noted, progress, new CardResponse.Removed(), true);
        ModelCard.CommandResult reply = card.showPuk(puk, pin, instruction.nextPuk());
        boolean more = reply.said() instanceof CardResponse.Refused
                && shown + 1 < instruction.puks().size();
        if (more) {
            puks(shown + 1, number, progress, reply.chip(), noted);
        } else {
            replied(number, progress, reply, noted);
        }
    }

    static JournalSnapshot noted(JournalSnapshot journal, ModelInstruction instruction, InstructionProgress progress) {
        List<JournalSnapshot.JournalledWrite> writes = new ArrayList<>(journal.writes());
        writes.add(new JournalSnapshot.JournalledWrite(instruction.id(), progress));
        return new JournalSnapshot(journal.id(), writes);
    }

    private void killed(String when, ModelCard card, JournalSnapshot journal) {
        ways.add(
                new ExecutionEnd("the agent is killed " + when, card, journal, null, new CardResponse.Removed(), true));
    }

    private void ended(
            String how,
            ModelCard card,
            JournalSnapshot journal,
            InstructionProgress progress,
            CardResponse response,
            boolean fault) {
        ways.add(new ExecutionEnd(how, card, journal, progress, response, fault));
    }
}
