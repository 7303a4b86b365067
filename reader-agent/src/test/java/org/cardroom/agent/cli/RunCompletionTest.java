package org.cardroom.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.smartcardio.CardException;
import org.cardroom.agent.config.AgentDirectory;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.agent.reader.ReaderSource;
import org.cardroom.agent.slot.BadContactReader;
import org.cardroom.agent.slot.FakeReaderSource;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.SlotState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCompletionTest {
    @TempDir
    private Path folder;

    private final RunCompletion once = new RunCompletion(true, new AgentDirectory(Path.of("agent")));
    private AgentDirectory directory;
    private final AtomicInteger ends = new AtomicInteger();

    @BeforeEach
    void agent() {
        directory = new AgentDirectory(folder);
    }

    private static ReaderSource readers(String... slots) {
        FakeReaderSource readerSource = new FakeReaderSource();
        for (String slot : slots) {
            readerSource.plug(slot, "X " + slot, new BadContactReader());
        }
        return readerSource;
    }

    private static void assertRefused(String message, ReaderSource source, String wanted) {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> RunCommand.selectSlot(source, wanted))
                .withMessage(message);
    }

    @Test
    void endsWellWithOneCardThatIsIssued() {
        once.onCompletion(ends::incrementAndGet);
        assertThat(ends).hasValue(0);
        once.cardFinished("left", true);
        assertThat(ends).hasValue(1);
        assertThat(once.exitCode()).isZero();
    }

    @Test
    void endsNotWellWithACardThatIsNot() {
        once.cardFinished("left", false);
        once.cardFinished("left", true);
        assertThat(once.exitCode()).isOne();
    }

    @Test
    void endsNotWellWithAReaderThatFails() {
        once.statusChanged(
                new SlotObserver.SlotStatus("left", SlotState.FAULT, "the reader is disconnected", null, null));
        assertThat(once.exitCode()).isOne();
    }

    @Test
    void endsNotWellWithoutItsCard() {
        assertThat(once.exitCode()).isOne();
    }

    @Test
    void endsWithNoCardWhereItIsToServeAll() {
        RunCompletion unlimitedRun = new RunCompletion(false, directory);
        unlimitedRun.onCompletion(ends::incrementAndGet);
        unlimitedRun.cardFinished("left", false);
        assertThat(ends).hasValue(0);
        assertThat(unlimitedRun.exitCode()).isZero();
    }

    /** The message of a new agent called reception after it received this notice. */
    private String saidOf(EnrolmentNotice.NoticeReason reason, String enrolled) {
        RunCompletion completion = new RunCompletion(false, directory);
        completion.onCompletion(ends::incrementAndGet);
        completion.agentRefused(new EnrolmentNotice(1, "reception", UuidGenerator.next(), reason, enrolled));
        assertThat(ends).hasValue(1);
        return catchThrowableOfType(EnvironmentException.class, completion::exitCode)
                .getMessage();
    }

    @Test
    void saysWhatToDoWhereItIsNotEnrolled() {
        String own = directory.keyDirectory().createKey("reception").key().fingerprint();
        assertThat(saidOf(EnrolmentNotice.NoticeReason.NOT_ENROLLED, null))
                .startsWith("reception (fingerprint " + own + ") is not enrolled: let an officer run")
                .contains("cardroom ingest enrol-agent "
                        + directory.keyDirectory().publicFile());
    }

    /** To enrol the same key again would undo what the officer did. */
    @Test
    void saysThatAnOfficerRevokedIt() {
        directory.keyDirectory().createKey("reception");
        assertThat(saidOf(EnrolmentNotice.NoticeReason.REVOKED, null))
                .contains("was revoked by an officer: to use it again, create a new key")
                .doesNotContain("enrol-agent");
    }

    @Test
    void saysBothFingerprintsWhereAnotherKeyIsEnrolled() {
        String own = directory.keyDirectory().createKey("reception").key().fingerprint();
        String enrolled = HpkeKeyPair.generate().publicKey().fingerprint();
        assertThat(saidOf(EnrolmentNotice.NoticeReason.OTHER_KEY, enrolled))
                .startsWith("reception (fingerprint " + own + ") is enrolled with another key (fingerprint " + enrolled)
                .contains("): run it in the --dir of that key; only if this key");
    }

    @Test
    void findsTheSlotThatIsMeant() throws CardException {
        assertThat(RunCommand.selectSlot(readers("left"), null)).isEqualTo("left");
        assertThat(RunCommand.selectSlot(readers("left", "right"), "right")).isEqualTo("right");
        assertThat(readers("left", "right").restrictedTo("right").connected().slots())
                .containsOnlyKeys("right");
    }

    @Test
    void asksForTheSlotWhereThereAreSeveral() {
        assertRefused("choose one with --slot: left, right", readers("left", "right"), null);
        assertRefused("there is no slot top, only left, right", readers("left", "right"), "top");
        assertRefused("no reader is connected", ReaderSource.fixed(Map.of()), "left");
    }
}
