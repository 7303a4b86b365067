package org.cardroom.agent;

import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactory;
import jnasmartcardio.Smartcardio;
import org.cardroom.events.command.CannotRun;
import org.jspecify.annotations.Nullable;

/** The readers of this machine, as PC/SC knows them. */
final class PcscReaders {
    /** With room for a number. */
    private static final int LONGEST = 60;

    private PcscReaders() {}

    /**
     * The readers whose names fit, by the names of their slots. Each has a context of its own: while one waits for a
     * card, its context is taken.
     *
     * @throws CannotRun if PC/SC cannot be used, or no reader fits
     */
    static Map<String, Supplier<CardTerminal>> matching(Pattern pattern) {
        Map<String, Supplier<CardTerminal>> slots = new LinkedHashMap<>();
        for (String reader : names()) {
            if (pattern.matcher(reader).find()) {
                String slot = slot(reader);
                slots.put(slots.containsKey(slot) ? slot + "." + slots.size() : slot, new PcscReader(reader));
            }
        }
        if (slots.isEmpty()) {
            throw new CannotRun("no reader " + (pattern.pattern().isEmpty() ? "is there" : "is called " + pattern));
        }
        return slots;
    }

    /** A reader's name, as far as it may stand in an event. */
    static String slot(String reader) {
        String clean = reader.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+|-+$", "");
        return clean.isEmpty() ? "reader" : clean.substring(0, Math.min(clean.length(), LONGEST));
    }

    private static List<String> names() {
        try {
            return terminals().list().stream().map(CardTerminal::getName).toList();
        } catch (CardException e) {
            throw new CannotRun("the readers cannot be listed (" + e.getMessage() + ")", e);
        }
    }

    /** Every call makes its own context. A library that cannot be loaded is an error to Java, and a setting to us. */
    private static CardTerminals terminals() {
        try {
            return TerminalFactory.getInstance("PC/SC", null, new Smartcardio()).terminals();
        } catch (NoSuchAlgorithmException | Smartcardio.EstablishContextException | UnsatisfiedLinkError e) {
            throw new CannotRun("PC/SC cannot be used on this machine: is pcscd running?", e);
        }
    }

    private static final class PcscReader implements Supplier<CardTerminal> {
        private final String name;
        private @Nullable CardTerminals terminals;

        PcscReader(String name) {
            this.name = name;
        }

        /** The reader in a new context: one that failed may have lost the old one with the service. */
        @Override
        public CardTerminal get() {
            release();
            CardTerminals now = terminals();
            terminals = now;
            CardTerminal found = now.getTerminal(name);
            if (found == null) {
                throw new IllegalStateException("the reader is not there");
            }
            return found;
        }

        private void release() {
            try {
                if (terminals instanceof Smartcardio.JnaCardTerminals old) {
                    old.close();
                }
            } catch (CardException e) {
                throw new IllegalStateException("the reader's context cannot be released", e);
            } finally {
                terminals = null;
            }
        }
    }
}
