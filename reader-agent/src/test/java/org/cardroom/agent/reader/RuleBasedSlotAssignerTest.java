package org.cardroom.agent.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cardroom.events.command.EnvironmentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleBasedSlotAssignerTest {
    @TempDir
    private Path folder;

    private final Map<String, ReaderAttributes> traits =
            Map.of("X 00 00", new ReaderAttributes("S1", "1-1"), "X 01 00", new ReaderAttributes("S2", "1-2.4"));
    private final List<String> asked = new ArrayList<>();

    private SlotRules rules(String... rules) throws IOException {
        Path file = folder.resolve("slots.json");
        Files.writeString(file, "{\"slots\":[" + String.join(",", rules).replace('\'', '"') + "]}");
        return SlotRules.read(file);
    }

    private RuleBasedSlotAssigner seats(String... rules) throws IOException {
        return new RuleBasedSlotAssigner(rules(rules), name -> {
            asked.add(name);
            return traits.getOrDefault(name, ReaderAttributes.NONE);
        });
    }

    private void assertRefused(String message, String... rules) {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> rules(rules))
                .withMessageContaining(message);
    }

    @Test
    void findsReadersByName() throws IOException {
        RuleBasedSlotAssigner seats = seats("{'slot':'left','reader':' 01 00$'}", "{'slot':'right','reader':'^X'}");
        assertThat(seats.assign(List.of("X 00 00", "X 01 00")).slots())
                .containsOnly(entry("left", "X 01 00"), entry("right", "X 00 00"));
        assertThat(asked).isEmpty();
    }

    @Test
    void findsReadersBySerialAndByUsbPort() throws IOException {
        RuleBasedSlotAssigner seats =
                seats("{'slot':'top','usb':'1-2.4'}", "{'slot':'mine','serial':'S1','reader':'X'}");
        assertThat(seats.assign(List.of("X 00 00", "X 01 00")).slots())
                .containsOnly(entry("top", "X 01 00"), entry("mine", "X 00 00"));
    }

    @Test
    void asksAReaderOnceWhileItIsThere() throws IOException {
        RuleBasedSlotAssigner seats = seats("{'slot':'mine','serial':'S1'}");
        seats.assign(List.of("X 01 00"));
        seats.assign(List.of("X 01 00"));
        assertThat(asked).containsExactly("X 01 00");
        seats.assign(List.of());
        seats.assign(List.of("X 01 00"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void asksAReaderAgainThatToldNothing() throws IOException {
        RuleBasedSlotAssigner seats = seats("{'slot':'mine','serial':'S1'}");
        seats.assign(List.of("mute"));
        seats.assign(List.of("mute"));
        assertThat(asked).hasSizeGreaterThan(1).containsOnly("mute");
    }

    @Test
    void leavesAReaderItsSlotWhenAnotherThatFitsComes() throws IOException {
        RuleBasedSlotAssigner seats = seats("{'slot':'any','reader':'X'}");
        seats.assign(List.of("X 01 00"));
        assertThat(seats.assign(List.of("X 00 00", "X 01 00")).slots()).containsOnly(entry("any", "X 01 00"));
        assertThat(seats.assign(List.of("X 00 00")).slots()).containsOnly(entry("any", "X 00 00"));
    }

    @Test
    void saysWhatWouldFitAReaderThatNoSlotTakes() throws IOException {
        RuleBasedSlotAssigner seats = seats("{'slot':'mine','serial':'S1'}");
        assertThat(seats.assign(List.of("X 01 00")).unserved())
                .containsExactly("reader X 01 00, serial S2, usb 1-2.4 is not served: it matches no free slot");
    }

    @Test
    void refusesRulesThatCannotBeMeant() {
        assertRefused("slot left must have a reader, a serial or a usb", "{'slot':'left'}");
        assertRefused("a slot's name must be", "{'slot':'the left','reader':'X'}");
        assertRefused("a slot is null", "null");
        assertRefused("slot a is defined twice", "{'slot':'a','reader':'X'}", "{'slot':'a','serial':'Y'}");
        assertRefused("not a regular expression: (", "{'slot':'a','reader':'('}");
        assertRefused("1 to 16 slots");
    }

    @Test
    void takesTheSerialThatStandsInAName() {
        assertThat(ReaderAttributes.fromReaderName("SCM SCR 3310 [CCID Interface] (53311231703001) 00 00"))
                .isEqualTo(new ReaderAttributes("53311231703001", null));
        assertThat(ReaderAttributes.fromReaderName("Virtual PCD 00 01")).isEqualTo(ReaderAttributes.NONE);
    }
}
