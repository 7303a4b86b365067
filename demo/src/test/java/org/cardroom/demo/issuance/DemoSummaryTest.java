package org.cardroom.demo.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.testkit.operator.OperatorMetrics;
import org.junit.jupiter.api.Test;

class DemoSummaryTest {
    private final OperatorMetrics metrics = new OperatorMetrics();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    private ProgressBar progress(boolean live, int total) {
        return new ProgressBar(new PrintStream(shown, true, StandardCharsets.UTF_8), live, total, metrics);
    }

    private void issue(int cards) {
        for (int i = 0; i < cards; i++) {
            metrics.recordInsertion();
            metrics.recordRemoval(true);
        }
    }

    @Test
    void leavesTheFirstTenCardsOut() {
        for (int card = 1; card <= 10; card++) {
            metrics.recordAnswer(card, Duration.ofSeconds(1));
        }
        assertThat(metrics.answerMillis()).isNull();
    }

    @Test
    void takesPercentilesByNearestRank() {
        for (int millis = 1; millis <= 100; millis++) {
            metrics.recordAnswer(11, Duration.ofMillis(millis));
        }
        assertThat(metrics.answerMillis()).isEqualTo(new OperatorMetrics.LatencyMillis(50, 90, 99, 100));
    }

    @Test
    void countsNothingBeforeACardIsIssued() {
        metrics.recordInsertion();
        metrics.recordRemoval(false);
        assertThat(metrics.cardsPerMinute()).isZero();
        assertThat(metrics.notIssuedCount()).isOne();
    }

    @Test
    void saysALineEveryTenth() {
        ProgressBar progress = progress(false, 20);
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
        assertThat(summary(3, 0, 3, 0).allVerified()).isTrue();
        assertThat(summary(3, 1, 3, 0).allVerified()).isFalse();
        assertThat(summary(3, 0, 2, 0).allVerified()).isFalse();
        assertThat(summary(3, 0, 3, 1).allVerified()).isFalse();
    }

    private DemoSummary summary(int issued, int rejected, int verified, int duplicates) {
        BatchRepository.BatchCounts count = new BatchRepository.BatchCounts(issued, 0, rejected, 0);
        return DemoSummary.of(count, new BatchVerification.VerificationCounts(verified, duplicates), metrics);
    }
}
