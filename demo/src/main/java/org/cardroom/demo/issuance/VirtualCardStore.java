package org.cardroom.demo.issuance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardroom.db.issuing.BatchRepository.OpenRequest;
import org.cardroom.events.card.CardId;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;

/**
 * The virtual cards of a demo, each in a file that survives the process: bought as requests need them, found again when
 * the demo goes on. Not thread-safe.
 */
public final class VirtualCardStore {
    private static final int ADMIN_TRIES = 5;
    private static final String SUFFIX = ".card";

    private final Path folder;
    private final Random random;
    private final Map<String, VirtualCard> opened = new HashMap<>();

    public VirtualCardStore(Path folder, long seed) {
        this.folder = folder;
        this.random = new Random(seed);
    }

    /**
     * A card for each of these requests: the one that it names or has, else a blank that is left over, else a new one.
     *
     * @param used cards that a request has or names
     */
    public Deque<VirtualCard> allocate(List<OpenRequest> requests, Set<CardId> used) {
        Map<String, Deque<String>> spare = spare(used);
        Deque<VirtualCard> cards = new ArrayDeque<>();
        for (OpenRequest request : requests) {
            Deque<String> fitting = spare.getOrDefault(kindOf(request), new ArrayDeque<>());
            String id =
                    request.cardId() != null ? request.cardId() : fitting.isEmpty() ? newId() : fitting.removeFirst();
            cards.add(card(kindOf(request), id, request));
        }
        return cards;
    }

    /** The card of this id, which was issued here. */
    VirtualCard load(String id) {
        return files().filter(file -> file.getFileName().toString().endsWith(id + SUFFIX))
                .findFirst()
                .map(file -> opened.computeIfAbsent(id, x -> VirtualCard.load(file)))
                .orElseThrow(() -> new EnvironmentException("there is no virtual card " + id + " in " + folder));
    }

    private VirtualCard card(String kind, String id, OpenRequest request) {
        Path file = folder.resolve(kind + "-" + id + SUFFIX);
        return opened.computeIfAbsent(id, x -> Files.exists(file) ? VirtualCard.load(file) : buy(request, id, file));
    }

    private static VirtualCard buy(OpenRequest request, String id, Path file) {
        VirtualCardBuilder builder = request.kind().equals("GIDS")
                ? VirtualCardBuilder.gids()
                : VirtualCardBuilder.piv()
                        .algorithm(KeyAlgorithm.fromName(request.algorithm()).reference());
        return builder.id(id).adminTries(ADMIN_TRIES).withFile(file).build();
    }

    private String newId() {
        while (true) {
            byte[] id = new byte[16];
            random.nextBytes(id);
            String hex = CardId.of(id).hex();
            if (files().noneMatch(file -> file.getFileName().toString().endsWith(hex + SUFFIX))) {
                return hex;
            }
        }
    }

    private Map<String, Deque<String>> spare(Set<CardId> used) {
        Map<String, Deque<String>> spare = new HashMap<>();
        Set<String> taken = used.stream().map(CardId::hex).collect(Collectors.toCollection(HashSet::new));
        files().map(file -> file.getFileName().toString().replace(SUFFIX, ""))
                .sorted()
                .forEach(name -> {
                    int dash = name.lastIndexOf('-');
                    String id = name.substring(dash + 1);
                    if (!taken.contains(id)) {
                        spare.computeIfAbsent(name.substring(0, dash), x -> new ArrayDeque<>())
                                .add(id);
                    }
                });
        return spare;
    }

    /** The ids of all cards there are. */
    public List<CardId> ids() {
        return files().map(file -> file.getFileName().toString().replace(SUFFIX, ""))
                .map(name -> new CardId(name.substring(name.lastIndexOf('-') + 1)))
                .toList();
    }

    private static String kindOf(OpenRequest request) {
        return request.kind() + "-" + request.algorithm();
    }

    private Stream<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).toList().stream();
        } catch (IOException e) {
            throw new EnvironmentException("cannot read " + folder, e);
        }
    }
}
