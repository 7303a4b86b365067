package org.cardroom.demo.issuance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.BatchRepository.OpenRequest;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.demo.local.LocalSystem;

/** Who has a virtual card for each approved request that no client has bound a card of its own to. */
public final class AutoIssuer implements AutoCloseable {
    private static final Duration PER_APDU = Duration.ofMillis(45);
    private static final int MOST = 100;

    private final BatchRepository batches;
    private final IssuanceRequestRepository requests;
    private final VirtualCardStore cardStore;
    private final VirtualReaderBank readerBank;

    /**
     * One at so many virtual readers.
     *
     * @param cards where the virtual cards are kept
     */
    public AutoIssuer(LocalSystem system, int readers, Path cards) {
        batches = new BatchRepository(system.database());
        requests = new IssuanceRequestRepository(system.database());
        cardStore = new VirtualCardStore(cards, ThreadLocalRandom.current().nextLong());
        readerBank =
                VirtualReaderBank.start(system, readers, PER_APDU, Collections.emptyNavigableSet(), new DemoMetrics());
    }

    /** Looks for such requests once in a second, until it is time to stop. */
    public void runUntil(CountDownLatch stop) {
        try {
            while (!stop.await(1, TimeUnit.SECONDS)) {
                List<OpenRequest> waiting = batches.findOpenRequestsForAgents(MOST);
                if (!waiting.isEmpty()) {
                    readerBank.issueAll(cardStore.allocate(waiting, requests.findNamedOrInUse(cardStore.ids())), stop);
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
