package org.cardroom.agent.card;

import java.util.Locale;
import java.util.Optional;
import javax.smartcardio.CardException;
import org.cardroom.events.card.Atr;

/**
 * Finds out of which kind a card is: by its applications, because the ATR belongs to the chip. A card that has both is
 * a GIDS card, unless its ATR says YubiKey.
 */
final class Kinds {
    private static final int SELECT = 0x00A4_0400;
    private static final String GIDS = "A00000039742544659";
    /** Some PIV cards are found by less than the whole name, and some by no less than what stands before its version. */
    private static final String PIV = "A000000308";

    private static final String PIV_WITHOUT_VERSION = "A00000030800001000";
    private static final String YUBIKEY = "597562694B6579";

    private Kinds() {}

    /** One whose answers are not even answers is refused, whatever else it says. */
    static Identification identify(Wire wire, Atr atr) throws CardException {
        Identification found = find(wire, atr);
        return wire.garbage()
                .<Identification>map(
                        word -> new Identification.Refused("the card's answer was not understood (" + word + ")"))
                .orElse(found);
    }

    private static Identification find(Wire wire, Atr atr) throws CardException {
        boolean pivFirst = atr.hex().toUpperCase(Locale.ROOT).contains(YUBIKEY);
        Optional<Identification> first = pivFirst ? piv(wire) : gids(wire);
        if (first.isPresent()) {
            return first.get();
        }
        Optional<Identification> second = pivFirst ? gids(wire) : piv(wire);
        return second.orElse(new Identification.Refused("a card of no known kind"));
    }

    private static Optional<Identification> gids(Wire wire) throws CardException {
        return has(wire, GIDS) ? Optional.of(Gids.identify(wire)) : Optional.empty();
    }

    private static Optional<Identification> piv(Wire wire) throws CardException {
        boolean there = has(wire, PIV) || has(wire, PIV_WITHOUT_VERSION);
        return there ? Optional.of(Piv.identify(wire)) : Optional.empty();
    }

    private static boolean has(Wire wire, String application) throws CardException {
        return wire.send(Command.of(SELECT, application).expectingData()).word().isOk();
    }
}
