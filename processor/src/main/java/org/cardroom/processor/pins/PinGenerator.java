package org.cardroom.processor.pins;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.random.RandomGenerator;
import org.cardroom.domain.template.PinRules;
import org.cardroom.events.secret.Pin;

/** Draws PINs: each one that the rules allow, and that is not weak, is as likely as any other. */
public final class PinGenerator {
    private static final int MAX_ATTEMPTS = 1000;

    private final RandomGenerator random;

    /** Draws with the platform's strong source. */
    public PinGenerator() {
        this(new SecureRandom());
    }

    PinGenerator(RandomGenerator random) {
        this.random = random;
    }

    /**
     * A new PIN, for the caller to close.
     *
     * @param own the card's and the person's own words, whose numbers it must not have
     * @throws IllegalStateException if a thousand draws were all weak: the rules leave next to nothing
     */
    public Pin generate(PinRules rules, Collection<String> own) {
        byte[] alphabet = rules.characters().alphabet().getBytes(StandardCharsets.US_ASCII);
        WeakPinFilter weakPins = new WeakPinFilter(own);
        byte[] pin = new byte[rules.length()];
        try {
            for (int draw = 0; draw < MAX_ATTEMPTS; draw++) {
                fill(pin, alphabet);
                if (!weakPins.isWeak(pin)) {
                    return Pin.of(pin);
                }
            }
            throw new IllegalStateException("the PIN rules leave nothing that is not weak");
        } finally {
            Arrays.fill(pin, (byte) 0);
        }
    }

    private void fill(byte[] pin, byte[] alphabet) {
        for (int i = 0; i < pin.length; i++) {
            pin[i] = alphabet[random.nextInt(alphabet.length)];
        }
    }
}
