package org.cardroom.testkit.card;

import java.util.Arrays;
import java.util.Optional;
import org.cardroom.testkit.apdu.ByteArrays;
import org.cardroom.testkit.apdu.SimCommand;
import org.cardroom.testkit.apdu.SimResponse;
import org.cardroom.testkit.apdu.SimTlv;
import org.cardroom.testkit.gids.GidsAccessRule;
import org.cardroom.testkit.gids.GidsAuthentication;
import org.cardroom.testkit.gids.GidsFactoryFiles;
import org.cardroom.testkit.gids.GidsFile;
import org.cardroom.testkit.gids.GidsFileStore;
import org.cardroom.testkit.gids.GidsPin;
import org.cardroom.testkit.memory.CardAdminKey;
import org.cardroom.testkit.memory.CardCipher;
import org.cardroom.testkit.memory.CardField;
import org.cardroom.testkit.memory.CardMemory;

/**
 * A GIDS card (Generic Identity Device Specification, 2012): administrator key, PIN, and files of data objects. A blank
 * one is in creation state: it has no files, and takes whatever makes it.
 */
final class VirtualGidsCard extends VirtualCard {
    static final String KIND = "GIDS";

    private static final byte[] AID = ByteArrays.of("A000000397425446590201");
    private static final int FILE_OF_ADMIN_KEY = 0xB080;
    private static final byte[] ASK_PIN_STATUS = ByteArrays.of("5C027F71");
    private static final int KCV_LENGTH = 3;
    private static final int LOG_OUT = 0x82;

    private final CardAdminKey key;
    private final GidsPin pin;
    private final GidsAuthentication admin;
    private final GidsFileStore files;

    VirtualGidsCard(CardMemory memory) {
        super(memory);
        if (!memory.flag(CardField.BLANK) && memory.text(CardField.FILES).isEmpty()) {
            memory.put(CardField.FILES, GidsFactoryFiles.create(memory.bytes(CardField.ID)));
        }
        this.key = new CardAdminKey(memory);
        this.pin = new GidsPin(memory);
        this.admin = new GidsAuthentication(key, this::challenge);
        this.files = new GidsFileStore(
                memory,
                new GidsAccessRule(() -> memory.flag(CardField.BLANK), pin::isVerified, admin::isAuthenticated));
    }

    @Override
    byte[] aid() {
        return AID.clone();
    }

    @Override
    byte[] selectResponse() {
        return SimTlv.of(0x61, SimTlv.of(0x4F, AID), SimTlv.of(0x73, ByteArrays.of(0x40, 0x01, 0xC0)));
    }

    @Override
    void clearSession() {
        files.clearSelection();
        logOut();
    }

    private SimResponse logOut() {
        admin.clearSession();
        pin.clearSession();
        return SimResponse.OK;
    }

    @Override
    SimResponse process(SimCommand command) {
        boolean blank = memory.flag(CardField.BLANK);
        return switch (command.ins()) {
            case 0xA4 -> files.select(command, selectResponse());
            case 0xE0 -> files.create(command);
            case 0x44 -> activate(command);
            case 0xCB -> command.p1p2() == GidsFileStore.FOLDER ? getStatus(command) : files.get(command);
            case 0xDB -> command.p1p2() == GidsFileStore.FOLDER ? putKey(command.data()) : files.put(command);
            case 0x22 -> chooseKey(command);
            case 0x87 -> blank ? SimResponse.COMMAND_NOT_ALLOWED : admin.authenticate(command);
            case 0x20 -> verify(command);
            case 0x24 -> pin.change(command);
            case 0x2C -> blank ? SimResponse.COMMAND_NOT_ALLOWED : setPin(command);
            default -> SimResponse.UNKNOWN_INSTRUCTION;
        };
    }

    private SimResponse activate(SimCommand command) {
        boolean blank = memory.flag(CardField.BLANK);
        SimResponse answer = files.activate(command);
        if (blank && !memory.flag(CardField.BLANK)) {
            logOut();
        }
        return answer;
    }

    private SimResponse getStatus(SimCommand command) {
        return Arrays.equals(command.data(), ASK_PIN_STATUS)
                ? SimResponse.data(pin.status())
                : SimResponse.DATA_INVALID;
    }

    private SimResponse chooseKey(SimCommand command) {
        SimResponse check = files.checkAccess(FILE_OF_ADMIN_KEY, GidsFile.USE, SimResponse.DATA_INVALID);
        return check == SimResponse.OK ? admin.selectKey(command) : check;
    }

    private SimResponse putKey(byte[] data) {
        Optional<byte[]> reference = SimTlv.find(data, 0x70, 0x84);
        Optional<byte[]> newKey = SimTlv.find(data, 0x70, 0xA5, 0x87);
        if (reference.isEmpty() || !Arrays.equals(reference.get(), GidsAuthentication.ADMIN_KEY)) {
            return SimResponse.DATA_INVALID;
        }
        SimResponse check = files.checkAccess(FILE_OF_ADMIN_KEY, GidsFile.WRITE, SimResponse.DATA_INVALID);
        if (check != SimResponse.OK) {
            return check;
        }
        if (newKey.isEmpty() || newKey.get().length != CardCipher.TRIPLE_DES.keyLength) {
            return SimResponse.DATA_INVALID;
        }
        if (memory.flag(CardField.CHECKS_KCV) && !isKcv(newKey.get(), SimTlv.find(data, 0x70, 0xA5, 0x88))) {
            return SimResponse.WRONG_DATA;
        }
        key.write(CardCipher.TRIPLE_DES, newKey.get(), isTorn());
        return SimResponse.OK;
    }

    private static boolean isKcv(byte[] newKey, Optional<byte[]> kcv) {
        byte[] trueKcv = CardCipher.TRIPLE_DES.encrypt(newKey, new byte[CardCipher.TRIPLE_DES.blockLength]);
        return kcv.isPresent() && Arrays.equals(kcv.get(), Arrays.copyOf(trueKcv, KCV_LENGTH));
    }

    private SimResponse verify(SimCommand command) {
        if (command.p1() != 0x00) {
            return SimResponse.WRONG_PARAMETERS;
        }
        return command.p2() == LOG_OUT ? logOut() : pin.verify(command);
    }

    private SimResponse setPin(SimCommand command) {
        SimResponse answer = pin.reset(command, admin.isAuthenticated());
        if (answer == SimResponse.OK) {
            logOut();
        }
        return answer;
    }
}
