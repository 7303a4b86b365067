package org.cardroom.agent.card;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.cardroom.agent.apdu.ResponseApdu;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Hex;

/** The content of an initialised GIDS card, as OpenSC's gids-tool writes it and Windows expects it. */
final class GidsFileSystem {
    private static final int DIRECTORY = 0xA000;
    private static final int CACHE = 0xA010;
    private static final int IDENTITY = 0xA012;
    private static final int FOLDER_LENGTH = 9;
    private static final int NAME_LENGTH = 11;

    /** Files with their access conditions; the last one holds the administrator key. */
    static final List<NewFile> FILES = List.of(
            dataFile("A000", "033000"),
            dataFile("A010", "033000"),
            dataFile("A011", "0330FF"),
            dataFile("A012", "032000"),
            dataFile("A013", "033030"),
            dataFile("A014", "032020"),
            new NewFile("B080", "621A8201188302B0808C04870020FFA50BA4098001028301809501C0"));

    private GidsFileSystem() {}

    /** A file to be created: id of four hex digits, file control parameters (ISO/IEC 7816-4, 5.3.3) in hex. */
    record NewFile(String id, String parameters) {}

    /** A data object to be written: its tag as four hex digits, and its value in hex, at most 255 bytes. */
    record DataObject(int file, String name, String value) {
        /** Returns tag, length and value in hex. */
        String toTlvHex() {
            int length = value.length() / 2;
            return name + (length > 0x7F ? "81" : "") + "%02X".formatted(length) + value;
        }

        /** Writing an empty value to an empty object deletes the object. */
        boolean isErasedByRewrite() {
            return value.isEmpty();
        }

        boolean isPresentIn(ResponseApdu response) {
            return response.find(Integer.parseInt(name, 16))
                    .map(ByteBuffer.wrap(Hex.bytes(value))::equals)
                    .orElse(false);
        }
    }

    /** Returns all objects of a new card. The id is last: a card with an id has all objects before it. */
    static List<DataObject> objects(CardId id) {
        return List.of(
                new DataObject(DIRECTORY, "DF1F", masterFile()),
                new DataObject(CACHE, "DF21", text("mscp", 8)),
                new DataObject(CACHE, "DF22", "00".repeat(6)),
                new DataObject(CACHE, "DF23", ""),
                idObject(id));
    }

    static DataObject idObject(CardId id) {
        return new DataObject(IDENTITY, "DF20", id.hex());
    }

    private static NewFile dataFile(String id, String access) {
        return new NewFile(id, "620C8201398302" + id + "8C03" + access);
    }

    /** Maps the minidriver's file names to files and objects; starts with version 1. */
    private static String masterFile() {
        return "01"
                + directoryEntry("mscp", "", 0, DIRECTORY)
                + directoryEntry("", "cardid", 0xDF20, IDENTITY)
                + directoryEntry("", "cardapps", 0xDF21, CACHE)
                + directoryEntry("", "cardcf", 0xDF22, CACHE)
                + directoryEntry("mscp", "cmapfile", 0xDF23, CACHE);
    }

    private static String directoryEntry(String folder, String name, int object, int file) {
        ByteBuffer numbers = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        numbers.putInt(object).putInt(file);
        return text(folder, FOLDER_LENGTH) + text(name, NAME_LENGTH) + Hex.of(numbers.array());
    }

    private static String text(String text, int length) {
        return Hex.of(Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length));
    }
}
