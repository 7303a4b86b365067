package org.cardroom.agent.card;

import java.util.Locale;
import javax.smartcardio.CardException;
import org.cardroom.events.card.Atr;

/** Finds out of which kind a card is: by its applications, because the ATR belongs to the chip. */
final class Kinds {
    private static final int SELECT = 0x00A4_0400;
    private static final String GIDS = "A00000039742544659";
    private static final String PIV = "A000000308";
    private static final String YUBIKEY = "597562694B6579";

    private Kinds() {}

    static Identification identify(Wire wire, Atr atr) throws CardException {
        boolean pivFirst = atr.hex().toUpperCase(Locale.ROOT).contains(YUBIKEY);
        if (has(wire, pivFirst ? PIV : GIDS)) {
            return pivFirst ? Piv.identify(wire) : Gids.identify(wire);
        }
        if (has(wire, pivFirst ? GIDS : PIV)) {
            return pivFirst ? Gids.identify(wire) : Piv.identify(wire);
        }
        return new Identification.Refused("a card of no known kind");
    }

    private static boolean has(Wire wire, String application) throws CardException {
        return wire.send(Command.of(SELECT, application).expectingData()).word().isOk();
    }
}
