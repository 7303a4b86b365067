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

    private final AdminKey key;
    private final PivAuthentication admin;
    private final PivCodes codes;
    private final PivObjects objects;
    private final YubiKeyExtensions extensions;

    VirtualPiv(Memory memory) {
        super(memory);
        this.key = new AdminKey(memory);
        boolean plain = memory.flag(Cell.NO_EXTENSIONS);
        this.admin = new PivAuthentication(key, this::challenge, plain ? Answer.WRONG_DATA : Answer.NOT_AUTHORISED);
        this.codes = new PivCodes(memory);
        this.objects = new PivObjects(memory);
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
            case 0xCB -> objects.get(command);
            case 0xDB -> objects.put(command, admin.holds());
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
            case 0xFB -> reset(command);
            default -> Answer.UNKNOWN_INSTRUCTION;
        };
    }

    private Answer reset(Command command) {
        Answer answer = extensions.reset(command);
        if (answer == Answer.OK) {
            objects.clear();
            forget();
        }
        return answer;
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
