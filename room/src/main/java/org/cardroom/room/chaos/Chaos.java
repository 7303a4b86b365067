package org.cardroom.room.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.BatchRepository.OpenRequest;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.events.card.CardId;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.room.chaos.parts.Part;
import org.cardroom.room.chaos.plan.Plan;
import org.jspecify.annotations.Nullable;

/** One run, from the order to the report. */
final class Chaos implements Part.Listener {
    private static final int APDU_MILLIS = 10;
    private static final int ROUNDS = 6;
    private static final Duration STANDSTILL = Duration.ofMinutes(5);
    private static final List<String> NEVER_END = List.of("broker", "database", "agent-1", "agent-2");

    private final ChaosOptions options;
    private final CountDownLatch stop;
    private final ChaosFolder folder;
    private final Says says = new Says(System.out);
    private final Hits hits = new Hits();
    private final Verdict verdict = new Verdict();
    private final Patience patience;
    private boolean stands;
    private final Heard topics = new Heard();
    private final Map<String, Integer> ended = new TreeMap<>();
    private final BlockingQueue<Happening> heard = new LinkedBlockingQueue<>();

    Chaos(ChaosOptions options, CountDownLatch stop) {
        this.options = options;
        this.stop = stop;
        this.patience = new Patience(stop);
        this.folder = ChaosFolder.anew(options.out());
    }

    @Override
    public void said(Part part, List<String> words) {
        heard.add(new Happening.Said(part, words));
    }

    @Override
    public void ended(Part part, boolean byItself) {
        heard.add(new Happening.Ended(part, byItself));
    }

    /** Whether nothing is lost, doubled, locked or pending. */
    boolean run() {
        says.line(
                "seed %d: %d cards at %d readers, %d faults; logs in %s",
                options.seed(), options.cards(), options.readers(), options.faults(), folder.logs());
        try (House house = House.open(folder, this);
                Database database = Database.open(house.jdbcUrl(), null, null)) {
            KafkaClients kafka = new KafkaClients(house.bootstrap(), Map.of());
            kafka.createTopicsIfMissing(KafkaTopics.newCommonTopics());
            kafka.createTopicsIfMissing(House.AGENTS.stream().map(KafkaTopics::newInstructionTopic).toList());
            Batch batch = Batch.prepared(folder);
            batch.order(database, options.cards());
            Pile pile = Pile.of(new BatchRepository(database).waiting(batch.id), folder.cards(), options.seed());
            Tail tail = Tail.start(kafka, House.AGENTS, topics);
            Floor floor = new Floor(pile, hits);
            try (tail) {
                issue(house, database, batch, floor, pile, tail);
            }
            if (!tail.isComplete()) {
                verdict.odd("the topics were not read to their end: what they say is not known");
            }
            return stop.getCount() > 0 && report(database, batch, pile, floor).isGood();
        }
    }

    private void issue(House house, Database database, Batch batch, Floor floor, Pile pile, Tail tail) {
        house.startProcessors(batch.keystore(), batch.passphraseFile());
        int half = options.readers() / 2;
        List<Integer> readers = List.of(options.readers() - half, half);
        house.startAgents(batch.processorsFile(), readers, APDU_MILLIS);
        for (int i = 0; i < readers.size(); i++) {
            floor.serve(house.part(House.AGENTS.get(i)), readers.get(i));
        }
        Faults faults = new Faults(
                house,
                floor,
                hits,
                tail,
                says,
                Plan.draw(options.cards(), options.faults(), options.seed()),
                () -> heard.add(new Happening.CommitLost()));
        says.line("issuing");
        work(floor, faults);
        for (int round = 1; round <= ROUNDS && goesOn() && again(database, batch, pile); round++) {
            work(floor, faults);
        }
        int unpublished = patience.settle(() -> new OutboxRepository(database).size());
        if (unpublished > 0) {
            verdict.odd(unpublished + " entries are left in the outbox");
        }
        house.endClients();
    }

    /** Until nothing waits and every fault is done and undone. */
    private void work(Floor floor, Faults faults) {
        Standstill standstill = new Standstill(STANDSTILL);
        floor.feed();
        while (goesOn() && !(floor.isClear() && faults.areOver())) {
            Happening happening = next();
            Seat stepped = null;
            if (happening instanceof Happening.Said said
                    && House.AGENTS.contains(said.part().name())) {
                stepped = floor.said(said.part(), said.words());
            } else if (happening instanceof Happening.Ended gone) {
                gone(gone, floor);
            } else if (happening instanceof Happening.CommitLost) {
                faults.lostCommit();
            }
            faults.look(stepped);
            floor.lookAround();
            if (floor.isClear()) {
                faults.giveUp();
            }
            stands = standstill.isOne(floor.ended() + hits.done() + hits.givenUp(), System.nanoTime());
            says.progress(floor.ended(), options.cards(), hits.done(), options.faults());
        }
    }

    private boolean goesOn() {
        return stop.getCount() > 0 && !stands;
    }

    private @Nullable Happening next() {
        try {
            return heard.poll(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted", e);
        }
    }

    private void gone(Happening.Ended gone, Floor floor) {
        Part part = gone.part();
        if (gone.byItself()) {
            ended.merge(part.name(), 1, Integer::sum);
            says.line("%s ended by itself: see %s", part.name(), folder.log(part.name()));
            if (NEVER_END.contains(part.name())) {
                verdict.odd(part.name() + " ended by itself");
            }
        }
        if (House.AGENTS.contains(part.name())) {
            floor.ended(part);
        }
    }

    /** Puts the cards of open requests back on the pile; false where there are none. */
    private boolean again(Database database, Batch batch, Pile pile) {
        BatchRepository batches = new BatchRepository(database);
        patience.settle(() -> batches.countLines(batch.id).pending());
        List<OpenRequest> open = patience.ask(() -> batches.waiting(batch.id));
        Map<String, Integer> anybodys = new HashMap<>();
        for (OpenRequest request : open) {
            String card = request.cardId();
            if (card == null) {
                anybodys.merge(Pile.ware(request), 1, Integer::sum);
            } else {
                pile.find(new CardId(card)).ifPresent(pile::putBelow);
            }
        }
        for (Piece piece : pile.all()) {
            if (!piece.good && anybodys.getOrDefault(piece.ware, 0) > 0 && !isBound(piece, open)) {
                anybodys.merge(piece.ware, -1, Integer::sum);
                pile.putBelow(piece);
            }
        }
        if (!open.isEmpty()) {
            says.line("%d requests are still open: their cards are put in again", open.size());
        }
        return !open.isEmpty();
    }

    private static boolean isBound(Piece piece, List<OpenRequest> open) {
        return open.stream().anyMatch(request -> piece.id.hex().equals(request.cardId()));
    }

    private Report report(Database database, Batch batch, Pile pile, Floor floor) {
        if (stands) {
            verdict.odd("no card ended and no fault was done for " + STANDSTILL.toMinutes() + " minutes");
        }
        says.line("auditing every card on the card");
        Closing closing = new Closing(options, database, batch, topics, hits, verdict);
        Report report = closing.report(pile, floor, ended, says.seconds());
        try {
            Files.write(folder.report(), MessageJson.write(report));
        } catch (IOException e) {
            throw new EnvironmentException("cannot write " + folder.report(), e);
        }
        new Table(report).lines().forEach(says::plain);
        says.line("see %s", folder.report());
        return report;
    }
}
