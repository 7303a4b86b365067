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
import org.cardroom.events.client.InstructionFuture.ReceivedInstruction;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.secret.CardAuthenticationProof;
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
    record Reached(InstructionProgress stage, CardResponse said) {}

    private record Write(InstructionProgress stage, Supplier<CardResponse> sent) {}

    private Execution(SmartCard card, WriteJournal journal, UUID instruction) {
        this.card = card;
        this.journal = journal;
        this.instruction = instruction;
    }

    /** Carries it out, unless the card objects. Whether it is still in time is the caller's business. */
    static Reached of(ReceivedInstruction received, SmartCard card, WriteJournal journal) {
        Execution execution = new Execution(card, journal, received.envelope().instruction());
        return card.objection(received.instruction())
                .map(response -> new Reached(InstructionProgress.NOT_STARTED, response))
                .orElseGet(() -> execution.carryOut(received.envelope().step(), received.instruction()));
    }

    /** Makes a blank card the one that the instruction is for. */
    static Reached initialise(
            InstructionEnvelope envelope,
            Instruction.Initialise told,
            Identification.Initialiser initialiser,
            WriteJournal journal) {
        Write files = new Write(InstructionProgress.FILES, () -> initialiser.initialise(envelope.card(), told.initialKey()));
        CardResponse response = noted(journal, envelope.card(), envelope.instruction(), files);
        if (response instanceof CardResponse.NotSent) {
            return new Reached(InstructionProgress.NOT_STARTED, response);
        }
        return new Reached(response instanceof CardResponse.Accepted ? InstructionProgress.DONE : InstructionProgress.FILES, response);
    }

    private Reached carryOut(InstructionType step, Instruction told) {
        if (told instanceof Instruction.PutKey putKey && step == InstructionType.PUT_KEY) {
            Write key = new Write(InstructionProgress.KEY, () -> card.putKey(putKey.replacement()));
            return answer(() -> card.authenticate(putKey.answer()), List.of(key));
        }
        if (told instanceof Instruction.SetPin setPin && step == InstructionType.SET_PIN) {
            return answer(() -> authenticate(setPin), writes(setPin));
        }
        return new Reached(InstructionProgress.NOT_STARTED, new CardResponse.NotSent("the instruction is not of its step"));
    }

    private CardResponse authenticate(Instruction.SetPin setPin) {
        CardAuthenticationProof proof = setPin.proof();
        return proof == null ? card.authenticate(setPin.answer()) : card.authenticate(setPin.answer(), proof);
    }

    private List<Write> writes(Instruction.SetPin setPin) {
        List<Write> writes = new ArrayList<>();
        Pin proposed = setPin.proposed();
        if (proposed != null) {
            writes.add(new Write(InstructionProgress.PIN, () -> card.setPin(proposed, setPin.pukCandidates())));
        }
        Pin next = setPin.newPuk();
        if (next != null) {
            writes.add(new Write(InstructionProgress.PUK, () -> card.changePuk(setPin.pukCandidates(), next)));
        }
        return writes;
    }

    /** The answer is noted too, so that one that was never given costs no try. */
    private Reached answer(Supplier<CardResponse> answer, List<Write> writes) {
        CardResponse response = noted(new Write(InstructionProgress.ANSWER, answer));
        if (response instanceof CardResponse.NotSent) {
            return new Reached(InstructionProgress.NOT_STARTED, response);
        }
        if (!(response instanceof CardResponse.Accepted)) {
            return new Reached(InstructionProgress.ANSWER, response);
        }
        for (Write write : writes) {
            response = noted(write);
            if (!(response instanceof CardResponse.Accepted)) {
                return new Reached(write.stage(), response);
            }
        }
        return new Reached(InstructionProgress.DONE, response);
    }

    private CardResponse noted(Write write) {
        return noted(journal, card.id(), instruction, write);
    }

    private static CardResponse noted(WriteJournal journal, CardId card, UUID instruction, Write write) {
        try {
            journal.about(card, instruction, write.stage());
        } catch (IOException e) {
            LOG.error("the journal cannot be written, and so the card is not ({})", e.getMessage());
            return new CardResponse.NotSent("the journal cannot be written");
        }
        return write.sent().get();
    }
}
