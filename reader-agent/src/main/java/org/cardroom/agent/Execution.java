package org.cardroom.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.cardroom.agent.card.Identification;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.events.card.CardId;
import org.cardroom.events.link.Question.Told;
import org.cardroom.events.message.Envelope;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Said;
import org.cardroom.events.message.Stage;
import org.cardroom.events.message.Step;
import org.cardroom.events.secret.CardProof;
import org.cardroom.events.secret.Pin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries one instruction out on a card: one answer, then write by write, each noted before it is sent. */
final class Execution {
    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    private final SmartCard card;
    private final WriteJournal journal;
    private final UUID instruction;

    /** How far it came, and what the card said there. */
    record Reached(Stage stage, Said said) {}

    private record Write(Stage stage, Supplier<Said> sent) {}

    private Execution(SmartCard card, WriteJournal journal, UUID instruction) {
        this.card = card;
        this.journal = journal;
        this.instruction = instruction;
    }

    /** Carries it out, unless the card objects. Whether it is still in time is the caller's business. */
    static Reached of(Told told, SmartCard card, WriteJournal journal) {
        Execution execution = new Execution(card, journal, told.envelope().instruction());
        return card.objection(told.instruction())
                .map(said -> new Reached(Stage.NOTHING, said))
                .orElseGet(() -> execution.carryOut(told.envelope().step(), told.instruction()));
    }

    /** Makes a blank card the one that the instruction is for. */
    static Reached initialise(
            Envelope envelope,
            Instruction.Initialise told,
            Identification.Initialiser initialiser,
            WriteJournal journal) {
        Write files = new Write(Stage.FILES, () -> initialiser.initialise(envelope.card(), told.first()));
        Said said = noted(journal, envelope.card(), envelope.instruction(), files);
        if (said instanceof Said.NotAsked) {
            return new Reached(Stage.NOTHING, said);
        }
        return new Reached(said instanceof Said.Accepted ? Stage.DONE : Stage.FILES, said);
    }

    private Reached carryOut(Step step, Instruction told) {
        if (told instanceof Instruction.PutKey putKey && step == Step.PUT_KEY) {
            Write key = new Write(Stage.KEY, () -> card.putKey(putKey.replacement()));
            return answer(() -> card.authenticate(putKey.answer()), List.of(key));
        }
        if (told instanceof Instruction.SetPin setPin && step == Step.SET_PIN) {
            return answer(() -> authenticate(setPin), writes(setPin));
        }
        return new Reached(Stage.NOTHING, new Said.NotAsked("the instruction is not of its step"));
    }

    private Said authenticate(Instruction.SetPin setPin) {
        CardProof proof = setPin.proof();
        return proof == null ? card.authenticate(setPin.answer()) : card.authenticate(setPin.answer(), proof);
    }

    private List<Write> writes(Instruction.SetPin setPin) {
        List<Write> writes = new ArrayList<>();
        Pin proposed = setPin.proposed();
        if (proposed != null) {
            writes.add(new Write(Stage.PIN, () -> card.setPin(proposed, setPin.puks())));
        }
        Pin next = setPin.nextPuk();
        if (next != null) {
            writes.add(new Write(Stage.PUK, () -> card.changePuk(setPin.puks(), next)));
        }
        return writes;
    }

    /** The answer is noted too, so that one that was never given costs no try. */
    private Reached answer(Supplier<Said> answer, List<Write> writes) {
        Said said = noted(new Write(Stage.ANSWER, answer));
        if (said instanceof Said.NotAsked) {
            return new Reached(Stage.NOTHING, said);
        }
        if (!(said instanceof Said.Accepted)) {
            return new Reached(Stage.ANSWER, said);
        }
        for (Write write : writes) {
            said = noted(write);
            if (!(said instanceof Said.Accepted)) {
                return new Reached(write.stage(), said);
            }
        }
        return new Reached(Stage.DONE, said);
    }

    private Said noted(Write write) {
        return noted(journal, card.id(), instruction, write);
    }

    private static Said noted(WriteJournal journal, CardId card, UUID instruction, Write write) {
        try {
            journal.about(card, instruction, write.stage());
        } catch (IOException e) {
            LOG.error("the journal cannot be written, and so the card is not ({})", e.getMessage());
            return new Said.NotAsked("the journal cannot be written");
        }
        return write.sent().get();
    }
}
