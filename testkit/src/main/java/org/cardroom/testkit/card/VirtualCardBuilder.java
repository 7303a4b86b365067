package org.cardroom.testkit.card;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.testkit.apdu.ByteArrays;
import org.cardroom.testkit.memory.CardAdminKey;
import org.cardroom.testkit.memory.CardCipher;
import org.cardroom.testkit.memory.CardField;
import org.cardroom.testkit.memory.CardMemory;
import org.cardroom.testkit.piv.PivPins;

/**
 * Builds one virtual card. Defaults are those of real cards: GIDS has the zero key and PIN 000000; PIV is a YubiKey
 * with 3DES, key 01..08, PIN 123456 and PUK 12345678. Each code has three tries, administrator answers are not counted,
 * and a key write does not tear. Bytes are given in hex.
 */
public final class VirtualCardBuilder {
    static final String PIV_PIN = "123456";
    static final String PIV_PUK = "12345678";

    private static final String JCOP_ATR = "3BF81300008131FE454A434F5076323431B7";
    private static final String YUBIKEY_ATR = "3BFD1300008131FE158073C021C057597562694B657940";
    private static final int MOST_TRIES = 15;
    private static final int ID_LENGTH = 16;

    private final CardMemory memory = new CardMemory();

    private VirtualCardBuilder(String kind, String atr, CardCipher algorithm) {
        UUID id = UUID.randomUUID();
        memory.put(CardField.KIND, kind);
        memory.put(CardField.ATR, atr);
        memory.put(CardField.ID, id.toString().replace("-", "").toUpperCase(Locale.ROOT));
        memory.put(CardField.ALGORITHM, algorithm.id);
    }

    /** A personalised GIDS card. */
    public static VirtualCardBuilder gids() {
        VirtualCardBuilder card = new VirtualCardBuilder(VirtualGidsCard.KIND, JCOP_ATR, CardCipher.TRIPLE_DES);
        card.memory.put(CardField.KEY, new byte[CardCipher.TRIPLE_DES.keyLength]);
        return card.pin("000000").pinTries(3);
    }

    /** A PIV card of YubiKey's make. */
    public static VirtualCardBuilder piv() {
        VirtualCardBuilder card = new VirtualCardBuilder(VirtualPivCard.KIND, YUBIKEY_ATR, CardCipher.TRIPLE_DES);
        return card.algorithm(CardCipher.TRIPLE_DES.id)
                .pin(PIV_PIN)
                .puk(PIV_PUK)
                .pinTries(3)
                .pukTries(3);
    }

    /**
     * A personalised card for a request.
     * @param kind {@code GIDS} or {@code PIV}
     * @param algorithm of the administrator key, by {@link KeyAlgorithm}'s name; GIDS cards have 3DES
     */
    public static VirtualCardBuilder of(String kind, String algorithm) {
        return kind.equals(VirtualGidsCard.KIND)
                ? gids()
                : piv().algorithm(KeyAlgorithm.fromName(algorithm).reference());
    }

    static byte[] padWithFf(String code) {
        byte[] padded = ByteArrays.repeat(ByteArrays.of(0xFF), PivPins.LENGTH);
        byte[] digits = code.getBytes(US_ASCII);
        System.arraycopy(digits, 0, padded, 0, digits.length);
        return padded;
    }

    /** Sets the card id, 16 bytes, random by default; its first four are the serial number of a PIV card. */
    public VirtualCardBuilder id(String hex) {
        memory.put(CardField.ID, exactly(ID_LENGTH, "card id", hex));
        return this;
    }

    /** Sets the answer-to-reset. */
    public VirtualCardBuilder atr(String hex) {
        memory.put(CardField.ATR, ByteArrays.of(hex));
        return this;
    }

    /** PIV: sets another algorithm than 3DES (08, 0A, 0C) and its factory key; AES implies firmware 5.7. */
    public VirtualCardBuilder algorithm(int id) {
        CardCipher algorithm = CardCipher.fromId(id)
                .orElseThrow(
                        () -> new IllegalArgumentException("algorithms are 03, 08, 0A, 0C, not %02X".formatted(id)));
        boolean old = algorithm == CardCipher.TRIPLE_DES;
        memory.put(CardField.ALGORITHM, id);
        memory.put(CardField.KEY, algorithm.factoryKey());
        memory.put(CardField.VERSION, old ? ByteArrays.of(5, 4, 3) : ByteArrays.of(5, 7, 1));
        return this;
    }

