package org.cardroom.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.agent.reader.Readers;
import org.cardroom.events.client.ScriptedProcessors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent that does not get far. */
class HeldUpTest {
    @TempDir
    private Path folder;

    private final CountDownLatch looking = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private Readers.Seating hang() {
        looking.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Readers.Seating(Map.of(), List.of());
    }

    @Test
    @Timeout(30)
    void tellsItsThreadsWhileTheReadersHang() throws InterruptedException {
        SlotObserver nobody = shown -> {};
        Roll roll = new Roll(
                this::hang,
                (slot, reader) -> {
                    throw new AssertionError(slot);
                },
                nobody,
                Duration.ZERO,
                new Stop());
        Thread look = new Thread(roll::look);
        look.start();
        looking.await();
        assertThat(roll.threads()).isEmpty();
        released.countDown();
        look.join();
    }

    @Test
    void closesItsLinkWhereItDoesNotStart() {
        ScriptedProcessors processors = new ScriptedProcessors(event -> Optional.empty());
        WriteJournal journal = WriteJournal.at(folder.resolve("journal"));
        SlotObserver broken = new SlotObserver() {
            @Override
            public void shows(Shown shown) {
                throw new AssertionError(shown);
            }

            @Override
            public void says(String line) {
                throw new IllegalStateException("nobody listens");
            }
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> Agent.start(
                        processors.connectClient(TestRoom.SHORT.answer()),
                        journal,
                        new PluggedReaders(),
                        broken,
                        TestRoom.SHORT,
                        3));
        assertThat(processors.isClosed()).isTrue();
        WriteJournal.at(folder.resolve("journal")).close();
    }
}
