package org.cardroom.lab.cards;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The data objects of a PIV card (NIST SP 800-73-4 part 1, 3.3): whoever asks may read them, an administrator writes
 * them. The CHUID is there from the factory, unless the card was made without; no other is.
 */
final class PivObjects {

    private static final int ALL = 0x3FFF;
    private static final String CHUID = "5FC102";
    private static final int CONTENT = 0x53;
    private static final int GUID = 0x34;

    private final Memory memory;
    private final Map<String, String> objects = new TreeMap<>();

    PivObjects(Memory memory) {
        this.memory = memory;
        memory.text(Cell.OBJECTS).lines().forEach(line -> {
            String[] object = line.split("=", 2);
            objects.put(object[0], object[1]);
        });
    }

    Answer get(Command command) {
        if (command.p1p2() != ALL) {
            return Answer.WRONG_PARAMETERS;
        }
        return Tlv.find(command.data(), 0x5C)
                .flatMap(tag -> content(Bytes.hex(tag)))
                .map(content -> Answer.data(Tlv.of(CONTENT, content)))
                .orElse(Answer.NOT_FOUND);
    }

    private Optional<byte[]> content(String tag) {
        Optional<byte[]> written = Optional.ofNullable(objects.get(tag)).map(Bytes::of);
        boolean factory = tag.equals(CHUID) && !memory.flag(Cell.NO_CHUID);
        return written.isEmpty() && factory ? Optional.of(chuid()) : written;
    }

    /** Card Holder Unique Identifier, unsigned: FASC-N, GUID, expiration date (SP 800-73-4 part 1, table 9). */
    private byte[] chuid() {
        return Bytes.concat(
                Tlv.of(0x30, Bytes.of("D4E739DA739CED39CE739D836858210842108421C84210C3EB")),
                Tlv.of(GUID, memory.bytes(Cell.ID)),
                Tlv.of(0x35, Bytes.of("3230353030313031")),
                Tlv.of(0x3E),
                Tlv.of(0xFE));
    }

    /** No content takes the object away. */
    Answer put(Command command, boolean administrator) {
        if (command.p1p2() != ALL) {
            return Answer.WRONG_PARAMETERS;
        }
        if (!administrator) {
            return Answer.NOT_AUTHORISED;
        }
        Optional<byte[]> tag = Tlv.find(command.data(), 0x5C);
        Optional<byte[]> content = Tlv.find(command.data(), CONTENT);
        if (tag.isEmpty() || content.isEmpty()) {
            return Answer.WRONG_DATA;
        }
        write(Bytes.hex(tag.get()), content.get());
        return Answer.OK;
    }

    private void write(String tag, byte[] content) {
        if (content.length == 0) {
            objects.remove(tag);
        } else {
            objects.put(tag, Bytes.hex(content));
        }
        if (tag.equals(CHUID)) {
            memory.raise(Cell.NO_CHUID);
            Tlv.find(content, GUID).ifPresent(guid -> memory.put(Cell.ID, guid));
        }
        save();
    }

    /** As after a reset. */
    void clear() {
        objects.clear();
        memory.raise(Cell.NO_CHUID);
        save();
    }

    private void save() {
        memory.put(
                Cell.OBJECTS,
                objects.entrySet().stream()
                        .map(object -> object.getKey() + "=" + object.getValue())
                        .collect(Collectors.joining("\n")));
    }
}
