package org.cardroom.lab.cards;

/**
 * What a YubiKey tells about itself beyond SP 800-73 (developers.yubico.com, PIV extensions): version, serial number,
 * metadata; and the reset to what the factory gave it.
 */
final class YubiKeyExtensions {

    private static final int PIN_OR_PUK = 0xFF;
    private static final int PIN_POLICY_DEFAULT = 0x00;
    private static final int FIRST_WITH_AES = 7;
    private static final int TOUCH_NEVER = 0x01;

    private final Memory memory;
    private final AdminKey key;

    YubiKeyExtensions(Memory memory, AdminKey key) {
        this.memory = memory;
        this.key = key;
    }

    Answer version(Command command) {
        return command.p1p2() == 0 ? Answer.data(memory.bytes(Cell.VERSION)) : Answer.WRONG_PARAMETERS;
    }

    Answer serial(Command command) {
        return command.p1p2() == 0 ? Answer.data(memory.bytes(Cell.SERIAL)) : Answer.WRONG_PARAMETERS;
    }

    Answer metadata(Command command) {
        return switch (command.p1p2()) {
            case 0x9B -> Answer.data(ofManagementKey());
            case 0x80 -> Answer.data(of(Pin.pin(memory), NewCard.PIV_PIN));
            case 0x81 -> Answer.data(of(Pin.puk(memory), NewCard.PIV_PUK));
            default -> Answer.NO_SUCH_REFERENCE;
        };
    }

    /** Only once neither PIN nor PUK can be shown any more. */
    Answer reset(Command command) {
        Pin pin = Pin.pin(memory);
        Pin puk = Pin.puk(memory);
        if (command.p1p2() != 0) {
            return Answer.WRONG_PARAMETERS;
        }
        if (pin.left() > 0 || puk.left() > 0) {
            return Answer.NOT_NOW;
        }
        pin.set(NewCard.padded(NewCard.PIV_PIN));
        puk.set(NewCard.padded(NewCard.PIV_PUK));
        boolean aes = memory.bytes(Cell.VERSION)[1] >= FIRST_WITH_AES;
        KeyAlgorithm algorithm = aes ? KeyAlgorithm.AES_192 : KeyAlgorithm.TRIPLE_DES;
        key.write(algorithm, algorithm.factoryKey(), false);
        return Answer.OK;
    }

    private byte[] ofManagementKey() {
        boolean factory = key.holds(key.algorithm().factoryKey());
        return Bytes.concat(
                Tlv.of(0x01, Bytes.of(key.algorithm().id)),
                Tlv.of(0x02, Bytes.of(PIN_POLICY_DEFAULT, TOUCH_NEVER)),
                Tlv.of(0x05, Bytes.of(factory ? 1 : 0)));
    }

    private static byte[] of(Pin code, String factory) {
        boolean unchanged = code.holds(NewCard.padded(factory));
        return Bytes.concat(
                Tlv.of(0x01, Bytes.of(PIN_OR_PUK)),
                Tlv.of(0x05, Bytes.of(unchanged ? 1 : 0)),
                Tlv.of(0x06, Bytes.of(code.limit(), code.left())));
    }
}
