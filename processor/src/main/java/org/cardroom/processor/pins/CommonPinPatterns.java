package org.cardroom.processor.pins;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Detects PINs of digits that people commonly choose, and so that guessers try first: dates and years (Bonneau, Preibusch,
 * Anderson: A birthday present every eleven wallets?, Financial Cryptography 2012), patterns on the keypad, and doubled,
 * mirrored and counted digits (Markert and others: This PIN can be easily guessed, IEEE Security and Privacy 2020).
 */
final class CommonPinPatterns {
    /** Common PINs without one of the patterns: words on the keypad, the corners of the keypad, counting. */
    private static final List<byte[]> OTHERS = List.of("1004", "5683", "1379", "102030", "246810", "142536").stream()
            .map(pin -> pin.getBytes(StandardCharsets.US_ASCII))
            .toList();

    private CommonPinPatterns() {}

    /** Whether the PIN, in ASCII, consists of digits in a common pattern. */
    static boolean matches(byte[] pin) {
        for (byte character : pin) {
            if (character < '0' || character > '9') {
                return false;
            }
        }
        return isDate(pin)
                || isKeypadPattern(pin)
                || hasConstantStep(pin)
                || isDoubled(pin)
                || isMirrored(pin)
                || OTHERS.stream().anyMatch(common -> Arrays.equals(common, pin));
    }

    /** A year of 1900 to 2099 at the start or end of up to six digits, or a day and month in any order with a year or none. */
    private static boolean isDate(byte[] pin) {
        int end = pin.length - 4;
        boolean year = pin.length <= 6 && (isYear(pin, 0) || isYear(pin, end));
        return switch (pin.length) {
            case 4 -> year || areDayAndMonth(pin, 0, 2);
            case 6 -> year || areDayAndMonth(pin, 0, 2) || areDayAndMonth(pin, 2, 4) || areDayAndMonth(pin, 0, 4);
            case 8 -> (isYear(pin, 0) && areDayAndMonth(pin, 4, 6)) || (isYear(pin, end) && areDayAndMonth(pin, 0, 2));
            default -> year;
        };
    }

    private static boolean isYear(byte[] pin, int at) {
        int century = twoDigits(pin, at);
        return century == 19 || century == 20;
    }

    /** Whether the two digits at these places are a day and a month, or a month and a day. */
    private static boolean areDayAndMonth(byte[] pin, int one, int other) {
        int a = twoDigits(pin, one);
        int b = twoDigits(pin, other);
        return a >= 1 && b >= 1 && Math.min(a, b) <= 12 && Math.max(a, b) <= 31;
    }

    private static int twoDigits(byte[] pin, int at) {
        return 10 * (pin[at] - '0') + pin[at + 1] - '0';
    }

    /** A walk over neighbouring keys (2580, 123654), or lines of three keys (147258, 159753). */
    private static boolean isKeypadPattern(byte[] pin) {
        boolean walk = IntStream.range(1, pin.length).allMatch(i -> areNeighbours(pin[i - 1], pin[i]));
        boolean lines = pin.length % 3 == 0
                && IntStream.range(0, pin.length / 3).allMatch(i -> isLine(pin[3 * i], pin[3 * i + 1], pin[3 * i + 2]));
        return walk || lines;
    }

    private static boolean isLine(byte first, byte second, byte third) {
        return areNeighbours(first, second)
                && row(second) - row(first) == row(third) - row(second)
                && column(second) - column(first) == column(third) - column(second);
    }

    private static boolean areNeighbours(byte one, byte other) {
        return one != other && Math.abs(row(one) - row(other)) <= 1 && Math.abs(column(one) - column(other)) <= 1;
    }

    /** The row of a key of a telephone's keypad, from 0; its last row has only 0. */
    private static int row(byte key) {
        return key == '0' ? 3 : (key - '1') / 3;
    }

    private static int column(byte key) {
        return key == '0' ? 1 : (key - '1') % 3;
    }

    /** Counting in equal steps, also past 9: 2468, 7890. */
    private static boolean hasConstantStep(byte[] pin) {
        int step = Math.floorMod(pin[1] - pin[0], 10);
        return IntStream.range(1, pin.length).allMatch(i -> Math.floorMod(pin[i] - pin[i - 1], 10) == step);
    }

    /** 112233. */
    private static boolean isDoubled(byte[] pin) {
        return pin.length % 2 == 0 && IntStream.range(0, pin.length / 2).allMatch(i -> pin[2 * i] == pin[2 * i + 1]);
    }

    /** 123321. */
    private static boolean isMirrored(byte[] pin) {
        return IntStream.range(0, pin.length / 2).allMatch(i -> pin[i] == pin[pin.length - 1 - i]);
    }
}
