package org.cardroom.agent.reader;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import org.jspecify.annotations.Nullable;

/** The readers of this machine, as PC/SC knows them. */
public final class PcscReaders implements Readers {
    private final Pattern pattern;
    private final Seats seats;
    private final Contexts contexts;
    private @Nullable CardTerminals context;

    /** Where contexts come from. */
    @FunctionalInterface
    interface Contexts {
        CardTerminals open() throws CardException;
    }

    /**
     * Those whose names have this in them.
     *
     * @param rules which reader is which slot; without rules a slot is called as its reader is
     */
    public PcscReaders(Pattern pattern, SlotRules rules) {
        this(
                pattern,
                rules.isEmpty() ? new NamedSeats() : new RuledSeats(rules, new PcscTraits()),
                PcscService::context);
    }

    PcscReaders(Pattern pattern, Seats seats, Contexts contexts) {
        this.pattern = pattern;
        this.seats = seats;
        this.contexts = contexts;
    }

    @Override
    public Seating now() throws CardException {
        List<String> names = list().stream()
                .map(CardTerminal::getName)
                .filter(name -> pattern.matcher(name).find())
                .toList();
        Seats.Plan plan = seats.of(names);
        Map<String, Reader> slots = new LinkedHashMap<>();
        plan.slots().forEach((slot, name) -> slots.put(slot, new PcscReader(name)));
        return new Seating(slots, plan.unserved());
    }

    /** A context outlives its service, but does not work again; and the next service may call each reader another. */
    private List<CardTerminal> list() throws CardException {
        CardTerminals open = context == null ? contexts.open() : context;
        context = open;
        try {
            return open.list();
        } catch (CardException e) {
            PcscService.release(open);
            context = null;
            seats.of(List.of());
            throw new CardException(PcscService.AWAY, e);
        }
    }
}
