package org.cardroom.agent.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import org.cardroom.testkit.reader.VirtualReader;
import org.junit.jupiter.api.Test;

class PcscReaderSourceTest {
    private final List<List<String>> seated = new ArrayList<>();
    private boolean away;

    private final PcscReaderSource readers = new PcscReaderSource(
            Pattern.compile("X"),
            names -> {
                seated.add(names);
                return new NameBasedSlotAssigner().assign(names);
            },
            Terminals::new);

    @Test
    void servesReadersWhoseNamesFit() throws CardException {
        assertThat(readers.connected().slots().keySet()).containsExactly("X-00-00");
    }

    @Test
    void forgetsWhichReaderIsWhichWithTheService() throws CardException {
        readers.connected();
        away = true;
        assertThatExceptionOfType(CardException.class).isThrownBy(readers::connected);
        away = false;
        readers.connected();
        assertThat(seated).containsExactly(List.of("X 00 00"), List.of(), List.of("X 00 00"));
    }

    private final class Terminals extends CardTerminals {
        @Override
        public List<CardTerminal> list(State state) throws CardException {
            if (away) {
                throw new CardException("no service");
            }
            return List.of(new VirtualReader("X 00 00", Duration.ZERO), new VirtualReader("Y 00 00", Duration.ZERO));
        }

        @Override
        public boolean waitForChange(long timeout) {
            return false;
        }
    }
}
