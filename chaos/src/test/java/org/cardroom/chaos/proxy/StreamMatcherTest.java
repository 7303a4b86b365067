package org.cardroom.chaos.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamMatcherTest {
    private final StreamMatcher matcher = new StreamMatcher("COMMIT".getBytes(US_ASCII));

    private boolean endsIn(String piece) {
        return matcher.feed(piece.getBytes(US_ASCII), piece.length());
    }

    @Test
    void isFoundWithinAPiece() {
        assertThat(endsIn("a COMMIT of something")).isTrue();
    }

    @Test
    void isFoundWherePiecesMeet() {
        assertThat(endsIn("a CO")).isFalse();
        assertThat(endsIn("MM")).isFalse();
        assertThat(endsIn("IT")).isTrue();
    }

    @Test
    void isFoundOnce() {
        assertThat(endsIn("COMMIT")).isTrue();
        assertThat(endsIn(" and no more")).isFalse();
    }

    @Test
    void isNotFoundInPartsOfIt() {
        assertThat(endsIn("COMM")).isFalse();
        assertThat(endsIn("COMMA")).isFalse();
    }

    @Test
    void looksNoFurtherThanThePieceIsLong() {
        assertThat(matcher.feed("COMMIT".getBytes(US_ASCII), 5)).isFalse();
    }
}
