package org.cardroom.agent.card;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.smartcardio.CardException;
import org.cardroom.agent.apdu.ApduChannel;
import org.cardroom.agent.apdu.BerTlv;
import org.cardroom.agent.apdu.CommandApdu;
import org.cardroom.agent.apdu.ResponseApdu;
import org.cardroom.events.card.CardId;
import org.cardroom.events.message.CardLimitation;
import org.cardroom.events.secret.KeyAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * Information that a PIV card gives without authentication. It is read before the first challenge, so that no command is
 * sent between a challenge and its answer.
 * @param algorithm of the management key, if known
 * @param keyReplaceable whether the card has the command that replaces the management key
 * @param pinCounterFull whether at least three tries are left
 * @param pukTries the PUK's try counter, if known
 */
record PivCardInfo(
        @Nullable KeyAlgorithm algorithm,
        boolean keyReplaceable,
        boolean pinCounterFull,
        @Nullable TryCounter pukTries) {
    private static final int GET_DATA = 0x00CB_3FFF;
    private static final int METADATA_OF_KEY = 0x00F7_009B;
    private static final int METADATA_OF_PUK = 0x00F7_0081;
    private static final int SERIAL = 0x00F8_0000;
    private static final int VERSION = 0x00FD_0000;
    private static final int PIN_TRIES = 0x0020_0080;
    private static final int MIN_PIN_TRIES = 3;

    record TryCounter(int limit, int left) {}

    static PivCardInfo read(ApduChannel channel) throws CardException {
        ResponseApdu metadata = channel.send(CommandApdu.of(METADATA_OF_KEY).expectingData());
        KeyAlgorithm algorithm = BerTlv.bytesOfLength(1, metadata.find(0x01))
                .flatMap(PivCardInfo::algorithm)
                .orElse(null);
        boolean hasMetadata = metadata.statusWord().isOk();
        boolean keyReplaceable = hasMetadata
                || channel.send(CommandApdu.of(VERSION).expectingData())
                        .statusWord()
                        .isOk();
        TryCounter puk = hasMetadata ? readPukTries(channel) : null;
        int tries = channel.send(CommandApdu.of(PIN_TRIES)).statusWord().triesLeft();
        return new PivCardInfo(algorithm, keyReplaceable, tries >= MIN_PIN_TRIES, puk);
    }

    private static @Nullable TryCounter readPukTries(ApduChannel channel) throws CardException {
        ResponseApdu metadata = channel.send(CommandApdu.of(METADATA_OF_PUK).expectingData());
        return BerTlv.bytesOfLength(2, metadata.find(0x06))
                .map(tries -> new TryCounter(tries[0] & 0xFF, tries[1] & 0xFF))
                .orElse(null);
    }

    /** Returns the differences from a new card that limit what can be written. */
    Set<CardLimitation> limitations() {
        Set<CardLimitation> limitations = EnumSet.noneOf(CardLimitation.class);
        if (!keyReplaceable) {
            limitations.add(CardLimitation.KEY_FIXED);
        }
        if (!pinCounterFull) {
            limitations.add(CardLimitation.PIN_COUNTER_NOT_FULL);
        }
        if (!isPukCounterFull()) {
            limitations.add(CardLimitation.PUK_COUNTER_NOT_FULL);
        }
        return limitations;
    }

    /** Returns whether the PUK has all its tries, or its counter is unknown. */
    boolean isPukCounterFull() {
        return pukTries == null || pukTries.left == pukTries.limit;
    }

    /** Returns whether this many PUKs can be tried, of which the last is right, without blocking the PUK. */
    boolean allowsPukAttempts(int puks) {
        return pukTries == null || (puks > 1 ? pukTries.left >= puks : isPukCounterFull());
    }

    private static Optional<KeyAlgorithm> algorithm(byte[] reference) {
        return Arrays.stream(KeyAlgorithm.values())
                .filter(algorithm -> algorithm.reference() == reference[0])
                .findFirst();
    }

    /** Returns the CHUID's GUID, or else an id derived from the serial number; empty if neither can be read. */
    static Optional<CardId> readId(ApduChannel channel) throws CardException {
        ResponseApdu chuid = channel.send(CommandApdu.of(GET_DATA, "5C035FC102").expectingData());
        if (chuid.isMalformed()
                || (chuid.statusWord().isOk() && chuid.find(0x53).isEmpty())) {
            return Optional.empty();
        }
        Optional<CardId> guid = BerTlv.bytesOfLength(16, chuid.find(0x53, 0x34))
                .filter(bytes -> !Arrays.equals(bytes, new byte[16]))
                .map(CardId::of);
        if (guid.isPresent()) {
            return guid;
        }
        ResponseApdu serial = channel.send(CommandApdu.of(SERIAL).expectingData());
        boolean hasSerial = serial.statusWord().isOk() && serial.data().remaining() == 4;
        return hasSerial ? Optional.of(idFromSerial(serial.data().getInt(0))) : Optional.empty();
    }

    /** UUID version 5 (RFC 9562, 5.5) of "urn:yubikey:" and the serial number in decimal, in the URL namespace. */
    private static CardId idFromSerial(int serial) {
        UUID uuid = Generators.nameBasedGenerator(NameBasedGenerator.NAMESPACE_URL)
                .generate("urn:yubikey:" + Integer.toUnsignedString(serial));
        return CardId.of(ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array());
    }
}
