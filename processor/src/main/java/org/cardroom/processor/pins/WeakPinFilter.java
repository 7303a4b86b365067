package org.cardroom.processor.pins;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Detects weak PINs: sequences, repeats, and numbers printed on the card or known of its holder. PINs are ASCII
 * characters, which the caller clears.
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
        return isSequence(pin) || isRepeat(pin) || numbers.stream().anyMatch(number -> sharesRun(pin, number));
    }

    /** Whether consecutive characters all differ by the same step of -1, 0 or 1: 111111, 234567, fedcba. */
    private static boolean isSequence(byte[] pin) {
        int step = pin[1] - pin[0];
        if (Math.abs(step) > 1) {
            return false;
        }
        for (int i = 1; i < pin.length; i++) {
            if (pin[i] - pin[i - 1] != step) {
                return false;
            }
        }
        return true;
    }

    /** Whether the PIN repeats a shorter part: 121212, 493493. */
    private static boolean isRepeat(byte[] pin) {
        for (int period = 1; period <= pin.length / 2; period++) {
            if (pin.length % period == 0 && hasPeriod(pin, period)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasPeriod(byte[] pin, int period) {
        for (int i = period; i < pin.length; i++) {
            if (pin[i] != pin[i - period]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the number contains the PIN or the PIN contains the number. */
    private static boolean sharesRun(byte[] pin, String number) {
        boolean within = false;
        for (int shift = number.length() - 1; shift >= -pin.length + 1; shift--) {
            within |= overlap(pin, number, shift) == Math.min(pin.length, number.length());
        }
        return within;
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
