package org.cardroom.agent.cli;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.smartcardio.CardException;
import org.cardroom.agent.reader.ReaderSource;
import org.cardroom.events.command.EnvironmentException;
import org.jspecify.annotations.Nullable;

/** The one slot that a person means. */
final class SlotSelector {
    private SlotSelector() {}

    /**
     * Its name.
     *
     * @param wanted what the person said; absent where there is only one
     * @throws EnvironmentException if it is not there, or there are several and none was said
     */
    static String select(ReaderSource readerSource, @Nullable String wanted) {
        Set<String> slots = connectedSlots(readerSource);
        if (slots.isEmpty()) {
            throw new EnvironmentException("no reader is there");
        }
        Optional<String> found = wanted == null
                ? slots.stream().findFirst().filter(only -> slots.size() == 1)
                : Optional.of(wanted).filter(slots::contains);
        String problem =
                wanted == null ? "say which --slot: there are " : "no slot is called " + wanted + ": there are ";
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
