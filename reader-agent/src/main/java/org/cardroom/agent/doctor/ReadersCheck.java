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

/** Which readers and cards are there. A card is asked who it is, and nothing that could cost it a try. */
final class ReadersCheck {
    private final DoctorReport report;

    private ReadersCheck(DoctorReport report) {
        this.report = report;
    }

    /**
     * Looks at them.
     *
     * @param journal of the agent that would serve them: if it runs, its cards are left alone
     */
    static void check(ReaderSource readerSource, Path journal, DoctorReport report) {
        ReadersCheck check = new ReadersCheck(report);
        try {
            SlotAssignment assignment = readerSource.connected();
            report.ok("PC/SC answers");
            if (assignment.slots().isEmpty()) {
                report.problem("no reader is there", "plug one in, or let --slots and --readers fit one");
            }
            assignment.unserved().forEach(report::problem);
            check.checkSlots(assignment, journal);
        } catch (CardException e) {
            report.problem("PC/SC does not answer", "start pcscd (Debian: apt install pcscd)");
        }
    }

    private void checkSlots(SlotAssignment assignment, Path journal) {
        TreeMap<String, ReaderSource.Reader> slots = new TreeMap<>(assignment.slots());
        WriteJournal alone;
        try {
            alone = WriteJournal.open(journal);
        } catch (EnvironmentException e) {
            slots.forEach((slot, reader) -> report.ok(slot + " is reader " + reader.name() + ", not looked into"));
            report.ok("an agent runs here (" + e.getMessage() + ")");
            return;
        }
        try {
            slots.forEach((slot, reader) -> checkSlots(slot + " is reader " + reader.name(), reader));
        } finally {
            alone.close();
        }
    }

    private void checkSlots(String slot, ReaderSource.Reader reader) {
        try (reader) {
            Optional<CardTerminal> terminal = reader.open();
            if (terminal.isEmpty()) {
                report.problem(slot + ", and has just gone", "plug it in again");
            } else if (terminal.get().isCardPresent()) {
                identify(slot, terminal.get());
            } else {
                report.ok(slot + ", empty");
            }
        } catch (CardException | RuntimeException e) {
            report.problem(slot + ", and does not work (" + e.getMessage() + ")", "plug it out and in again");
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
                report.problem(card + ", " + unsupported.reason(), "take it out, it cannot be served");
            } else {
                report.problem(card + ", which left", "leave it in");
            }
        } catch (CardException e) {
            report.problem(slot + ", with a card that does not answer", "clean it, or put it in the right way round");
        }
    }
}
