package org.cardroom.room.chaos;

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
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.lab.cards.NewCard;

/** The cards that wait to be put in, each in a file that outlives every process. Not thread-safe. */
final class Pile {
    /** The strictest that there are: the third wrong answer locks a card for good. */
    private static final int ADMIN_TRIES = 3;
    /** One of so many cards loses its key if it is torn out inside the write of it. */
    private static final int TEARING = 4;

    private final Map<CardId, Piece> all = new LinkedHashMap<>();
    private final Deque<Piece> waiting = new ArrayDeque<>();

    /** A new card for each of these requests. */
    static Pile of(List<OpenRequest> requests, Path folder, long seed) {
        Pile pile = new Pile();
        Random random = new Random(seed);
        for (OpenRequest request : requests) {
            byte[] id = new byte[16];
            random.nextBytes(id);
            CardId card = CardId.of(id);
            Path file = folder.resolve(card.hex() + ".card");
            NewCard order = request.kind().equals("GIDS")
                    ? NewCard.gids()
                    : NewCard.piv()
                            .algorithm(KeyAlgorithm.fromName(request.algorithm()).reference());
            if (pile.all.size() % TEARING == 0) {
                order.tearingKeyWrite();
            }
            order.id(card.hex()).adminTries(ADMIN_TRIES).savedIn(file).make();
            Piece piece = new Piece(card, file, ware(request));
            pile.all.put(card, piece);
            pile.waiting.add(piece);
        }
        return pile;
    }

    static String ware(OpenRequest request) {
        return request.kind() + "-" + request.algorithm();
    }

    Collection<Piece> all() {
        return all.values();
    }

    Optional<Piece> find(CardId card) {
        return Optional.ofNullable(all.get(card));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    Piece take() {
        return waiting.removeFirst();
    }

    void putOnTop(Piece piece) {
        waiting.addFirst(piece);
    }

    void putBelow(Piece piece) {
        waiting.addLast(piece);
    }
}
