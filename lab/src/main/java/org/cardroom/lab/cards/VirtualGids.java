package org.cardroom.lab.cards;

import java.util.Arrays;
import java.util.Optional;

/**
 * A GIDS card (Generic Identity Device Specification, 2012): administrator key, PIN, and files of data objects. A blank
 * one is in creation state: it has no files, and takes whatever makes it.
 */
final class VirtualGids extends VirtualCard {

    static final String KIND = "GIDS";

    private static final byte[] AID = Bytes.of("A000000397425446590201");
    private static final int FILE_OF_ADMIN_KEY = 0xB080;
    private static final byte[] ASK_PIN_STATUS = Bytes.of("5C027F71");
    private static final int KCV_LENGTH = 3;
    private static final int LOG_OUT = 0x82;

    private final AdminKey key;
    private final GidsPin pin;
    private final GidsAuthentication admin;
    private final GidsFiles files;

    VirtualGids(Memory memory) {
        super(memory);
        if (!memory.flag(Cell.BLANK) && memory.text(Cell.FILES).isEmpty()) {
            memory.put(Cell.FILES, GidsMaker.files(memory.bytes(Cell.ID)));
        }
        this.key = new AdminKey(memory);
        this.pin = new GidsPin(memory);
        this.admin = new GidsAuthentication(key, this::challenge);
        this.files =
                new GidsFiles(memory, new GidsAccess(() -> memory.flag(Cell.BLANK), pin::isVerified, admin::holds));
    }

    @Override
    byte[] aid() {
        return AID.clone();
    }

    @Override
    byte[] template() {
        return Tlv.of(0x61, Tlv.of(0x4F, AID), Tlv.of(0x73, Bytes.of(0x40, 0x01, 0xC0)));
    }

    @Override
    void forget() {
        files.forget();
        logOut();
    }

    private Answer logOut() {
        admin.forget();
        pin.forget();
        return Answer.OK;
    }

    @Override
    Answer answer(Command command) {
        boolean blank = memory.flag(Cell.BLANK);
        return switch (command.ins()) {
            case 0xA4 -> files.select(command, template());
            case 0xE0 -> files.create(command);
            case 0x44 -> activate(command);
            case 0xCB -> command.p1p2() == GidsFiles.FOLDER ? getStatus(command) : files.get(command);
            case 0xDB -> command.p1p2() == GidsFiles.FOLDER ? putKey(command.data()) : files.put(command);
            case 0x22 -> chooseKey(command);
            case 0x87 -> blank ? Answer.NOT_ALLOWED : admin.authenticate(command);
            case 0x20 -> verify(command);
            case 0x24 -> pin.change(command);
            case 0x2C -> blank ? Answer.NOT_ALLOWED : setPin(command);
            default -> Answer.UNKNOWN_INSTRUCTION;
        };
    }

    private Answer activate(Command command) {
        boolean blank = memory.flag(Cell.BLANK);
        Answer answer = files.activate(command);
        if (blank && !memory.flag(Cell.BLANK)) {
            logOut();
        }
        return answer;
    }

    private Answer getStatus(Command command) {
        return Arrays.equals(command.data(), ASK_PIN_STATUS) ? Answer.data(pin.status()) : Answer.DATA_INVALID;
    }

    private Answer chooseKey(Command command) {
        Answer check = files.check(FILE_OF_ADMIN_KEY, GidsFile.USE, Answer.DATA_INVALID);
        return check == Answer.OK ? admin.choose(command) : check;
    }

    private Answer putKey(byte[] data) {
        Optional<byte[]> reference = Tlv.find(data, 0x70, 0x84);
        Optional<byte[]> newKey = Tlv.find(data, 0x70, 0xA5, 0x87);
        if (reference.isEmpty() || !Arrays.equals(reference.get(), GidsAuthentication.ADMIN_KEY)) {
            return Answer.DATA_INVALID;
        }
        Answer check = files.check(FILE_OF_ADMIN_KEY, GidsFile.WRITE, Answer.DATA_INVALID);
        if (check != Answer.OK) {
            return check;
        }
        if (newKey.isEmpty() || newKey.get().length != KeyAlgorithm.TRIPLE_DES.keyLength) {
            return Answer.DATA_INVALID;
        }
        if (memory.flag(Cell.CHECKS_KCV) && !isKcv(newKey.get(), Tlv.find(data, 0x70, 0xA5, 0x88))) {
            return Answer.WRONG_DATA;
        }
        key.write(KeyAlgorithm.TRIPLE_DES, newKey.get(), isTorn());
        return Answer.OK;
    }

    private static boolean isKcv(byte[] newKey, Optional<byte[]> kcv) {
        byte[] trueKcv = KeyAlgorithm.TRIPLE_DES.encrypt(newKey, new byte[KeyAlgorithm.TRIPLE_DES.blockLength]);
        return kcv.isPresent() && Arrays.equals(kcv.get(), Arrays.copyOf(trueKcv, KCV_LENGTH));
    }

    private Answer verify(Command command) {
        if (command.p1() != 0x00) {
            return Answer.WRONG_PARAMETERS;
        }
        return command.p2() == LOG_OUT ? logOut() : pin.verify(command);
    }

    private Answer setPin(Command command) {
        Answer answer = pin.reset(command, admin.holds());
        if (answer == Answer.OK) {
            logOut();
        }
        return answer;
    }
}
