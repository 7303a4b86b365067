package org.cardroom.demo.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.cardroom.demo.issuance.DemoSummary;
import org.cardroom.demo.local.DemoDirectory;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.files.LockFile;
import org.cardroom.testkit.card.VirtualCard;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole rooms, small and without waiting for cards. */
class DemoRunTest {
    @TempDir
    Path out;

    private final CountDownLatch never = new CountDownLatch(1);

    private DemoRun demo(int cards, Path manifest, CountDownLatch stop) {
        return new DemoRun(new DemoOptions(cards, 3, manifest, Duration.ZERO, 1, out), stop);
    }

    private DemoSummary summary() throws IOException {
        return MessageJson.read(Files.readAllBytes(out.resolve("summary.json")), DemoSummary.class);
    }

    private List<String> results() throws IOException {
        return Files.readAllLines(out.resolve("results.csv"));
    }

    private List<Path> cards() throws IOException {
        try (Stream<Path> files = Files.list(out.resolve("cards"))) {
            return files.toList();
        }
    }

    private List<Path> results(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }

    private Path manifest(String... lines) throws IOException {
        return Files.writeString(out.resolve("m.csv"), String.join("\n", lines) + "\n");
    }

    @Test
    void issuesAndProvesEveryCardAndWritesItOnce() throws IOException {
        assertThat(demo(12, null, never).run()).isTrue();
        DemoSummary summary = summary();
        assertThat(summary.requested()).isEqualTo(12);
        assertThat(summary.issued()).isEqualTo(12);
        assertThat(summary.verified()).isEqualTo(12);
        assertThat(summary.duplicates()).isZero();
        assertThat(results()).hasSize(13).allMatch(line -> line.startsWith("request,") || line.contains(",issued,,"));
        for (Path file : cards()) {
            VirtualCard card = VirtualCard.load(file);
            assertThat(card.keyWrites()).isEqualTo(1);
            assertThat(card.pinWrites()).isLessThanOrEqualTo(1);
            assertThat(card.wrongAnswers()).isLessThanOrEqualTo(1);
        }
    }

    @Tag("long")
    @Test
    void goesOnWhereItWasInterruptedAndThenBeginsAnew() throws IOException {
        CountDownLatch atOnce = new CountDownLatch(1);
        atOnce.countDown();
        assertThat(demo(6, null, atOnce).run()).isFalse();
        assertThat(out.resolve("summary.json")).doesNotExist();
        assertThat(demo(60, null, never).run()).isTrue();
        assertThat(summary().requested()).isEqualTo(6);
        assertThat(demo(3, null, never).run()).isTrue();
        assertThat(summary().requested()).isEqualTo(3);
        assertThat(results("results-")).hasSize(2);
        assertThat(cards()).hasSize(9);
    }

    @Test
    void accountsForEveryLineOfAManifest() throws IOException {
        String named = "00112233445566778899AABBCCDDEEFF";
        Path manifest = manifest(
                "requestId,person,template,cardId,station",
                "r-1,ada,gids-letter," + named + ",north",
                "r-2,bob,no-such-template,,",
                "r-1,cy,gids-letter,,",
                "r-3,dee,user-pin,,south");
        assertThat(demo(0, manifest, never).run()).isFalse();
        assertThat(summary())
                .returns(4, DemoSummary::requested)
                .returns(2, DemoSummary::issued)
                .returns(2, DemoSummary::rejected);
        assertThat(results().get(1)).startsWith("r-1,ada," + named + ",GIDS,issued,,1,1,");
        assertThat(results().get(2)).contains("rejected").contains("no-such-template");
    }

    @Test
    void beginsNothingWithAManifestThatIsRefused() throws IOException {
        Path bad = manifest("persn,template", "ada,gids-letter");
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> demo(0, bad, never).run())
                .withMessageContaining("persn");
        assertThat(new DemoDirectory(out).unfinishedBatch()).isEmpty();
    }

    @Test
    void refusesASecondDemoInTheSameFolder() {
        DemoRun second = demo(1, null, never);
        LockFile first = LockFile.acquire(out.resolve("lock"), "in use");
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(second::run)
                .withMessage("another demo works in " + out);
        first.close();
    }

    @Tag("long")
    @Test
    void refusesAnotherManifestWhileABatchIsUnfinished() throws IOException {
        CountDownLatch atOnce = new CountDownLatch(1);
        atOnce.countDown();
        demo(2, null, atOnce).run();
        Path other = manifest("person,template", "ada,gids-letter");
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> demo(0, other, never).run())
                .withMessageContaining("unfinished batch of another manifest");
    }
}
