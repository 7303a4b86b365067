package org.cardroom.processor.pins;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.random.RandomGenerator;
import org.cardroom.domain.template.PinRules;
import org.cardroom.events.secret.Pin;

/** Generates random PINs, uniformly distributed over the PINs that the rules allow and that are not weak. */
public final class PinGenerator {
    private static final int MAX_ATTEMPTS = 1000;

    private final RandomGenerator random;

    /** Uses a {@link SecureRandom}. */
    public PinGenerator() {
        this(new SecureRandom());
    }

    PinGenerator(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Generates a PIN; the caller closes it.
     * @param own texts of the card and its holder; the PIN does not contain their numbers
     * @throws IllegalStateException if 1000 candidates in a row are weak: the rules allow too few PINs
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
            throw new IllegalStateException("the PIN rules allow weak PINs only");
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
