package org.cardroom.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.agent.reader.ReaderSource;
import org.cardroom.agent.session.StopSignal;
import org.cardroom.events.client.ScriptedProcessors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent that fails to start. */
class ReaderAgentStartupTest {
    @TempDir
    private Path folder;

    private final CountDownLatch looking = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private ReaderSource.SlotAssignment hang() {
        looking.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new ReaderSource.SlotAssignment(Map.of(), List.of());
    }

    @Test
    @Timeout(30)
    void tellsItsThreadsWhileTheReadersHang() throws InterruptedException {
        SlotObserver nobody = status -> {};
        ReaderSupervisor supervisor = new ReaderSupervisor(
                this::hang,
                (slot, reader) -> {
                    throw new AssertionError(slot);
                },
                nobody,
                Duration.ZERO,
                new StopSignal());
        Thread look = new Thread(supervisor::refreshReaders);
        look.start();
        looking.await();
        assertThat(supervisor.workerThreads()).isEmpty();
        released.countDown();
        look.join();
    }

    @Test
    void closesItsLinkWhereItDoesNotStart() {
        ScriptedProcessors processors = new ScriptedProcessors(event -> Optional.empty());
        WriteJournal journal = WriteJournal.open(folder.resolve("journal"));
        SlotObserver broken = new SlotObserver() {
            @Override
            public void statusChanged(SlotStatus status) {
                throw new AssertionError(status);
            }

            @Override
            public void agentMessage(String line) {
                throw new IllegalStateException("nobody listens");
            }
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> ReaderAgent.start(
                        processors.connectClient(AgentFixture.SHORT_TIMEOUTS.instructionTimeout()),
                        journal,
                        new FakeReaderSource(),
                        broken,
                        AgentFixture.SHORT_TIMEOUTS,
                        3));
        assertThat(processors.isClosed()).isTrue();
        WriteJournal.open(folder.resolve("journal")).close();
    }
}