    /** An administrator key of the algorithm's length. */
    public VirtualCardBuilder adminKey(String hex) {
        memory.put(CardField.KEY, exactly(new CardAdminKey(memory).algorithm().keyLength, "administrator key", hex));
        return this;
    }

    /** The PIN: on PIV 6 to 8 digits, on GIDS 4 to 16 characters. */
    public VirtualCardBuilder pin(String pin) {
        memory.put(CardField.PIN, isPiv() ? padWithFf(pin) : pin.getBytes(US_ASCII));
        return this;
    }

    /** PIV: the PUK, 8 digits. */
    public VirtualCardBuilder puk(String puk) {
        memory.put(CardField.PUK, padWithFf(puk));
        return this;
    }

    /** Tries for the PIN, 1 to 15. */
    public VirtualCardBuilder pinTries(int tries) {
        return tries(CardField.PIN_LIMIT, CardField.PIN_LEFT, tries);
    }

    /** PIV: tries for the PUK, 1 to 15. */
    public VirtualCardBuilder pukTries(int tries) {
        return tries(CardField.PUK_LIMIT, CardField.PUK_LEFT, tries);
    }

    /** The card locks for good after this many wrong administrator answers in a row. */
    public VirtualCardBuilder adminTries(int tries) {
        memory.put(CardField.ADMIN_LIMIT, tries);
        return this;
    }

    /** A card torn out inside the write of its key has no key any more. */
    public VirtualCardBuilder tearingKeyWrite() {
        memory.setFlag(CardField.KEY_WRITE_TEARS);
        return this;
    }

    /** GIDS: checks the check value of a new administrator key, which is ignored otherwise. */
    public VirtualCardBuilder checkingKcv() {
        memory.setFlag(CardField.CHECKS_KCV);
        return this;
    }

    /** GIDS: creation state, never initialised: no files, no id, no key, no PIN. */
    public VirtualCardBuilder blank() {
        memory.setFlag(CardField.BLANK);
        return this;
    }

    /** PIV: not a YubiKey; FF, F7, F8 and FD are unknown, and a wrong answer gets 6A80 instead of 6982. */
    public VirtualCardBuilder withoutExtensions() {
        memory.setFlag(CardField.NO_EXTENSIONS);
        return this;
    }

    /** PIV: no CHUID was written yet. */
    public VirtualCardBuilder withoutChuid() {
        memory.setFlag(CardField.NO_CHUID);
        return this;
    }

    /** Instead of random numbers these bytes, over and over, as of a chip whose generator repeats itself. */
    public VirtualCardBuilder challenge(String hex) {
        memory.put(CardField.CHALLENGE, ByteArrays.of(hex));
        return this;
    }

    /** Saves the card to this new file after each command that changed it; see {@link VirtualCard#load}. */
    public VirtualCardBuilder withFile(Path file) {
        if (Files.exists(file)) {
            throw new IllegalArgumentException("there is a card already: " + file);
        }
        memory.saveTo(file);
        return this;
    }

    /** The card. */
    public VirtualCard build() {
        memory.put(CardField.SERIAL, Arrays.copyOf(memory.bytes(CardField.ID), 4));
        if (memory.flag(CardField.BLANK)) {
            memory.put(CardField.ID, "");
            memory.put(CardField.KEY, "");
            memory.put(CardField.PIN, "");
        }
        VirtualCard card = VirtualCard.create(memory);
        memory.save();
        return card;
    }

    private VirtualCardBuilder tries(CardField limit, CardField left, int tries) {
        if (tries < 1 || tries > MOST_TRIES) {
            throw new IllegalArgumentException("tries are 1 to " + MOST_TRIES + ", not " + tries);
        }
        memory.put(limit, tries);
        memory.put(left, tries);
        return this;
    }

    private boolean isPiv() {
        return memory.text(CardField.KIND).equals(VirtualPivCard.KIND);
    }

    private static byte[] exactly(int length, String what, String hex) {
        byte[] bytes = ByteArrays.of(hex);
        if (bytes.length != length) {
            throw new IllegalArgumentException(what + ": " + length + " bytes, not " + bytes.length);
        }
        return bytes;
    }
}
