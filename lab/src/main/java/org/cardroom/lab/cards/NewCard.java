package org.cardroom.lab.cards;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

/**
 * A virtual card as it leaves the factory. What is not asked for is as real cards have it: GIDS with the zero key and
 * the PIN 000000; PIV with key 01..08, PIN 123456 and PUK 12345678, on a YubiKey with 3DES; three tries each, an
 * administrator who may err for ever, a key write that does not tear. Bytes are given in hex. An order makes one card.
 */
public final class NewCard {

    static final String PIV_PIN = "123456";
    static final String PIV_PUK = "12345678";

    private static final String JCOP_ATR = "3BF81300008131FE454A434F5076323431B7";
    private static final String YUBIKEY_ATR = "3BFD1300008131FE158073C021C057597562694B657940";
    private static final int MOST_TRIES = 15;
    private static final int ID_LENGTH = 16;

    private final Memory memory = new Memory();

    private NewCard(String kind, String atr, KeyAlgorithm algorithm) {
        UUID id = UUID.randomUUID();
        memory.put(Cell.KIND, kind);
        memory.put(Cell.ATR, atr);
        memory.put(Cell.ID, id.toString().replace("-", "").toUpperCase(Locale.ROOT));
        memory.put(Cell.ALGORITHM, algorithm.id);
    }

    /** A personalised GIDS card. */
    public static NewCard gids() {
        NewCard card = new NewCard(VirtualGids.KIND, JCOP_ATR, KeyAlgorithm.TRIPLE_DES);
        card.memory.put(Cell.KEY, new byte[KeyAlgorithm.TRIPLE_DES.keyLength]);
        return card.pin("000000").pinTries(3);
    }

    /** A PIV card of YubiKey's make. */
    public static NewCard piv() {
        NewCard card = new NewCard(VirtualPiv.KIND, YUBIKEY_ATR, KeyAlgorithm.TRIPLE_DES);
        return card.algorithm(KeyAlgorithm.TRIPLE_DES.id)
                .pin(PIV_PIN)
                .puk(PIV_PUK)
                .pinTries(3)
                .pukTries(3);
    }

    static byte[] padded(String code) {
        byte[] padded = Bytes.repeated(Bytes.of(0xFF), PivCodes.LENGTH);
        byte[] digits = code.getBytes(US_ASCII);
        System.arraycopy(digits, 0, padded, 0, digits.length);
        return padded;
    }

    /** The card's own id instead of a random one: 16 bytes; a PIV card's serial number is the first four. */
    public NewCard id(String hex) {
        memory.put(Cell.ID, exactly(ID_LENGTH, "card id", hex));
        return this;
    }

    /** Another chip's answer-to-reset. */
    public NewCard atr(String hex) {
        memory.put(Cell.ATR, Bytes.of(hex));
        return this;
    }

    /** PIV: another algorithm than 3DES (08, 0A, 0C), with the factory key of its length; from AES on, firmware 5.7. */
    public NewCard algorithm(int id) {
        KeyAlgorithm algorithm = KeyAlgorithm.of(id)
                .orElseThrow(
                        () -> new IllegalArgumentException("algorithms are 03, 08, 0A, 0C, not %02X".formatted(id)));
        boolean old = algorithm == KeyAlgorithm.TRIPLE_DES;
        memory.put(Cell.ALGORITHM, id);
        memory.put(Cell.KEY, algorithm.factoryKey());
        memory.put(Cell.VERSION, old ? Bytes.of(5, 4, 3) : Bytes.of(5, 7, 1));
        return this;
    }

    /** An administrator key of the algorithm's length. */
    public NewCard adminKey(String hex) {
        memory.put(Cell.KEY, exactly(new AdminKey(memory).algorithm().keyLength, "administrator key", hex));
        return this;
    }

    /** The PIN: on PIV 6 to 8 digits, on GIDS 4 to 16 characters. */
    public NewCard pin(String pin) {
        memory.put(Cell.PIN, isPiv() ? padded(pin) : pin.getBytes(US_ASCII));
        return this;
    }

    /** PIV: the PUK, 8 digits. */
    public NewCard puk(String puk) {
        memory.put(Cell.PUK, padded(puk));
        return this;
    }

    /** Tries for the PIN, 1 to 15. */
    public NewCard pinTries(int tries) {
        return tries(Cell.PIN_LIMIT, Cell.PIN_LEFT, tries);
    }

    /** PIV: tries for the PUK, 1 to 15. */
    public NewCard pukTries(int tries) {
        return tries(Cell.PUK_LIMIT, Cell.PUK_LEFT, tries);
    }

    /** The card locks for good after this many wrong administrator answers in a row. */
    public NewCard adminTries(int tries) {
        memory.put(Cell.ADMIN_LIMIT, tries);
        return this;
    }

    /** A card torn out inside the write of its key has no key any more. */
    public NewCard tearingKeyWrite() {
        memory.raise(Cell.KEY_WRITE_TEARS);
        return this;
    }

    /** GIDS: a new administrator key is refused without its true check value; otherwise nobody looks at it. */
    public NewCard checkingKcv() {
        memory.raise(Cell.CHECKS_KCV);
        return this;
    }

    /** GIDS: creation state, never initialised: no files, no id, no key, no PIN. */
    public NewCard blank() {
        memory.raise(Cell.BLANK);
        return this;
    }

    /** PIV: not a YubiKey; FF, F7, F8 and FD are unknown, and a wrong answer gets 6A80 instead of 6982. */
    public NewCard withoutExtensions() {
        memory.raise(Cell.NO_EXTENSIONS);
        return this;
    }

    /** PIV: no CHUID was written yet. */
    public NewCard withoutChuid() {
        memory.raise(Cell.NO_CHUID);
        return this;
    }

    /** Instead of random numbers these bytes, over and over, as of a chip whose generator repeats itself. */
    public NewCard challenge(String hex) {
        memory.put(Cell.CHALLENGE, Bytes.of(hex));
        return this;
    }

    /**
     * The card saves itself to this new file after each command that changed it; {@link VirtualCard#load} brings it
     * back.
     */
    public NewCard savedIn(Path file) {
        if (Files.exists(file)) {
            throw new IllegalArgumentException("there is a card already: " + file);
        }
        memory.saveTo(file);
        return this;
    }

    /** The card. */
    public VirtualCard make() {
        memory.put(Cell.SERIAL, Arrays.copyOf(memory.bytes(Cell.ID), 4));
        if (memory.flag(Cell.BLANK)) {
            memory.put(Cell.ID, "");
            memory.put(Cell.KEY, "");
            memory.put(Cell.PIN, "");
        }
        VirtualCard card = VirtualCard.of(memory);
        memory.save();
        return card;
    }

    private NewCard tries(Cell limit, Cell left, int tries) {
        if (tries < 1 || tries > MOST_TRIES) {
            throw new IllegalArgumentException("tries are 1 to " + MOST_TRIES + ", not " + tries);
        }
        memory.put(limit, tries);
        memory.put(left, tries);
        return this;
    }

    private boolean isPiv() {
        return memory.text(Cell.KIND).equals(VirtualPiv.KIND);
    }

    private static byte[] exactly(int length, String what, String hex) {
        byte[] bytes = Bytes.of(hex);
        if (bytes.length != length) {
            throw new IllegalArgumentException(what + ": " + length + " bytes, not " + bytes.length);
        }
        return bytes;
    }
}
