package org.cardroom.room.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.cardroom.agent.AgentConfig;
import org.cardroom.agent.SlotObserver;
import org.cardroom.db.Store;
import org.cardroom.db.issuing.Batches;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.Cards;
import org.cardroom.db.issuing.InitialKey;
import org.cardroom.db.issuing.Provisioning;
import org.cardroom.db.issuing.Request;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.issuing.Requests;
import org.cardroom.db.issuing.Template;
import org.cardroom.db.issuing.Templates;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.enrolment.Capability;
import org.cardroom.events.enrolment.OfficerKey;
import org.cardroom.events.keystore.KeyFile;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.SlotState;
import org.cardroom.events.secret.Kcv;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.topic.Kafka;
import org.cardroom.ingest.enrolment.EnrolAgent;
import org.cardroom.ingest.enrolment.PublicFile;
import org.cardroom.lab.cards.NewCard;
import org.cardroom.lab.cards.VirtualCard;
import org.cardroom.lab.cards.VirtualReader;
import org.cardroom.lab.servers.Servers;
import org.cardroom.processor.Processor;
import org.cardroom.processor.keys.NewKeys;
import org.cardroom.processor.keys.RoomKeys;
import org.cardroom.room.proof.Finding;
import org.cardroom.room.proof.Witness;
import org.jspecify.annotations.Nullable;

/** A processor over the shared servers, for single cards: each case orders its own, and all cases share it. */
public final class Workshop implements AutoCloseable {
    /** Further than any exchange goes. */
    static final int NEVER = 1000;

    private static final char[] PASSPHRASE = "workshop".toCharArray();

    public final Store store;
    final Kafka kafka = new Kafka(Servers.shared().bootstrap(), Map.of());
    private final Path folder;
    private final RoomKeys keys;
    private final HpkeKeyPair printers;
    private final Processor processor;
    public UUID batch = Ids.next();
    private final AtomicInteger lines = new AtomicInteger(1);

    public Workshop(Path folder) {
        this(folder, Servers.shared().freshDatabase());
    }

    /** Over this database, with the keys that are in the folder, or new ones. */
    Workshop(Path folder, String database) {
        this.folder = folder;
        store = Store.open(database, null, null);
        if (!Files.exists(keyFolder())) {
            NewKeys.make(keyFolder(), file -> PASSPHRASE.clone());
        }
        keys = RoomKeys.open(keyFolder().resolve(NewKeys.PROCESSOR), PASSPHRASE.clone());
        printers = NewKeys.letterPrinters(keyFolder().resolve(NewKeys.LETTERS), PASSPHRASE.clone());
        new Batches(store).start(batch, "workshop");
        processor = Processor.start("workshop", store, kafka, keys);
    }

    /** What is ordered from now on belongs to another batch. */
    public synchronized void nextBatch() {
        batch = Ids.next();
        new Batches(store).start(batch, "workshop");
    }

    /** What is issued here: each kind of card with its template. */
    public enum Ware {
        GIDS(11, CardKind.GIDS, KeyAlgorithm.TDES, "zero-3des", "8CA64D", null),
        PIV_3DES(12, CardKind.PIV, KeyAlgorithm.TDES, "factory-3des", "B073DC", "factory"),
        PIV_AES_192(12, CardKind.PIV, KeyAlgorithm.AES_192, "factory-aes-192", "5C8153", "factory");

        /** How many it takes to issue one that is left in peace. */
        final int commands;

        private final CardKind kind;
        private final KeyAlgorithm algorithm;
        private final String key;
        private final String kcv;
        private final String puk;

        Ware(int commands, CardKind kind, KeyAlgorithm algorithm, String key, String kcv, String puk) {
            this.commands = commands;
            this.kind = kind;
            this.algorithm = algorithm;
            this.key = key;
            this.kcv = kcv;
            this.puk = puk;
        }

        private Template template() {
            InitialKey initial = new InitialKey(key, new Kcv(kcv), null);
            return new Template(name(), kind, algorithm, initial, true, UserPinOption.SERVER_DISTRIBUTED, null, puk);
        }

        NewCard order() {
            return kind == CardKind.GIDS ? NewCard.gids() : NewCard.piv().algorithm(algorithm.reference());
        }
    }

    Path keyFolder() {
        return folder.resolve("keys");
    }

    /** The settings of a new agent that is enrolled here. */
    public AgentConfig enrolled(String name) {
        AgentConfig config =
                AgentConfig.loadOrMake(agentFolder(name), keyFolder().resolve(NewKeys.PUBLIC), kafka);
        PublicFile enrollee = new PublicFile(config.name(), config.key().publicKey());
        OfficerKey officer = OfficerKey.of(KeyFile.open(keyFolder().resolve(NewKeys.OFFICER), PASSPHRASE.clone())
                .get("officer")
                .getEncoded());
        new EnrolAgent(store, Clock.systemUTC()).enrol(enrollee, new TreeSet<>(), Capability.AGENT, officer);
        return config;
    }

    Path agentFolder(String name) {
        return folder.resolve(name);
    }

    /** A request for this very card. */
    VirtualCard ordered(Ware ware, VirtualCard card) {
        order(ware, new CardId(card.id()));
        return card;
    }

    /** A request for a card, whichever comes, where this is absent. */
    public synchronized UUID order(Ware ware, @Nullable CardId card) {
        Templates.Stored stored = new Templates(store).load(ware.template());
        UUID id = Ids.next();
        int line = lines.incrementAndGet();
        new Requests(store)
                .add(List.of(new Requests.New(
                        id, id.toString(), batch, line, "person " + line, "Person", stored, card, null, 0)));
        return id;
    }

    Card row(VirtualCard card) {
        return new Cards(store).find(new CardId(card.id())).orElseThrow();
    }

    Request request(Card row) {
        return request(row.request());
    }

    Request request(UUID id) {
        return store.inTransaction()
                .execute(status -> new Requests(store).lock(List.of(id)).get(id));
    }

    /** Who knows whether a card is what its row says. */
    public Witness witness() {
        return new Witness(store, keys, printers);
    }

    /** Whether the card has the key and the PIN that the database says; costs it one wrong answer. */
    boolean proves(VirtualCard card) {
        VirtualReader reader = new VirtualReader("proof", Duration.ZERO);
        reader.insert(card);
        boolean holds = witness().examine(reader, row(card)) == Finding.HOLDS;
        reader.remove();
        return holds;
    }

    Card awaitRow(VirtualCard card, Predicate<Card> as) {
        return await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> row(card), as);
    }

    /** Returns once the row of this card says that it is issued. */
    public void awaitIssued(CardId card) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> new Cards(store)
                        .find(card)
                        .filter(now -> now.provisioning() == Provisioning.ISSUED)
                        .isPresent());
    }

    void assertIssued(VirtualCard card, SlotObserver.Shown end, int tears) {
        card.pull(NEVER);
        assertThat(end.state()).as("%s", end).isEqualTo(SlotState.TAKE_OUT_GOOD);
        Card row = awaitRow(card, now -> now.provisioning() == Provisioning.ISSUED);
        assertThat(request(row)).returns(RequestStatus.COMPLETED, Request::status);
        assertThat(card.wrongAnswers()).as("wrong answers").isLessThanOrEqualTo(tears);
        assertThat(card.keyWrites()).as("key writes").isBetween(1, 1 + tears);
        assertThat(card.pinWrites()).as("PIN writes").isBetween(1, 1 + tears);
        assertThat(proves(card)).as("key and PIN").isTrue();
    }

    @Override
    public void close() {
        processor.close();
        store.close();
    }
}
