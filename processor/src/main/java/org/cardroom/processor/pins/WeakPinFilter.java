package org.cardroom.processor.pins;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Detects weak PINs: sequences, repeats, common patterns, and numbers printed on the card or known of its holder. PINs are
 * ASCII characters, which the caller clears.
 */
final class WeakPinFilter {
    private static final Pattern NUMBER = Pattern.compile("\\d{4,}");

    private final List<String> numbers = new ArrayList<>();

    /** Also rejects the numbers of four or more digits in these words. */
    WeakPinFilter(Collection<String> words) {
        for (String word : words) {
            NUMBER.matcher(word).results().map(MatchResult::group).forEach(numbers::add);
        }
    }

    boolean isWeak(byte[] pin) {
        return isSequence(pin)
                || isRepeat(pin)
                || CommonPinPatterns.matches(pin)
                || numbers.stream().anyMatch(number -> sharesRun(pin, number));
    }

    /** Whether consecutive characters all differ by the same step of -1, 0 or 1: 111111, 234567, fedcba. */
    private static boolean isSequence(byte[] pin) {
        int step = pin[1] - pin[0];
        return Math.abs(step) <= 1 && IntStream.range(1, pin.length).allMatch(i -> pin[i] - pin[i - 1] == step);
    }

    /** Whether the PIN repeats a shorter part: 121212, 493493. */
    private static boolean isRepeat(byte[] pin) {
        return IntStream.rangeClosed(1, pin.length / 2)
                .anyMatch(period -> pin.length % period == 0 && hasPeriod(pin, period));
    }

    private static boolean hasPeriod(byte[] pin, int period) {
        return IntStream.range(period, pin.length).allMatch(i -> pin[i] == pin[i - period]);
    }

    /** Whether the number contains the PIN or the PIN contains the number. */
    private static boolean sharesRun(byte[] pin, String number) {
        int shorter = Math.min(pin.length, number.length());
        return IntStream.range(1 - pin.length, number.length())
                .anyMatch(shift -> overlap(pin, number, shift) == shorter);
    }

    /** Counts the overlapping characters of the number and the PIN shifted by this distance; -1 if any differ. */
    private static int overlap(byte[] pin, String number, int shift) {
        int agree = 0;
        for (int i = Math.max(0, -shift); i < pin.length && i + shift < number.length(); i++) {
            if (pin[i] != number.charAt(i + shift)) {
                return -1;
            }
            agree++;
        }
        return agree;
    }
}
