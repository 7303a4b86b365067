package org.cardroom.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.smartcardio.CardException;
import org.cardroom.agent.reader.Readers;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.SlotState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunEndTest {
    @TempDir
    private Path folder;

    private final RunEnd once = new RunEnd(true, new AgentFolder(Path.of("agent")));
    private AgentFolder agent;
    private final AtomicInteger ends = new AtomicInteger();

    @BeforeEach
    void agent() {
        agent = new AgentFolder(folder);
    }

    private static Readers readers(String... slots) {
        PluggedReaders readers = new PluggedReaders();
        for (String slot : slots) {
            readers.plug(slot, "X " + slot, new LooseReader());
        }
        return readers;
    }

    private static void assertRefused(String message, Readers readers, String wanted) {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> OneSlot.of(readers, wanted))
                .withMessage(message);
    }

    @Test
    void endsWellWithOneCardThatIsIssued() {
        once.then(ends::incrementAndGet);
        assertThat(ends).hasValue(0);
        once.ended("left", true);
        assertThat(ends).hasValue(1);
        assertThat(once.code()).isZero();
    }

    @Test
    void endsNotWellWithACardThatIsNot() {
        once.ended("left", false);
        once.ended("left", true);
        assertThat(once.code()).isOne();
    }

    @Test
    void endsNotWellWithAReaderThatFails() {
        once.shows(new SlotObserver.Shown("left", SlotState.FAULT, "the reader is not there", null, null));
        assertThat(once.code()).isOne();
    }

    @Test
    void endsNotWellWithoutItsCard() {
        assertThat(once.code()).isOne();
    }

    @Test
    void endsWithNoCardWhereItIsToServeAll() {
        RunEnd never = new RunEnd(false, agent);
        never.then(ends::incrementAndGet);
        never.ended("left", false);
        assertThat(ends).hasValue(0);
        assertThat(never.code()).isZero();
    }

    /** What the run of a new agent called reception says when it is told so. */
    private String saidOf(EnrolmentNotice.NoticeReason reason, String enrolled) {
        RunEnd end = new RunEnd(false, agent);
        end.then(ends::incrementAndGet);
        end.dismissed(new EnrolmentNotice(1, "reception", UuidGenerator.next(), reason, enrolled));
        assertThat(ends).hasValue(1);
        return catchThrowableOfType(EnvironmentException.class, end::code).getMessage();
    }

    @Test
    void saysWhatToDoWhereItIsNotEnrolled() {
        String own = agent.keys().createKey("reception").key().fingerprint();
        assertThat(saidOf(EnrolmentNotice.NoticeReason.NOT_ENROLLED, null))
                .startsWith("reception (fingerprint " + own + ") is not enrolled: let an officer run")
                .contains("cardroom ingest enrol-agent " + agent.keys().publicFile());
    }

    /** To enrol the same key again would undo what the officer did. */
    @Test
    void saysThatAnOfficerRevokedIt() {
        agent.keys().createKey("reception");
        assertThat(saidOf(EnrolmentNotice.NoticeReason.REVOKED, null))
                .contains("was revoked by an officer and stays out: to begin anew, make a new key")
                .doesNotContain("enrol-agent");
    }

    @Test
    void saysBothFingerprintsWhereAnotherKeyIsEnrolled() {
        String own = agent.keys().createKey("reception").key().fingerprint();
        String enrolled = HpkeKeyPair.generate().publicKey().fingerprint();
        assertThat(saidOf(EnrolmentNotice.NoticeReason.OTHER_KEY, enrolled))
                .startsWith("reception (fingerprint " + own + ") is enrolled with another key (fingerprint " + enrolled)
                .contains("): run it in the --dir of that key; only if this one");
    }

    @Test
    void findsTheSlotThatIsMeant() throws CardException {
        assertThat(OneSlot.of(readers("left"), null)).isEqualTo("left");
        assertThat(OneSlot.of(readers("left", "right"), "right")).isEqualTo("right");
        assertThat(readers("left", "right").only("right").now().slots()).containsOnlyKeys("right");
    }

    @Test
    void asksForTheSlotWhereThereAreSeveral() {
        assertRefused("say which --slot: there are left, right", readers("left", "right"), null);
        assertRefused("no slot is called top: there are left, right", readers("left", "right"), "top");
        assertRefused("no reader is there", Readers.fixed(Map.of()), "left");
    }
}
