package org.cardroom.demo.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.demo.local.LocalSystem;
import org.cardroom.demo.verify.CardVerifier;
import org.cardroom.demo.verify.VerificationResult;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.InitialKeyRef;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.message.SlotState;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.KeyCheckValue;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.servers.TestServers;
import org.jspecify.annotations.Nullable;

/** A processor over the shared servers, for single cards: each case orders its own, and all cases share it. */
public final class IssuanceFixture implements AutoCloseable {
    /** Further than any exchange goes. */
    static final int AFTER_ALL_COMMANDS = 1000;

    private final LocalSystem system;
    public final Database store;
    final KafkaClients kafka;
    public UUID batch = UuidGenerator.next();
    private final AtomicInteger lines = new AtomicInteger(1);

    /** Returns the JDBC URL of a new migrated database of an installation of its own. */
    public static String createDatabase() {
        return TestServers.shared()
                .createMigratedDatabase(LocalSystem::migrate, "UPDATE installation SET id = gen_random_uuid()");
    }

    public IssuanceFixture(Path folder) {
        this(folder, createDatabase());
    }

    /** Over this database, with the keys that are in the folder, or new ones. */
    IssuanceFixture(Path folder, String database) {
        system = LocalSystem.startOn(TestServers.shared(), database, folder, "workshop", "workshop"::toCharArray);
        store = Database.open(database, null, null);
        kafka = system.kafka();
        new BatchRepository(store).create(batch, "workshop");
    }

    /** What is ordered from now on belongs to another batch. */
    public synchronized void nextBatch() {
        batch = UuidGenerator.next();
        new BatchRepository(store).create(batch, "workshop");
    }

    /** What is issued here: each kind of card with its template. */
    public enum CardType {
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

        CardType(int commands, CardKind kind, KeyAlgorithm algorithm, String key, String kcv, String puk) {
            this.commands = commands;
            this.kind = kind;
            this.algorithm = algorithm;
            this.key = key;
            this.kcv = kcv;
            this.puk = puk;
        }

        private ProfileTemplate template() {
            InitialKeyRef initial = new InitialKeyRef(key, new KeyCheckValue(kcv), null);
            return new ProfileTemplate(
                    name(), kind, algorithm, initial, true, UserPinOption.SERVER_DISTRIBUTED, null, puk, null, null);
        }

        VirtualCardBuilder newCard() {
            return kind == CardKind.GIDS
                    ? VirtualCardBuilder.gids()
                    : VirtualCardBuilder.piv().algorithm(algorithm.reference());
        }
    }

    Path processorsFile() {
        return system.keys().processorsFile();
    }

    /** The settings of a new agent that is enrolled here. */
    public AgentConfig enrolAgent(String name) {
        return system.enrolAgent(name, Collections.emptyNavigableSet());
    }

    Path agentFolder(String name) {
        return system.agentDirectory(name);
    }

    /** A request for this very card. */
    VirtualCard createRequestFor(CardType type, VirtualCard card) {
        createRequest(type, new CardId(card.id()));
        return card;
    }

    /** A request for a card, whichever comes, where this is absent. */
    public synchronized UUID createRequest(CardType type, @Nullable CardId card) {
        ProfileTemplateRepository.StoredTemplate stored =
                new ProfileTemplateRepository(store).saveVersion(type.template());
        UUID id = UuidGenerator.next();
        int line = lines.incrementAndGet();
        new IssuanceRequestRepository(store)
                .add(List.of(new IssuanceRequestRepository.NewRequest(
                        id, id.toString(), batch, line, "person " + line, "Person", stored, card, null, 0)));
        return id;
    }

    Card row(VirtualCard card) {
        return new CardRepository(store).find(new CardId(card.id())).orElseThrow();
    }

    IssuanceRequest request(Card row) {
        return request(row.request());
    }

    IssuanceRequest request(UUID id) {
        IssuanceRequestRepository requests = new IssuanceRequestRepository(store);
        return StatementBatch.single(store, statements -> requests.lock(List.of(id), statements))
                .get(id);
    }

    /** Who knows whether a card is what its row says. */
    public CardVerifier witness() {
        return system.cardVerifier();
    }

    /** Whether the card has the key and the PIN that the database says; costs it one wrong answer. */
    boolean verifies(VirtualCard card) {
        return witness().verify(card, Duration.ZERO, row(card)) == VerificationResult.VERIFIED;
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
                .until(() -> new CardRepository(store)
                        .find(card)
                        .filter(now -> now.provisioningState() == ProvisioningState.ISSUED)
                        .isPresent());
    }

    void assertIssued(VirtualCard card, SlotObserver.SlotStatus finalStatus, int tears) {
        card.tearAfter(AFTER_ALL_COMMANDS);
        assertThat(finalStatus.state()).as("%s", finalStatus).isEqualTo(SlotState.REMOVE_ISSUED);
        Card row = awaitRow(card, now -> now.provisioningState() == ProvisioningState.ISSUED);
        assertThat(request(row)).returns(RequestStatus.COMPLETED, IssuanceRequest::status);
        assertThat(card.wrongAnswers()).as("wrong answers").isLessThanOrEqualTo(tears);
        assertThat(card.keyWrites()).as("key writes").isBetween(1, 1 + tears);
        assertThat(card.pinWrites()).as("PIN writes").isBetween(1, 1 + tears);
        assertThat(verifies(card)).as("key and PIN").isTrue();
    }

    @Override
    public void close() {
        store.close();
        system.close();
    }
}
