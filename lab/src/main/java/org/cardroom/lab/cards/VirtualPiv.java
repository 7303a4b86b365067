package org.cardroom.lab.cards;

import java.util.Arrays;
import java.util.Optional;

/**
 * A PIV card (NIST SP 800-73-4): management key, PIN, PUK, CHUID, and the YubiKey extensions unless it was made
 * without.
 */
final class VirtualPiv extends VirtualCard {

    static final String KIND = "PIV";

    private static final byte[] AID = Bytes.of("A000000308000010000100");
    private static final byte[] ASK_CHUID = Bytes.of("5C035FC102");

    private final AdminKey key;
    private final PivAuthentication admin;
    private final PivCodes codes;
    private final YubiKeyExtensions extensions;

    VirtualPiv(Memory memory) {
        super(memory);
        this.key = new AdminKey(memory);
        boolean plain = memory.flag(Cell.NO_EXTENSIONS);
        this.admin = new PivAuthentication(key, this::challenge, plain ? Answer.WRONG_DATA : Answer.NOT_AUTHORISED);
        this.codes = new PivCodes(memory);
        this.extensions = new YubiKeyExtensions(memory, key);
    }

    @Override
    byte[] aid() {
        return AID.clone();
    }

    @Override
    byte[] template() {
        return Tlv.of(0x61, Tlv.of(0x4F, Bytes.of("000010000100")), Tlv.of(0x79, Tlv.of(0x4F, Arrays.copyOf(AID, 5))));
    }

    @Override
    void forget() {
        admin.forget();
        codes.forget();
    }

    @Override
    Answer answer(Command command) {
        return switch (command.ins()) {
            case 0xA4 -> Answer.WRONG_PARAMETERS;
            case 0xCB -> getData(command);
            case 0x87 -> admin.authenticate(command);
            case 0x20 -> codes.verify(command);
            case 0x24 -> codes.change(command);
            case 0x2C -> codes.unblock(command);
            default -> memory.flag(Cell.NO_EXTENSIONS) ? Answer.UNKNOWN_INSTRUCTION : extension(command);
        };
    }

    private Answer extension(Command command) {
        return switch (command.ins()) {
            case 0xFF -> setManagementKey(command);
            case 0xFD -> extensions.version(command);
            case 0xF8 -> extensions.serial(command);
            case 0xF7 -> extensions.metadata(command);
            default -> Answer.UNKNOWN_INSTRUCTION;
        };
    }

    private Answer getData(Command command) {
        if (command.p1p2() != 0x3FFF) {
            return Answer.WRONG_PARAMETERS;
        }
        boolean there = Arrays.equals(command.data(), ASK_CHUID) && !memory.flag(Cell.NO_CHUID);
        return there ? Answer.data(chuid()) : Answer.NOT_FOUND;
    }

    /** Card Holder Unique Identifier, unsigned: FASC-N, GUID, expiration date (SP 800-73-4 part 1, table 9). */
    private byte[] chuid() {
        return Tlv.of(
                0x53,
                Tlv.of(0x30, Bytes.of("D4E739DA739CED39CE739D836858210842108421C84210C3EB")),
                Tlv.of(0x34, memory.bytes(Cell.ID)),
                Tlv.of(0x35, Bytes.of("3230353030313031")),
                Tlv.of(0x3E),
                Tlv.of(0xFE));
    }

    private Answer setManagementKey(Command command) {
        if (command.p1p2() != 0xFFFF && command.p1p2() != 0xFFFE) {
            return Answer.WRONG_PARAMETERS;
        }
        if (!admin.holds()) {
            return Answer.NOT_AUTHORISED;
        }
        byte[] data = command.data();
        if (data.length < 3) {
            return Answer.WRONG_LENGTH;
        }
        Optional<KeyAlgorithm> algorithm = KeyAlgorithm.of(data[0]);
        byte[] newKey = Arrays.copyOfRange(data, 3, data.length);
        if (algorithm.isEmpty() || data[1] != (byte) 0x9B || !fits(newKey, data[2], algorithm.get())) {
            return Answer.WRONG_DATA;
        }
        key.write(algorithm.get(), newKey, isTorn());
        return Answer.OK;
    }

    private static boolean fits(byte[] newKey, int announced, KeyAlgorithm algorithm) {
        return newKey.length == algorithm.keyLength && announced == algorithm.keyLength;
    }
}
