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
public final class PcscReaderSource implements ReaderSource {
    private final Pattern pattern;
    private final SlotAssigner slotAssigner;
    private final ContextFactory contexts;
    private @Nullable CardTerminals context;

    /** Where contexts come from. */
    @FunctionalInterface
    interface ContextFactory {
        CardTerminals open() throws CardException;
    }

    /**
     * Those whose names have this in them.
     *
     * @param rules which reader is which slot; without rules a slot is called as its reader is
     */
    public PcscReaderSource(Pattern pattern, SlotRules rules) {
        this(
                pattern,
                rules.isEmpty()
                        ? new NameBasedSlotAssigner()
                        : new RuleBasedSlotAssigner(rules, new ReaderAttributeLookup()),
                PcscService::openContext);
    }

    PcscReaderSource(Pattern pattern, SlotAssigner slotAssigner, ContextFactory contexts) {
        this.pattern = pattern;
        this.slotAssigner = slotAssigner;
        this.contexts = contexts;
    }

    @Override
    public SlotAssignment connected() throws CardException {
        List<String> names = list().stream()
                .map(CardTerminal::getName)
                .filter(name -> pattern.matcher(name).find())
                .toList();
        SlotAssigner.ReaderNameAssignment nameAssignment = slotAssigner.assign(names);
        Map<String, Reader> slots = new LinkedHashMap<>();
        nameAssignment.slots().forEach((slot, name) -> slots.put(slot, new PcscReader(name)));
        return new SlotAssignment(slots, nameAssignment.unserved());
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
            slotAssigner.assign(List.of());
            throw new CardException(PcscService.UNAVAILABLE, e);
        }
    }
}
