package org.cardroom.processor.keys;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.channel.HpkeSealer;
import org.cardroom.events.secret.Pin;

/** Seals PINs for their letters (HPKE). The processor has only the public key; the letter printers call {@link #open}. */
public final class PinLetterCipher {
    private final HpkeSealer sealer;

    PinLetterCipher(HpkePublicKey publicKey) {
        sealer = new HpkeSealer(publicKey);
    }

    /** Seals a PIN in base64: only the letter printers' key opens it, and only for this request and card. */
    public String seal(Pin pin, UUID request, UUID card) {
        return HeldPinCipher.sealBase64(pin, plain -> sealer.seal(associatedData(request, card), plain));
    }

    /** Opens the PIN of a letter, which the caller closes; empty if it was sealed for another key, request or card. */
    public static Optional<Pin> open(HpkeKeyPair printers, String sealed, UUID request, UUID card) {
        return printers.open(associatedData(request, card), Base64.getDecoder().decode(sealed))
                .map(plain -> {
                    try {
                        return Pin.of(plain);
                    } finally {
                        Arrays.fill(plain, (byte) 0);
                    }
                });
    }

    private static String associatedData(UUID request, UUID card) {
        return "cardroom letter 1 " + request + " " + card;
    }
}
