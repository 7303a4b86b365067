package org.cardroom.lab.cards;

import java.util.Arrays;
import java.util.Optional;

/** A GIDS card (Generic Identity Device Specification, 2012): administrator key, PIN, card id. */
final class VirtualGids extends VirtualCard {

    static final String KIND = "GIDS";

    private static final byte[] AID = Bytes.of("A000000397425446590201");
    private static final int FILE_OF_ALL = 0x3FFF;
    private static final int FILE_OF_CARD_ID = 0xA012;
    private static final byte[] ASK_CARD_ID = Bytes.of("5C02DF20");
    private static final byte[] ASK_PIN_STATUS = Bytes.of("5C027F71");
    private static final int CARD_ID = 0xDF20;
    private static final int ID_LENGTH = 16;
    private static final int KCV_LENGTH = 3;
    private static final int SHORTEST_PIN = 4;
    private static final int LONGEST_PIN = 16;

    private final AdminKey key;
    private final Pin pin;
    private final GidsAuthentication admin;

    VirtualGids(Memory memory) {
        super(memory);
        this.key = new AdminKey(memory);
        this.pin = Pin.pin(memory);
        this.admin = new GidsAuthentication(key, this::challenge);
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
        admin.forget();
    }

    @Override
    Answer answer(Command command) {
        boolean blank = memory.flag(Cell.BLANK);
        return switch (command.ins()) {
            case 0xA4 -> blank ? Answer.NOT_FOUND : selectFile(command);
            case 0xCB -> blank ? Answer.NOT_FOUND : getData(command);
            case 0x22 -> blank ? Answer.DATA_INVALID : admin.choose(command);
            case 0x87 -> blank ? Answer.NOT_ALLOWED : admin.authenticate(command);
            case 0xDB -> blank ? Answer.NOT_ALLOWED : putData(command);
            case 0x2C -> blank ? Answer.NOT_ALLOWED : setPin(command);
            case 0x20 -> blank ? Answer.NOT_ALLOWED : verify(command);
            default -> Answer.UNKNOWN_INSTRUCTION;
        };
    }

    private static Answer selectFile(Command command) {
        if (command.p1() != 0x00) {
            return Answer.WRONG_PARAMETERS;
        }
        return Arrays.equals(command.data(), Bytes.of(0x3F, 0xFF)) ? Answer.OK : Answer.NOT_FOUND;
    }

    private Answer getData(Command command) {
        return switch (command.p1p2()) {
            case FILE_OF_CARD_ID ->
                Arrays.equals(command.data(), ASK_CARD_ID)
                        ? Answer.data(Tlv.of(CARD_ID, memory.bytes(Cell.ID)))
                        : Answer.NO_SUCH_REFERENCE;
            case FILE_OF_ALL ->
                Arrays.equals(command.data(), ASK_PIN_STATUS) ? Answer.data(pinStatus()) : Answer.NO_SUCH_REFERENCE;
            default -> Answer.NOT_FOUND;
        };
    }

    private byte[] pinStatus() {
        return Tlv.of(0x7F71, Tlv.of(0x97, Bytes.of(pin.left())), Tlv.of(0x93, Bytes.of(pin.limit())));
    }

    private Answer putData(Command command) {
        int file = command.p1p2();
        if (file != FILE_OF_ALL && file != FILE_OF_CARD_ID) {
            return Answer.NOT_FOUND;
        }
        if (!admin.holds()) {
            return Answer.NOT_AUTHORISED;
        }
        return file == FILE_OF_ALL ? putKey(command.data()) : putCardId(command.data());
    }

    private Answer putKey(byte[] data) {
        Optional<byte[]> reference = Tlv.find(data, 0x70, 0x84);
        Optional<byte[]> newKey = Tlv.find(data, 0x70, 0xA5, 0x87);
        Optional<byte[]> kcv = Tlv.find(data, 0x70, 0xA5, 0x88);
        if (reference.isEmpty() || newKey.isEmpty() || kcv.isEmpty() || !isKey(newKey.get(), kcv.get())) {
            return Answer.WRONG_DATA;
        }
        if (!Arrays.equals(reference.get(), GidsAuthentication.ADMIN_KEY)) {
            return Answer.NO_SUCH_REFERENCE;
        }
        key.write(KeyAlgorithm.TRIPLE_DES, newKey.get(), isTorn());
        return Answer.OK;
    }

    private static boolean isKey(byte[] newKey, byte[] kcv) {
        KeyAlgorithm algorithm = KeyAlgorithm.TRIPLE_DES;
        if (newKey.length != algorithm.keyLength) {
            return false;
        }
        byte[] trueKcv = algorithm.encrypt(newKey, new byte[algorithm.blockLength]);
        return Arrays.equals(kcv, Arrays.copyOf(trueKcv, KCV_LENGTH));
    }

    private Answer putCardId(byte[] data) {
        Optional<byte[]> id = Tlv.find(data, CARD_ID).filter(value -> value.length == ID_LENGTH);
        id.ifPresent(value -> memory.put(Cell.ID, value));
        return id.isPresent() ? Answer.OK : Answer.WRONG_DATA;
    }

    private Answer setPin(Command command) {
        if (command.p1() != 0x02) {
            return Answer.WRONG_PARAMETERS;
        }
        if (command.p2() != 0x80) {
            return Answer.NO_SUCH_REFERENCE;
        }
        if (!admin.holds()) {
            return Answer.NOT_AUTHORISED;
        }
        if (!isPinLength(command.data())) {
            return Answer.WRONG_LENGTH;
        }
        pin.set(command.data());
        admin.forget();
        return Answer.OK;
    }

    private Answer verify(Command command) {
        if (command.p1() != 0x00) {
            return Answer.WRONG_PARAMETERS;
        }
        if (command.p2() == 0x82) {
            admin.forget();
            return Answer.OK;
        }
        if (command.p2() != 0x80) {
            return Answer.NO_SUCH_REFERENCE;
        }
        return isPinLength(command.data()) ? pin.check(command.data()) : pin.tries();
    }

    private static boolean isPinLength(byte[] data) {
        return data.length >= SHORTEST_PIN && data.length <= LONGEST_PIN;
    }
}
