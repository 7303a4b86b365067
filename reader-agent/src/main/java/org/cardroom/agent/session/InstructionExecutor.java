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
record InstructionExecutor(WriteJournal journal, CardId card, UUID instruction) {
    private static final Logger LOG = LoggerFactory.getLogger(InstructionExecutor.class);

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

    /** Executes an instruction unless it does not fit the card. The caller has checked that it has not expired. */
    static ExecutionResult execute(ReceivedInstruction received, SmartCard card, WriteJournal journal) {
        InstructionEnvelope envelope = received.envelope();
        InstructionExecutor executor = new InstructionExecutor(journal, card.id(), envelope.instruction());
        return card.validate(received.instruction())
                .map(ExecutionResult::notStarted)
                .orElseGet(() -> executor.execute(card, envelope.step(), received.instruction()));
    }

    /** Initialises a blank card with the id that the instruction names. */
    static ExecutionResult initializeCard(
            InstructionEnvelope envelope,
            Instruction.Initialise content,
            CardIdentification.CardInitializer initializer,
            WriteJournal journal) {
        return new InstructionExecutor(journal, envelope.card(), envelope.instruction())
                .sendInOrder(List.of(new CardWrite(
                        InstructionProgress.FILES,
                        () -> initializer.initialize(envelope.card(), content.initialKey()))));
    }

    private ExecutionResult execute(SmartCard smartCard, InstructionType step, Instruction content) {
        if (content instanceof Instruction.PutKey putKey && step == InstructionType.PUT_KEY) {
            return sendInOrder(List.of(
                    new CardWrite(InstructionProgress.ANSWER, () -> smartCard.authenticate(putKey.answer())),
                    new CardWrite(InstructionProgress.KEY, () -> smartCard.putKey(putKey.replacement()))));
        }
        if (content instanceof Instruction.SetPin setPin && step == InstructionType.SET_PIN) {
            return sendInOrder(writes(smartCard, setPin));
        }
        return ExecutionResult.notSent("the instruction does not match its step");
    }

    private static List<CardWrite> writes(SmartCard smartCard, Instruction.SetPin setPin) {
        List<CardWrite> writes = new ArrayList<>();
        writes.add(new CardWrite(InstructionProgress.ANSWER, () -> authenticate(smartCard, setPin)));
        Pin pin = setPin.proposed();
        if (pin != null) {
            writes.add(new CardWrite(InstructionProgress.PIN, () -> smartCard.setPin(pin, setPin.pukCandidates())));
        }
        Pin puk = setPin.newPuk();
        if (puk != null) {
            writes.add(new CardWrite(InstructionProgress.PUK, () -> smartCard.changePuk(setPin.pukCandidates(), puk)));
        }
        return writes;
    }

    private static CardResponse authenticate(SmartCard smartCard, Instruction.SetPin setPin) {
        CardAuthenticationProof proof = setPin.proof();
        return proof == null ? smartCard.authenticate(setPin.answer()) : smartCard.authenticate(setPin.answer(), proof);
    }

    /** The answer is journalled like a write, so that an answer that was never sent is not counted as a try. */
    private ExecutionResult sendInOrder(List<CardWrite> writes) {
        for (CardWrite write : writes) {
            CardResponse response = journalAndSend(write);
            if (response instanceof CardResponse.NotSent && write.equals(writes.get(0))) {
                return ExecutionResult.notStarted(response);
            }
            if (!(response instanceof CardResponse.Accepted)) {
                return new ExecutionResult(write.progress(), response);
            }
        }
        return new ExecutionResult(InstructionProgress.DONE, new CardResponse.Accepted());
    }

    private CardResponse journalAndSend(CardWrite write) {
        try {
            journal.recordIntent(card, instruction, write.progress());
        } catch (IOException e) {
            LOG.error("journal write failed, card not written; error={}; check the disk", e.getMessage());
            return new CardResponse.NotSent("the journal cannot be written");
        }
        return write.command().get();
    }
}
