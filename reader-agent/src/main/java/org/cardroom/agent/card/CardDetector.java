package org.cardroom.agent.card;

import java.util.Locale;
import java.util.Optional;
import javax.smartcardio.CardException;
import org.cardroom.agent.apdu.ApduChannel;
import org.cardroom.agent.apdu.CommandApdu;
import org.cardroom.events.card.Atr;

/**
 * Finds out of which kind a card is: by its applications, because the ATR belongs to the chip. A card that has both is
 * a GIDS card, unless its ATR says YubiKey.
 */
final class CardDetector {
    private static final int SELECT = 0x00A4_0400;
    private static final String GIDS = "A00000039742544659";
    /** Some PIV cards are found by less than the whole name, and some by no less than what stands before its version. */
    private static final String PIV = "A000000308";

    private static final String PIV_WITHOUT_VERSION = "A00000030800001000";
    private static final String YUBIKEY = "597562694B6579";

    private CardDetector() {}

    /** One whose answers are not even answers is refused, whatever else it says. */
    static CardIdentification detect(ApduChannel channel, Atr atr) throws CardException {
        CardIdentification found = detectApplication(channel, atr);
        return channel.malformedResponse()
                .<CardIdentification>map(statusWord ->
                        new CardIdentification.Unsupported("the card's answer was not understood (" + statusWord + ")"))
                .orElse(found);
    }

    private static CardIdentification detectApplication(ApduChannel channel, Atr atr) throws CardException {
        boolean pivFirst = atr.hex().toUpperCase(Locale.ROOT).contains(YUBIKEY);
        Optional<CardIdentification> first = pivFirst ? detectPiv(channel) : detectGids(channel);
        if (first.isPresent()) {
            return first.get();
        }
        Optional<CardIdentification> second = pivFirst ? detectGids(channel) : detectPiv(channel);
        return second.orElse(new CardIdentification.Unsupported("a card of no known kind"));
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
