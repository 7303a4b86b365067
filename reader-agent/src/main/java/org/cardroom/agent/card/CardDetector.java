package org.cardroom.agent.card;

import java.util.Locale;
import java.util.Optional;
import javax.smartcardio.CardException;
import org.cardroom.agent.apdu.ApduChannel;
import org.cardroom.agent.apdu.CommandApdu;
import org.cardroom.events.card.Atr;

/**
 * Detects a card's kind by selecting its application, because the ATR only identifies the chip. A card with both
 * applications is a GIDS card, unless its ATR contains "YubiKey".
 */
final class CardDetector {
    private static final int SELECT = 0x00A4_0400;
    private static final String GIDS = "A00000039742544659";
    /** Some PIV cards are selected by this prefix only, others only by the whole identifier without its version. */
    private static final String PIV = "A000000308";

    private static final String PIV_WITHOUT_VERSION = "A00000030800001000";
    private static final String YUBIKEY = "597562694B6579";

    private CardDetector() {}

    /** A card that sent a malformed response is unsupported. */
    static CardIdentification detect(ApduChannel channel, Atr atr) throws CardException {
        CardIdentification found = detectApplication(channel, atr);
        return channel.malformedResponse()
                .<CardIdentification>map(statusWord ->
                        new CardIdentification.Unsupported("unexpected response from the card (" + statusWord + ")"))
                .orElse(found);
    }

    private static CardIdentification detectApplication(ApduChannel channel, Atr atr) throws CardException {
        boolean pivFirst = atr.hex().toUpperCase(Locale.ROOT).contains(YUBIKEY);
        Optional<CardIdentification> first = pivFirst ? detectPiv(channel) : detectGids(channel);
        if (first.isPresent()) {
            return first.get();
        }
        Optional<CardIdentification> second = pivFirst ? detectGids(channel) : detectPiv(channel);
        return second.orElse(new CardIdentification.Unsupported("unknown kind of card"));
    }

    private static Optional<CardIdentification> detectGids(ApduChannel channel) throws CardException {
        return selectApplication(channel, GIDS) ? Optional.of(GidsCard.identify(channel)) : Optional.empty();
    }

    private static Optional<CardIdentification> detectPiv(ApduChannel channel) throws CardException {
        boolean there = selectApplication(channel, PIV) || selectApplication(channel, PIV_WITHOUT_VERSION);
        return there ? Optional.of(PivCard.identify(channel)) : Optional.empty();
    }

    private static boolean selectApplication(ApduChannel channel, String application) throws CardException {
        return channel.send(CommandApdu.of(SELECT, application).expectingData())
                .statusWord()
                .isOk();
    }
}
