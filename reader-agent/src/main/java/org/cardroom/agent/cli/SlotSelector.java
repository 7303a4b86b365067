package org.cardroom.agent.cli;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.smartcardio.CardException;
import org.cardroom.agent.reader.ReaderSource;
import org.cardroom.events.command.EnvironmentException;
import org.jspecify.annotations.Nullable;

/** Selects the slot that {@code --once} serves. */
final class SlotSelector {
    private SlotSelector() {}

    /**
     * Returns the slot's name.
     *
     * @param wanted the value of {@code --slot}; may be absent if there is only one slot
     * @throws EnvironmentException if there is no such slot, or there are several and none was named
     */
    static String select(ReaderSource readerSource, @Nullable String wanted) {
        Set<String> slots = connectedSlots(readerSource);
        if (slots.isEmpty()) {
            throw new EnvironmentException("no reader is connected");
        }
        Optional<String> found = wanted == null
                ? slots.stream().findFirst().filter(only -> slots.size() == 1)
                : Optional.of(wanted).filter(slots::contains);
        String problem = wanted == null ? "choose one with --slot: " : "there is no slot " + wanted + ", only ";
        return found.orElseThrow(() -> new EnvironmentException(problem + String.join(", ", slots)));
    }

    private static Set<String> connectedSlots(ReaderSource readerSource) {
        try {
            return new TreeSet<>(readerSource.connected().slots().keySet());
        } catch (CardException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        }
    }
}
