package org.cardroom.agent.reader;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import org.jspecify.annotations.Nullable;

/** Lists the PC/SC readers of this machine. */
public final class PcscReaderSource implements ReaderSource {
    private final Pattern pattern;
    private final SlotAssigner slotAssigner;
    private final ContextFactory contexts;
    private @Nullable CardTerminals context;

    @FunctionalInterface
    interface ContextFactory {
        CardTerminals open() throws CardException;
    }

    /** Creates a source of the readers whose names match; without rules, each slot is named after its reader. */
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

    /** After a failure a new context is needed, and a restarted service may give the readers other names. */
    private List<CardTerminal> list() throws CardException {
        CardTerminals current = context == null ? contexts.open() : context;
        context = current;
        try {
            return current.list();
        } catch (CardException e) {
            PcscService.release(current);
            context = null;
            slotAssigner.assign(List.of());
            throw new CardException(PcscService.UNAVAILABLE, e);
        }
    }
}
