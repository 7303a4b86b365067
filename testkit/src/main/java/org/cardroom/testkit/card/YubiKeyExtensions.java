package org.cardroom.testkit.card;

import org.cardroom.testkit.apdu.ByteArrays;
import org.cardroom.testkit.apdu.SimCommand;
import org.cardroom.testkit.apdu.SimResponse;
import org.cardroom.testkit.apdu.SimTlv;
import org.cardroom.testkit.memory.CardAdminKey;
import org.cardroom.testkit.memory.CardCipher;
import org.cardroom.testkit.memory.CardField;
import org.cardroom.testkit.memory.CardMemory;
import org.cardroom.testkit.memory.CardPin;

/** Version, serial number, metadata and reset of a YubiKey (developers.yubico.com, PIV extensions). */
record YubiKeyExtensions(CardMemory memory, CardAdminKey key) {
    private static final int PIN_OR_PUK = 0xFF;
    private static final int PIN_POLICY_DEFAULT = 0x00;
    private static final int FIRST_WITH_AES = 7;
    private static final int TOUCH_NEVER = 0x01;

    SimResponse version(SimCommand command) {
        return command.p1p2() == 0 ? SimResponse.data(memory.bytes(CardField.VERSION)) : SimResponse.WRONG_PARAMETERS;
    }

    SimResponse serial(SimCommand command) {
        return command.p1p2() == 0 ? SimResponse.data(memory.bytes(CardField.SERIAL)) : SimResponse.WRONG_PARAMETERS;
    }

    SimResponse metadata(SimCommand command) {
        return switch (command.p1p2()) {
            case 0x9B -> SimResponse.data(ofManagementKey());
            case 0x80 -> SimResponse.data(of(CardPin.ofPin(memory), VirtualCardBuilder.PIV_PIN));
            case 0x81 -> SimResponse.data(of(CardPin.ofPuk(memory), VirtualCardBuilder.PIV_PUK));
            default -> SimResponse.REFERENCED_DATA_NOT_FOUND;
        };
    }

    /** Only once neither PIN nor PUK can be shown any more. */
    SimResponse reset(SimCommand command) {
        CardPin pin = CardPin.ofPin(memory);
        CardPin puk = CardPin.ofPuk(memory);
        if (command.p1p2() != 0) {
            return SimResponse.WRONG_PARAMETERS;
        }
        if (pin.triesLeft() > 0 || puk.triesLeft() > 0) {
            return SimResponse.CONDITIONS_NOT_SATISFIED;
        }
        pin.set(VirtualCardBuilder.padWithFf(VirtualCardBuilder.PIV_PIN));
        puk.set(VirtualCardBuilder.padWithFf(VirtualCardBuilder.PIV_PUK));
        boolean aes = memory.bytes(CardField.VERSION)[1] >= FIRST_WITH_AES;
        CardCipher algorithm = aes ? CardCipher.AES_192 : CardCipher.TRIPLE_DES;
        key.write(algorithm, algorithm.factoryKey(), false);
        return SimResponse.OK;
    }

    private byte[] ofManagementKey() {
        boolean factory = key.matches(key.algorithm().factoryKey());
        return ByteArrays.concat(
                SimTlv.of(0x01, ByteArrays.of(key.algorithm().id)),
                SimTlv.of(0x02, ByteArrays.of(PIN_POLICY_DEFAULT, TOUCH_NEVER)),
                SimTlv.of(0x05, ByteArrays.of(factory ? 1 : 0)));
    }

    private static byte[] of(CardPin code, String factory) {
        boolean unchanged = code.matches(VirtualCardBuilder.padWithFf(factory));
        return ByteArrays.concat(
                SimTlv.of(0x01, ByteArrays.of(PIN_OR_PUK)),
                SimTlv.of(0x05, ByteArrays.of(unchanged ? 1 : 0)),
                SimTlv.of(0x06, ByteArrays.of(code.maxTries(), code.triesLeft())));
    }
}
