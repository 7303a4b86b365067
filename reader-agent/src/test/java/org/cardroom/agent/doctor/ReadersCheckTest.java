package org.cardroom.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.agent.slot.BadContactReader;
import org.cardroom.agent.slot.FakeReaderSource;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.reader.VirtualReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadersCheckTest {
    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();
    private final DoctorReport report = new DoctorReport(new PrintWriter(said));
    private final FakeReaderSource readerSource = new FakeReaderSource();

    private void plug(String slot, VirtualCard... cards) {
        VirtualReader reader = new VirtualReader(slot, Duration.ZERO);
        List.of(cards).forEach(reader::insert);
        readerSource.plug(slot, "X " + slot, reader);
    }

    private List<String> look() {
        ReadersCheck.check(readerSource, folder.resolve("journal"), report);
        return said.toString().lines().toList();
    }

    @Test
    void namesEachReaderAndItsCard() {
        plug("left");
        plug("right", VirtualCardBuilder.gids().id("0F".repeat(16)).atr("3B00").build());
        assertThat(look())
                .containsExactly(
                        "ok  PC/SC answers",
                        "ok  left is reader X left, empty",
                        "ok  right is reader X right, with a card, ATR 3B00, GIDS " + "0F".repeat(16));
        assertThat(report.isOk()).isTrue();
    }

    @Test
    void namesABlankCard() {
        plug("left", VirtualCardBuilder.gids().blank().atr("3B00").build());
        assertThat(look()).endsWith("ok  left is reader X left, with a card, ATR 3B00, blank");
    }

    @Test
    void saysWhatToDoWithACardThatCannotBeServed() {
        plug(
                "left",
                VirtualCardBuilder.piv()
                        .withoutChuid()
                        .withoutExtensions()
                        .atr("3B00")
                        .build());
        assertThat(look())
                .last()
                .asString()
                .startsWith("--  left is reader X left, with a card, ATR 3B00, ")
                .endsWith(": remove it, it is not supported");
        assertThat(report.isOk()).isFalse();
    }

    @Test
    void saysWhatToDoWithACardThatDoesNotAnswer() {
        readerSource.plug(
                "left", "X", new BadContactReader(VirtualCardBuilder.gids().build()));
        assertThat(look()).last().asString().startsWith("--  left is reader X, with a card that does not answer: ");
    }

    @Test
    void saysThatNoReaderIsThere() {
        assertThat(look()).endsWith("--  no reader is connected: plug one in, or check --slots and --readers");
    }

    @Test
    void saysThatPcscIsAway() {
        readerSource.setServiceAway(true);
        assertThat(look()).containsExactly("--  PC/SC does not answer: start pcscd (Debian: apt install pcscd)");
    }

    @Test
    void leavesTheCardsOfARunningAgentAlone() {
        plug("left", VirtualCardBuilder.gids().build());
        WriteJournal running = WriteJournal.open(folder.resolve("journal"));
        assertThat(look()).contains("ok  left is reader X left, not checked");
        running.close();
    }
}
