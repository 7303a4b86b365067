package org.cardroom.testkit.card;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardroom.events.card.CardId;
import org.cardroom.events.command.EnvironmentException;
import org.jspecify.annotations.Nullable;

/** A persistent directory of virtual cards, one file each; creates cards as orders need them. Not thread-safe. */
public final class VirtualCardStore {
    private static final int ADMIN_TRIES = 5;
    private static final String SUFFIX = ".card";

    private final Path directory;
    private final Random random;
    private final Map<String, VirtualCard> opened = new HashMap<>();

    /** Opens an existing directory; the ids of new cards are derived from the seed. */
    public VirtualCardStore(Path directory, long seed) {
        this.directory = directory;
        this.random = new Random(seed);
    }

    /**
     * A card that a request needs.
     * @param kind {@code GIDS} or {@code PIV}
     * @param algorithm name of the administrator key's algorithm
     * @param cardId null for any card of that kind and algorithm
     */
    public record CardOrder(
            String kind, String algorithm, @Nullable String cardId) {
        private String type() {
            return kind + "-" + algorithm;
        }
    }

    /**
     * Returns a card for each order: the one that it names, else an unused one of its type, else a new one.
     * @param used cards that belong to a request already
     */
    public Deque<VirtualCard> allocate(List<CardOrder> orders, Set<CardId> used) {
        Map<String, Deque<String>> unused = findUnused(used);
        Deque<VirtualCard> cards = new ArrayDeque<>();
        for (CardOrder order : orders) {
            Deque<String> fitting = unused.getOrDefault(order.type(), new ArrayDeque<>());
            String id = order.cardId() != null ? order.cardId() : fitting.isEmpty() ? newId() : fitting.removeFirst();
            cards.add(opened.computeIfAbsent(id, key -> loadOrCreate(order, key)));
        }
        return cards;
    }

    /** Returns the card with this id; throws EnvironmentException if there is none. */
    public VirtualCard load(String id) {
        String name = names().stream()
                .filter(each -> idOf(each).equals(id))
                .findFirst()
                .orElseThrow(() -> new EnvironmentException("there is no virtual card " + id + " in " + directory));
        return opened.computeIfAbsent(id, key -> VirtualCard.load(file(name)));
    }

    /** Returns the ids of all cards. */
    public List<CardId> ids() {
        return names().stream().map(name -> new CardId(idOf(name))).toList();
    }

    private VirtualCard loadOrCreate(CardOrder order, String id) {
        Path file = file(order.type() + "-" + id);
        return Files.exists(file)
                ? VirtualCard.load(file)
                : VirtualCardBuilder.of(order.kind(), order.algorithm())
                        .id(id)
                        .adminTries(ADMIN_TRIES)
                        .withFile(file)
                        .build();
    }

    private String newId() {
        List<CardId> existing = ids();
        while (true) {
            byte[] bytes = new byte[16];
            random.nextBytes(bytes);
            CardId id = CardId.of(bytes);
            if (!existing.contains(id)) {
                return id.hex();
            }
        }
    }

    private Map<String, Deque<String>> findUnused(Set<CardId> used) {
        return names().stream()
                .sorted()
                .filter(name -> !used.contains(new CardId(idOf(name))))
                .collect(Collectors.groupingBy(
                        name -> name.substring(0, name.lastIndexOf('-')),
                        Collectors.mapping(VirtualCardStore::idOf, Collectors.toCollection(ArrayDeque::new))));
    }

    private static String idOf(String name) {
        return name.substring(name.lastIndexOf('-') + 1);
    }

    private Path file(String name) {
        return directory.resolve(name + SUFFIX);
    }

    /** Returns the file names without suffix: {@code KIND-ALGORITHM-ID}. */
    private List<String> names() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .toList();
        } catch (IOException e) {
            throw new EnvironmentException("cannot read " + directory, e);
        }
    }
}
