package org.cardroom.agent.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.cardroom.agent.card.CardIdentification;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.events.card.CardId;
import org.cardroom.events.client.InstructionFuture.ReceivedInstruction;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.secret.CardAuthenticationProof;
import org.cardroom.events.secret.Pin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries one instruction out on a card: one answer, then write by write, each noted before it is sent. */
final class InstructionExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(InstructionExecutor.class);

    private final SmartCard card;
    private final WriteJournal journal;
    private final UUID instruction;

    /** How far it came, and what the card said there. */
    record ExecutionResult(InstructionProgress progress, CardResponse response) {}

    private record CardWrite(InstructionProgress progress, Supplier<CardResponse> command) {}

    private InstructionExecutor(SmartCard card, WriteJournal journal, UUID instruction) {
        this.card = card;
        this.journal = journal;
        this.instruction = instruction;
    }

    /** Carries it out, unless the card objects. Whether it is still in time is the caller's business. */
    static ExecutionResult execute(ReceivedInstruction received, SmartCard card, WriteJournal journal) {
        InstructionExecutor executor =
                new InstructionExecutor(card, journal, received.envelope().instruction());
        return card.validate(received.instruction())
                .map(response -> new ExecutionResult(InstructionProgress.NOT_STARTED, response))
                .orElseGet(() -> executor.carryOut(received.envelope().step(), received.instruction()));
    }

    /** Makes a blank card the one that the instruction is for. */
    static ExecutionResult initializeCard(
            InstructionEnvelope envelope,
            Instruction.Initialise told,
            CardIdentification.CardInitializer initializer,
            WriteJournal journal) {
        CardWrite files = new CardWrite(
                InstructionProgress.FILES, () -> initializer.initialize(envelope.card(), told.initialKey()));
        CardResponse response = journalAndSend(journal, envelope.card(), envelope.instruction(), files);
        if (response instanceof CardResponse.NotSent) {
            return new ExecutionResult(InstructionProgress.NOT_STARTED, response);
        }
        return new ExecutionResult(
                response instanceof CardResponse.Accepted ? InstructionProgress.DONE : InstructionProgress.FILES,
                response);
    }

    private ExecutionResult carryOut(InstructionType step, Instruction told) {
        if (told instanceof Instruction.PutKey putKey && step == InstructionType.PUT_KEY) {
            CardWrite key = new CardWrite(InstructionProgress.KEY, () -> card.putKey(putKey.replacement()));
            return authenticateAndWrite(() -> card.authenticate(putKey.answer()), List.of(key));
        }
        if (told instanceof Instruction.SetPin setPin && step == InstructionType.SET_PIN) {
            return authenticateAndWrite(() -> authenticate(setPin), writes(setPin));
        }
        return new ExecutionResult(
                InstructionProgress.NOT_STARTED, new CardResponse.NotSent("the instruction is not of its step"));
    }

    private CardResponse authenticate(Instruction.SetPin setPin) {
        CardAuthenticationProof proof = setPin.proof();
        return proof == null ? card.authenticate(setPin.answer()) : card.authenticate(setPin.answer(), proof);
    }

    private List<CardWrite> writes(Instruction.SetPin setPin) {
        List<CardWrite> writes = new ArrayList<>();
        Pin proposed = setPin.proposed();
        if (proposed != null) {
            writes.add(new CardWrite(InstructionProgress.PIN, () -> card.setPin(proposed, setPin.pukCandidates())));
        }
        Pin next = setPin.newPuk();
        if (next != null) {
            writes.add(new CardWrite(InstructionProgress.PUK, () -> card.changePuk(setPin.pukCandidates(), next)));
        }
        return writes;
    }

    /** The answer is noted too, so that one that was never given costs no try. */
    private ExecutionResult authenticateAndWrite(Supplier<CardResponse> answer, List<CardWrite> writes) {
        CardResponse response = journalAndSend(new CardWrite(InstructionProgress.ANSWER, answer));
        if (response instanceof CardResponse.NotSent) {
            return new ExecutionResult(InstructionProgress.NOT_STARTED, response);
        }
        if (!(response instanceof CardResponse.Accepted)) {
            return new ExecutionResult(InstructionProgress.ANSWER, response);
        }
        for (CardWrite write : writes) {
            response = journalAndSend(write);
            if (!(response instanceof CardResponse.Accepted)) {
                return new ExecutionResult(write.progress(), response);
            }
        }
        return new ExecutionResult(InstructionProgress.DONE, response);
    }

    private CardResponse journalAndSend(CardWrite write) {
        return journalAndSend(journal, card.id(), instruction, write);
    }

    private static CardResponse journalAndSend(WriteJournal journal, CardId card, UUID instruction, CardWrite write) {
        try {
            journal.recordIntent(card, instruction, write.progress());
        } catch (IOException e) {
            LOG.error("the journal cannot be written, and so the card is not ({})", e.getMessage());
            return new CardResponse.NotSent("the journal cannot be written");
        }
        return write.command().get();
    }
}
