package org.cardroom.room.demo;

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
import org.cardroom.room.hall.Room;

/** Who has a virtual card for each approved request that no client has bound a card of its own to. */
final class Attendant implements AutoCloseable {
    private static final Duration PER_APDU = Duration.ofMillis(45);
    private static final int MOST = 100;

    private final BatchRepository batches;
    private final IssuanceRequestRepository requests;
    private final Stock stock;
    private final Counter counter;

    /**
     * One at so many virtual readers.
     *
     * @param cards where the virtual cards are kept
     */
    Attendant(Room room, int readers, Path cards) {
        batches = new BatchRepository(room.store());
        requests = new IssuanceRequestRepository(room.store());
        stock = new Stock(cards, ThreadLocalRandom.current().nextLong());
        counter = Counter.open(room, readers, PER_APDU, Collections.emptyNavigableSet(), new Tally());
    }

    /** Looks for such requests once in a second, until it is time to stop. */
    void attend(CountDownLatch stop) {
        try {
            while (!stop.await(1, TimeUnit.SECONDS)) {
                List<OpenRequest> waiting = batches.findOpenRequestsForAgents(MOST);
                if (!waiting.isEmpty()) {
                    counter.work(stock.cardsFor(waiting, requests.findNamedOrInUse(stock.ids())), stop);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        counter.close();
    }
}
