package org.cardroom.testkit.piv;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cardroom.testkit.apdu.ByteArrays;
import org.cardroom.testkit.apdu.SimCommand;
import org.cardroom.testkit.apdu.SimResponse;
import org.cardroom.testkit.apdu.SimTlv;
import org.cardroom.testkit.memory.CardField;
import org.cardroom.testkit.memory.CardMemory;

/**
 * The data objects of a PIV card (NIST SP 800-73-4 part 1, 3.3), readable by anyone, writable by an administrator. Only
 * the CHUID exists from the factory, unless the card was built without it.
 */
public final class PivObjects {
    private static final int ALL = 0x3FFF;
    private static final String CHUID = "5FC102";
    private static final int CONTENT = 0x53;
    private static final int GUID = 0x34;

    private final CardMemory memory;
    private final Map<String, String> objects = new TreeMap<>();

    public PivObjects(CardMemory memory) {
        this.memory = memory;
        memory.text(CardField.OBJECTS).lines().forEach(line -> {
            String[] object = line.split("=", 2);
            objects.put(object[0], object[1]);
        });
    }

    public SimResponse get(SimCommand command) {
        if (command.p1p2() != ALL) {
            return SimResponse.WRONG_PARAMETERS;
        }
        return SimTlv.find(command.data(), 0x5C)
                .flatMap(tag -> content(ByteArrays.hex(tag)))
                .map(content -> SimResponse.data(SimTlv.of(CONTENT, content)))
                .orElse(SimResponse.NOT_FOUND);
    }

    private Optional<byte[]> content(String tag) {
        Optional<byte[]> written = Optional.ofNullable(objects.get(tag)).map(ByteArrays::of);
        boolean factory = tag.equals(CHUID) && !memory.flag(CardField.NO_CHUID);
        return written.isEmpty() && factory ? Optional.of(chuid()) : written;
    }

    /** Card Holder Unique Identifier, unsigned: FASC-N, GUID, expiration date (SP 800-73-4 part 1, table 9). */
    private byte[] chuid() {
        return ByteArrays.concat(
                SimTlv.of(0x30, ByteArrays.of("D4E739DA739CED39CE739D836858210842108421C84210C3EB")),
                SimTlv.of(GUID, memory.bytes(CardField.ID)),
                SimTlv.of(0x35, ByteArrays.of("3230353030313031")),
                SimTlv.of(0x3E),
                SimTlv.of(0xFE));
    }

    /** No content takes the object away. */
    public SimResponse put(SimCommand command, boolean administrator) {
        if (command.p1p2() != ALL) {
            return SimResponse.WRONG_PARAMETERS;
        }
        if (!administrator) {
            return SimResponse.SECURITY_STATUS_NOT_SATISFIED;
        }
        Optional<byte[]> tag = SimTlv.find(command.data(), 0x5C);
        Optional<byte[]> content = SimTlv.find(command.data(), CONTENT);
        if (tag.isEmpty() || content.isEmpty()) {
            return SimResponse.WRONG_DATA;
        }
        write(ByteArrays.hex(tag.get()), content.get());
        return SimResponse.OK;
    }

    private void write(String tag, byte[] content) {
        if (content.length == 0) {
            objects.remove(tag);
        } else {
            objects.put(tag, ByteArrays.hex(content));
        }
        if (tag.equals(CHUID)) {
            memory.setFlag(CardField.NO_CHUID);
            SimTlv.find(content, GUID).ifPresent(guid -> memory.put(CardField.ID, guid));
        }
        save();
    }

    /** As after a reset. */
    public void clear() {
        objects.clear();
        memory.setFlag(CardField.NO_CHUID);
        save();
    }

    private void save() {
        memory.put(
                CardField.OBJECTS,
                objects.entrySet().stream()
                        .map(object -> object.getKey() + "=" + object.getValue())
                        .collect(Collectors.joining("\n")));
    }
}
