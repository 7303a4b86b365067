package org.cardroom.agent;

import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.card.Identification;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.agent.reader.Readers;
import org.cardroom.agent.reader.Readers.Seating;
import org.cardroom.events.command.EnvironmentException;

/** Which readers and cards are there. A card is asked who it is, and nothing that could cost it a try. */
final class ReadersCheck {
    private final Findings findings;

    private ReadersCheck(Findings findings) {
        this.findings = findings;
    }

    /**
     * Looks at them.
     *
     * @param journal of the agent that would serve them: if it runs, its cards are left alone
     */
    static void of(Readers readers, Path journal, Findings findings) {
        ReadersCheck check = new ReadersCheck(findings);
        try {
            Seating seating = readers.now();
            findings.ok("PC/SC answers");
            if (seating.slots().isEmpty()) {
                findings.bad("no reader is there", "plug one in, or let --slots and --readers fit one");
            }
            seating.unserved().forEach(findings::bad);
            check.look(seating, journal);
        } catch (CardException e) {
            findings.bad("PC/SC does not answer", "start pcscd (Debian: apt install pcscd)");
        }
    }

    private void look(Seating seating, Path journal) {
        TreeMap<String, Readers.Reader> slots = new TreeMap<>(seating.slots());
        WriteJournal alone;
        try {
            alone = WriteJournal.at(journal);
        } catch (EnvironmentException e) {
            slots.forEach((slot, reader) -> findings.ok(slot + " is reader " + reader.name() + ", not looked into"));
            findings.ok("an agent runs here (" + e.getMessage() + ")");
            return;
        }
        try {
            slots.forEach((slot, reader) -> look(slot + " is reader " + reader.name(), reader));
        } finally {
            alone.close();
        }
    }

    private void look(String slot, Readers.Reader reader) {
        try (reader) {
            Optional<CardTerminal> terminal = reader.open();
            if (terminal.isEmpty()) {
                findings.bad(slot + ", and has just gone", "plug it in again");
            } else if (terminal.get().isCardPresent()) {
                identify(slot, terminal.get());
            } else {
                findings.ok(slot + ", empty");
            }
        } catch (CardException | RuntimeException e) {
            findings.bad(slot + ", and does not work (" + e.getMessage() + ")", "plug it out and in again");
        }
    }

    private void identify(String slot, CardTerminal terminal) {
        try (Connection connection = Connection.to(terminal)) {
            String card = slot + ", with a card, ATR " + connection.atr().hex();
            Identification who = SmartCard.identify(connection.transport(), connection.atr());
            if (who instanceof Identification.Known known) {
                findings.ok(
                        card + ", " + known.card().kind() + " " + known.card().id());
            } else if (who instanceof Identification.Blank) {
                findings.ok(card + ", blank");
            } else if (who instanceof Identification.Refused refused) {
                findings.bad(card + ", " + refused.reason(), "take it out, it cannot be served");
            } else {
                findings.bad(card + ", which left", "leave it in");
            }
        } catch (CardException e) {
            findings.bad(slot + ", with a card that does not answer", "clean it, or put it in the right way round");
        }
    }
}
