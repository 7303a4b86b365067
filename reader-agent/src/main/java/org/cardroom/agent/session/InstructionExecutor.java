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

/** Executes one instruction on a card: the authentication, then each write. Each is journalled before it is sent. */
final class InstructionExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(InstructionExecutor.class);

    private final SmartCard card;
    private final WriteJournal journal;
    private final UUID instruction;

    /** How far the execution came, and the card's last response. */
    record ExecutionResult(InstructionProgress progress, CardResponse response) {
        /** The result of an instruction that was not used in time. */
        static final ExecutionResult TOO_LATE = notStarted(new CardResponse.NotSent("late"));

        static ExecutionResult notStarted(CardResponse response) {
            return new ExecutionResult(InstructionProgress.NOT_STARTED, response);
        }

        static ExecutionResult notSent(String why) {
            return notStarted(new CardResponse.NotSent(why));
        }
    }

    private record CardWrite(InstructionProgress progress, Supplier<CardResponse> command) {}

    private InstructionExecutor(SmartCard card, WriteJournal journal, UUID instruction) {
        this.card = card;
        this.journal = journal;
        this.instruction = instruction;
    }

    /** Executes an instruction unless it does not fit the card. The caller has checked that it has not expired. */
    static ExecutionResult execute(ReceivedInstruction received, SmartCard card, WriteJournal journal) {
        InstructionExecutor executor =
                new InstructionExecutor(card, journal, received.envelope().instruction());
        return card.validate(received.instruction())
                .map(ExecutionResult::notStarted)
                .orElseGet(() -> executor.execute(received.envelope().step(), received.instruction()));
    }

    /** Initialises a blank card with the id that the instruction names. */
    static ExecutionResult initializeCard(
            InstructionEnvelope envelope,
            Instruction.Initialise content,
            CardIdentification.CardInitializer initializer,
            WriteJournal journal) {
        CardWrite files = new CardWrite(
                InstructionProgress.FILES, () -> initializer.initialize(envelope.card(), content.initialKey()));
        CardResponse response = journalAndSend(journal, envelope.card(), envelope.instruction(), files);
        if (response instanceof CardResponse.NotSent) {
            return ExecutionResult.notStarted(response);
        }
        return new ExecutionResult(
                response instanceof CardResponse.Accepted ? InstructionProgress.DONE : InstructionProgress.FILES,
                response);
    }

    private ExecutionResult execute(InstructionType step, Instruction content) {
        if (content instanceof Instruction.PutKey putKey && step == InstructionType.PUT_KEY) {
            CardWrite key = new CardWrite(InstructionProgress.KEY, () -> card.putKey(putKey.replacement()));
            return authenticateAndWrite(() -> card.authenticate(putKey.answer()), List.of(key));
        }
        if (content instanceof Instruction.SetPin setPin && step == InstructionType.SET_PIN) {
            return authenticateAndWrite(() -> authenticate(setPin), writes(setPin));
        }
        return ExecutionResult.notSent("the instruction does not match its step");
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

    /** The answer is journalled too, so that an answer that was never sent is not counted as a try. */
    private ExecutionResult authenticateAndWrite(Supplier<CardResponse> answer, List<CardWrite> writes) {
        CardResponse response = journalAndSend(new CardWrite(InstructionProgress.ANSWER, answer));
        if (response instanceof CardResponse.NotSent) {
            return ExecutionResult.notStarted(response);
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
            LOG.error("journal write failed, card not written; error={}; check the disk", e.getMessage());
            return new CardResponse.NotSent("the journal cannot be written");
        }
        return write.command().get();
    }
}
