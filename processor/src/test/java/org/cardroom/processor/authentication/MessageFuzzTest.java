package org.cardroom.processor.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cardroom.processor.fixture.FakeAgent;
import org.cardroom.processor.fixture.HeapUsage;
import org.cardroom.processor.fixture.MessageFuzzer;
import org.cardroom.processor.fixture.RecordMutator;
import org.cardroom.processor.fixture.TestKeystores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Nothing that anybody makes of a message is taken for one, or is kept. How many are made is the system property
 * {@code cardroom.mutations}.
 */
@Timeout(7200)
@Tag("long")
class MessageFuzzTest {
    private static final int COUNT = Integer.getInteger("cardroom.mutations", 200_000);
    private static final int PART = 1_000;
    private static final long SEED = 20_261_122;
    private static final long MOST_GROWTH = 32L * 1024 * 1024;

    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final FakeAgent agent = new FakeAgent("agent-1", TestKeystores.KEYRING, Instant.now());
    private final List<MessageFuzzer> halves =
            List.of(new MessageFuzzer(agent, TestKeystores.KEYRING), new MessageFuzzer(agent, TestKeystores.KEYRING));

    @AfterEach
    void end() {
        workers.shutdownNow();
    }

    /** Each part has its own seed: the same messages come whoever makes them. */
    private void mutate(int from, int to) throws Exception {
        Future<?> even = workers.submit(() -> mutate(halves.get(0), from, to, 0));
        Future<?> odd = workers.submit(() -> mutate(halves.get(1), from, to, 1));
        even.get();
        odd.get();
    }

    private static void mutate(MessageFuzzer messages, int from, int to, int rest) {
        for (int part = from / PART; part < to / PART; part++) {
            if (part % 2 == rest) {
                messages.check(new RecordMutator(SEED + part), PART);
            }
        }
    }

    @Test
    void takesNoMutationForAMessageAndKeepsNone() throws Exception {
        mutate(0, COUNT / 5);
        long early = HeapUsage.usedBytes();
        mutate(COUNT / 5, COUNT);
        assertThat(HeapUsage.usedBytes() - early)
                .as("growth of the used heap, bytes")
                .isLessThan(MOST_GROWTH);
        long looked = halves.stream().mapToLong(MessageFuzzer::checkedCount).sum();
        long readable = halves.stream().mapToLong(MessageFuzzer::readableCount).sum();
        System.out.printf("%d mutations, %d of them readable%n", looked, readable);
        assertThat(looked).isEqualTo(COUNT);
        assertThat(readable).isBetween(looked / 100, looked / 2);
    }
}
