package org.cardroom.processor.pins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.cardroom.domain.template.PinRules;
import org.cardroom.domain.template.PinRules.PinCharacters;
import org.cardroom.events.secret.Pin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinGeneratorTest {
    private static final PinRules FOUR_DIGITS = new PinRules(4, PinCharacters.DIGITS);

    private static boolean denied(String pin, String... own) {
        return new WeakPinFilter(List.of(own)).isWeak(pin.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(Pin pin) {
        ByteBuffer out = ByteBuffer.allocate(pin.length());
        pin.copyInto(out);
        return new String(out.array(), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456", "654321", "111111", "121212", "493493", "fedcba", "4949"})
    void deniesSequencesAndRepeats(String weak) {
        assertThat(denied(weak)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2580",
                "1984",
                "1122",
                "1004",
                "2006",
                "5683",
                "1357",
                "7890",
                "1221",
                "3112",
                "1231", // of four digits
                "123321",
                "112233",
                "159753",
                "123654",
                "789456",
                "147258",
                "147852",
                "102030",
                "198407",
                "071984",
                "311299",
                "123199",
                "991231",
                "993112",
                "319912",
                "19991231",
                "31121999",
                "12311999",
                "98765432"
            })
    void deniesCommonPatterns(String common) {
        assertThat(denied(common)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"493817", "135790", "AbC9xz", "329917", "AABBCC", "49381706", "1905aa"})
    void allowsTheRest(String strong) {
        assertThat(denied(strong)).isFalse();
    }

    @Test
    void deniesTheNumbersOfCardAndPerson() {
        assertThat(denied("493817", "employee 00493817")).isTrue();
        assertThat(denied("149381", "born 4938")).isTrue();
        assertThat(denied("493817", "employee 493818", "room 81")).isFalse();
    }

    @Test
    void drawsByTheRules() {
        PinGenerator draw = new PinGenerator();
        assertThat(text(draw.generate(new PinRules(8, PinCharacters.DIGITS), List.of())))
                .matches("\\d{8}");
        assertThat(text(draw.generate(new PinRules(16, PinCharacters.LETTERS), List.of())))
                .matches("[A-Za-z]{16}");
        assertThat(text(draw.generate(new PinRules(12, PinCharacters.BOTH), List.of())))
                .matches("[A-Za-z0-9]{12}");
    }

    /** Pearson's statistic over all allowed PINs; 3.7 standard deviations, with a fixed seed. */
    @Test
    void drawsEveryAllowedPinAlike() {
        PinGenerator draw = new PinGenerator(new Random(1));
        int[] counts = new int[10_000];
        int draws = 150_000;
        for (int i = 0; i < draws; i++) {
            counts[Integer.parseInt(text(draw.generate(FOUR_DIGITS, List.of())))]++;
        }
        int allowed = (int) Arrays.stream(counts).filter(n -> n > 0).count();
        double expected = (double) draws / allowed;
        double chi = Arrays.stream(counts)
                .filter(n -> n > 0)
                .mapToDouble(n -> (n - expected) * (n - expected) / expected)
                .sum();
        assertThat(Math.abs(chi - allowed) / Math.sqrt(2.0 * allowed)).isLessThan(3.7);
        assertThat(allowed).isEqualTo(10_000 - weakOfFourDigits());
    }

    private static int weakOfFourDigits() {
        int weak = 0;
        for (int pin = 0; pin < 10_000; pin++) {
            weak += denied(String.format("%04d", pin)) ? 1 : 0;
        }
        return weak;
    }

    @Test
    void givesUpWhereTheRulesLeaveNothing() {
        RandomGenerator always = () -> 0L;
        assertThatIllegalStateException()
                .isThrownBy(() -> new PinGenerator(always).generate(FOUR_DIGITS, List.of()))
                .withMessage("the PIN rules allow weak PINs only");
    }
}
