package org.cardroom.room.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.cardroom.db.issuing.BatchRepository;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    private Progress progress(boolean live, int total) {
        return new Progress(new PrintStream(shown, true, StandardCharsets.UTF_8), live, total, tally);
    }

    private void issue(int cards) {
        for (int i = 0; i < cards; i++) {
            tally.inserted();
            tally.removed(true);
        }
    }

    @Test
    void leavesTheFirstTenCardsOut() {
        for (int card = 1; card <= 10; card++) {
            tally.answered(card, Duration.ofSeconds(1));
        }
        assertThat(tally.answerMillis()).isNull();
    }

    @Test
    void takesPercentilesByNearestRank() {
        for (int millis = 1; millis <= 100; millis++) {
            tally.answered(11, Duration.ofMillis(millis));
        }
        assertThat(tally.answerMillis()).isEqualTo(new Summary.Millis(50, 90, 99, 100));
    }

    @Test
    void countsNothingBeforeACardIsIssued() {
        tally.inserted();
        tally.removed(false);
        assertThat(tally.cardsPerMinute()).isZero();
        assertThat(tally.bad()).isOne();
    }

    @Test
    void saysALineEveryTenth() {
        Progress progress = progress(false, 20);
        for (int i = 0; i < 20; i++) {
            issue(1);
            progress.show();
        }
        assertThat(shown.toString(StandardCharsets.UTF_8).lines())
                .hasSize(10)
                .last(InstanceOfAssertFactories.STRING)
                .startsWith("20 issued of 20, 0 taken out unissued");
    }

    @Test
    void drawsABarOnATerminal() {
        issue(10);
        progress(true, 20).show();
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .startsWith("\r[###############---------------] 10 issued of 20");
    }

    @Test
    void isGoodOnlyIfAllIsIssuedAndVerifiedOnce() {
        assertThat(summary(3, 0, 3, 0).allGood()).isTrue();
        assertThat(summary(3, 1, 3, 0).allGood()).isFalse();
        assertThat(summary(3, 0, 2, 0).allGood()).isFalse();
        assertThat(summary(3, 0, 3, 1).allGood()).isFalse();
    }

    private Summary summary(int issued, int rejected, int verified, int duplicates) {
        BatchRepository.BatchCounts count = new BatchRepository.BatchCounts(issued, 0, rejected, 0);
        return Summary.of(count, new Proof.Proven(verified, duplicates), tally);
    }
}
