package org.cardroom.chaos.operator;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.cardroom.db.issuing.BatchRepository.OpenRequest;
import org.cardroom.events.card.CardId;
import org.cardroom.testkit.card.VirtualCardBuilder;

/** The cards waiting for insertion, each stored in a file that survives process kills. Not thread-safe. */
public final class CardQueue {
    /** The strictest setting: the third wrong response locks a card permanently. */
    private static final int ADMIN_TRIES = 3;
    /** Every fourth card loses its key if it is removed during the key write. */
    private static final int LOSES_KEY_EVERY = 4;

    private final Map<CardId, TrackedCard> all = new LinkedHashMap<>();
    private final Deque<TrackedCard> waiting = new ArrayDeque<>();

    /** Creates a card for each of these requests. */
    public static CardQueue create(List<OpenRequest> requests, Path folder, long seed) {
        CardQueue queue = new CardQueue();
        Random random = new Random(seed);
        for (OpenRequest request : requests) {
            byte[] id = new byte[16];
            random.nextBytes(id);
            CardId card = CardId.of(id);
            Path file = folder.resolve(card.hex() + ".card");
            VirtualCardBuilder builder = VirtualCardBuilder.of(request.kind(), request.algorithm());
            if (queue.all.size() % LOSES_KEY_EVERY == 0) {
                builder.tearingKeyWrite();
            }
            builder.id(card.hex()).adminTries(ADMIN_TRIES).withFile(file).build();
            TrackedCard tracked = new TrackedCard(card, file, cardType(request));
            queue.all.put(card, tracked);
            queue.waiting.add(tracked);
        }
        return queue;
    }

    public static String cardType(OpenRequest request) {
        return request.kind() + "-" + request.algorithm();
    }

    public Collection<TrackedCard> all() {
        return all.values();
    }

    public Optional<TrackedCard> find(CardId card) {
        return Optional.ofNullable(all.get(card));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    public TrackedCard takeNext() {
        return waiting.removeFirst();
    }

    void addFirst(TrackedCard tracked) {
        waiting.addFirst(tracked);
    }

    public void addLast(TrackedCard tracked) {
        waiting.addLast(tracked);
    }
}
