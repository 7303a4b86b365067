package org.cardroom.testkit.card;

import java.util.Arrays;
import java.util.Optional;
import org.cardroom.testkit.apdu.ByteArrays;
import org.cardroom.testkit.apdu.SimCommand;
import org.cardroom.testkit.apdu.SimResponse;
import org.cardroom.testkit.apdu.SimTlv;
import org.cardroom.testkit.memory.CardAdminKey;
import org.cardroom.testkit.memory.CardCipher;
import org.cardroom.testkit.memory.CardField;
import org.cardroom.testkit.memory.CardMemory;
import org.cardroom.testkit.piv.PivAuthentication;
import org.cardroom.testkit.piv.PivObjects;
import org.cardroom.testkit.piv.PivPins;

/** A PIV card (NIST SP 800-73-4): management key, PIN, PUK, CHUID, and YubiKey extensions unless built without. */
final class VirtualPivCard extends VirtualCard {
    static final String KIND = "PIV";

    private static final byte[] AID = ByteArrays.of("A000000308000010000100");

    private final CardAdminKey key;
    private final PivAuthentication admin;
    private final PivPins codes;
    private final PivObjects objects;
    private final YubiKeyExtensions extensions;

    VirtualPivCard(CardMemory memory) {
        super(memory);
        this.key = new CardAdminKey(memory);
        boolean plain = memory.flag(CardField.NO_EXTENSIONS);
        this.admin = new PivAuthentication(
                key, this::challenge, plain ? SimResponse.WRONG_DATA : SimResponse.SECURITY_STATUS_NOT_SATISFIED);
        this.codes = new PivPins(memory);
        this.objects = new PivObjects(memory);
        this.extensions = new YubiKeyExtensions(memory, key);
    }

    @Override
    byte[] aid() {
        return AID.clone();
    }

    @Override
    byte[] selectResponse() {
        return SimTlv.of(
                0x61,
                SimTlv.of(0x4F, ByteArrays.of("000010000100")),
                SimTlv.of(0x79, SimTlv.of(0x4F, Arrays.copyOf(AID, 5))));
    }

    @Override
    void clearSession() {
        admin.clearSession();
        codes.clearSession();
    }

    @Override
    SimResponse process(SimCommand command) {
        return switch (command.ins()) {
            case 0xA4 -> SimResponse.WRONG_PARAMETERS;
            case 0xCB -> objects.get(command);
            case 0xDB -> objects.put(command, admin.isAuthenticated());
            case 0x87 -> admin.authenticate(command);
            case 0x20 -> codes.verify(command);
            case 0x24 -> codes.change(command);
            case 0x2C -> codes.unblock(command);
            default -> memory.flag(CardField.NO_EXTENSIONS) ? SimResponse.UNKNOWN_INSTRUCTION : extension(command);
        };
    }

    private SimResponse extension(SimCommand command) {
        return switch (command.ins()) {
            case 0xFF -> setManagementKey(command);
            case 0xFD -> extensions.version(command);
            case 0xF8 -> extensions.serial(command);
            case 0xF7 -> extensions.metadata(command);
            case 0xFB -> reset(command);
            default -> SimResponse.UNKNOWN_INSTRUCTION;
        };
    }

    private SimResponse reset(SimCommand command) {
        SimResponse answer = extensions.reset(command);
        if (answer == SimResponse.OK) {
            objects.clear();
            clearSession();
        }
        return answer;
    }

    private SimResponse setManagementKey(SimCommand command) {
        if (command.p1p2() != 0xFFFF && command.p1p2() != 0xFFFE) {
            return SimResponse.WRONG_PARAMETERS;
        }
        if (!admin.isAuthenticated()) {
            return SimResponse.SECURITY_STATUS_NOT_SATISFIED;
        }
        byte[] data = command.data();
        if (data.length < 3) {
            return SimResponse.WRONG_LENGTH;
        }
        byte[] newKey = Arrays.copyOfRange(data, 3, data.length);
        Optional<CardCipher> algorithm = CardCipher.fromId(data[0]).filter(each -> each.keyLength == newKey.length);
        if (algorithm.isEmpty() || data[1] != (byte) 0x9B || data[2] != newKey.length) {
            return SimResponse.WRONG_DATA;
        }
        key.write(algorithm.get(), newKey, isTorn());
        return SimResponse.OK;
    }
}
