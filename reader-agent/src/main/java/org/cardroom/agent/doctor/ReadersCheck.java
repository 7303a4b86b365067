package org.cardroom.agent.doctor;

import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.card.CardIdentification;
import org.cardroom.agent.card.ExclusiveCardConnection;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.agent.reader.ReaderSource;
import org.cardroom.agent.reader.ReaderSource.SlotAssignment;
import org.cardroom.events.command.EnvironmentException;

/** Checks PC/SC, the readers and their cards. Cards are only identified, which costs them no try. */
record ReadersCheck(DoctorReport report) {
    /** Runs the checks. If a running agent locks the journal, the cards in its readers are not touched. */
    static void check(ReaderSource source, Path journal, DoctorReport report) {
        ReadersCheck check = new ReadersCheck(report);
        try {
            SlotAssignment assignment = source.connected();
            report.ok("PC/SC answers");
            if (assignment.slots().isEmpty()) {
                report.problem("no reader is connected", "plug one in, or check --slots and --readers");
            }
            assignment.unserved().forEach(report::problem);
            check.checkSlots(assignment, journal);
        } catch (CardException e) {
            report.problem("PC/SC does not answer", "start pcscd (Debian: apt install pcscd)");
        }
    }

    private void checkSlots(SlotAssignment assignment, Path journal) {
        TreeMap<String, ReaderSource.Reader> slots = new TreeMap<>(assignment.slots());
        WriteJournal lockedJournal;
        try {
            lockedJournal = WriteJournal.open(journal);
        } catch (EnvironmentException e) {
            slots.forEach((slot, reader) -> report.ok(slot + " is reader " + reader.name() + ", not checked"));
            report.ok("an agent is running here (" + e.getMessage() + ")");
            return;
        }
        try {
            slots.forEach((slot, reader) -> checkSlot(slot + " is reader " + reader.name(), reader));
        } finally {
            lockedJournal.close();
        }
    }

    private void checkSlot(String slot, ReaderSource.Reader reader) {
        try (reader) {
            Optional<CardTerminal> terminal = reader.open();
            if (terminal.isEmpty()) {
                report.problem(slot + ", which was just unplugged", "plug it in again");
            } else if (terminal.get().isCardPresent()) {
                identify(slot, terminal.get());
            } else {
                report.ok(slot + ", empty");
            }
        } catch (CardException | RuntimeException e) {
            report.problem(slot + ", which does not work (" + e.getMessage() + ")", "unplug it and plug it in again");
        }
    }

    private void identify(String slot, CardTerminal terminal) {
        try (ExclusiveCardConnection connection = ExclusiveCardConnection.open(terminal)) {
            String card = slot + ", with a card, ATR " + connection.atr().hex();
            CardIdentification identification = SmartCard.identify(connection.transport(), connection.atr());
            if (identification instanceof CardIdentification.Supported supported) {
                report.ok(card + ", " + supported.card().kind() + " "
                        + supported.card().id());
            } else if (identification instanceof CardIdentification.Blank) {
                report.ok(card + ", blank");
            } else if (identification instanceof CardIdentification.Unsupported unsupported) {
                report.problem(card + ", " + unsupported.reason(), "remove it, it is not supported");
            } else {
                report.problem(card + ", which was removed", "leave it in the reader");
            }
        } catch (CardException e) {
            report.problem(slot + ", with a card that does not answer", "clean it, or insert it the right way round");
        }
    }
}
