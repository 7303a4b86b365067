package org.cardroom.demo.issuance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.cardroom.db.DatabaseRole;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.BatchRepository.OpenRequest;
import org.cardroom.demo.local.LocalSystem;
import org.cardroom.testkit.card.VirtualCardStore;
import org.cardroom.testkit.operator.OperatorMetrics;

/** Issues every approved request that no HTTP client has bound to a card, on virtual cards. */
public final class AutoIssuer implements AutoCloseable {
    private static final Duration PER_APDU = Duration.ofMillis(45);
    private static final int MAX_REQUESTS = 100;

    private final BatchRepository batches;
    private final VirtualReaderBank readerBank;

    /** Starts readers and agents; {@code cards} is the directory of the virtual cards. */
    public AutoIssuer(LocalSystem system, int readers, Path cards) {
        batches = new BatchRepository(system.database(DatabaseRole.PROCESSOR));
        VirtualCardStore store =
                new VirtualCardStore(cards, ThreadLocalRandom.current().nextLong());
        readerBank = VirtualReaderBank.start(
                system, store, readers, PER_APDU, Collections.emptyNavigableSet(), new OperatorMetrics());
    }

    /** Looks for requests once a second until the latch opens. */
    public void runUntil(CountDownLatch stop) {
        try {
            while (!stop.await(1, TimeUnit.SECONDS)) {
                List<OpenRequest> open = batches.findOpenRequestsForAgents(MAX_REQUESTS);
                if (!open.isEmpty()) {
                    readerBank.issueAll(open, stop);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        readerBank.close();
    }
}
