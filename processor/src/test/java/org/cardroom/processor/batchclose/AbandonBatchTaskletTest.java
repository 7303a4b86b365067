package org.cardroom.processor.batchclose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardKeyState;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.card.OpenSession;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.template.InitialKeyRef;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.KeyCheckValue;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch whose cards do not all come back is closed all the same. */
class AbandonBatchTaskletTest {
    private static final CardId LOST = new CardId("000102030405060708090A0B0C0D0E0F");

    @TempDir
    Path folder;

    private final Database database = Database.open(ProcessorFixture.createDatabase(), null, null);
    private final BatchRepository batches = new BatchRepository(database);
    private final IssuanceRequestRepository requests = new IssuanceRequestRepository(database);
    private final UUID batch = UuidGenerator.next();
    private int line = 1;

    @BeforeEach
    void startBatch() {
        batches.create(batch, "test");
        batches.markImported(batch);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private IssuanceRequest waiting() {
        InitialKeyRef initial = new InitialKeyRef("zero-3des", new KeyCheckValue("8CA64D"), null);
        ProfileTemplate template = new ProfileTemplate(
                "t", CardKind.GIDS, KeyAlgorithm.TDES, initial, true, UserPinOption.NONE, null, null, null, null);
        UUID id = UuidGenerator.next();
        ProfileTemplateRepository.StoredTemplate stored = new ProfileTemplateRepository(database).saveVersion(template);
        requests.add(List.of(new IssuanceRequestRepository.NewRequest(
                id, "r-" + ++line, batch, line, "p", "p", stored, null, null, 0)));
        return locked(id);
    }

    private IssuanceRequest locked(UUID id) {
        return StatementBatch.single(database, statements -> requests.lock(List.of(id), statements))
                .get(id);
    }

    /** A card that was sent its new key and is out of the reader. */
    private Card lost() {
        IssuanceRequest request = waiting();
        UUID id = UuidGenerator.next();
        OpenSession openSession = new OpenSession(
                UuidGenerator.next(),
                "agent-1",
                UUID.randomUUID(),
                UuidGenerator.next(),
                InstructionType.PUT_KEY,
                false);
        CardKeyState keys = CardKeyState.initial(0).withProposed(new AdminKeyRef(1, 1));
        Card card = new Card(
                id,
                LOST,
                CardKind.GIDS,
                CardStatus.ASSIGNED,
                ProvisioningState.KEY_PROPOSED,
                request.id(),
                request.template(),
                keys,
                1,
                1,
                openSession,
                "sealed",
                null);
        StatementBatch.singleUpdate(database, statements -> {
            new CardRepository(database).save(List.of(card), statements);
            requests.save(List.of(request.bindTo(id)), statements);
        });
        return card;
    }

    private BatchRepository.BatchCounts abandon() {
        return new CloseBatchJob(database, Clock.systemUTC())
                .abandon(batch, folder.resolve("results.csv"), "lost in the post");
    }

    private Card card() {
        return new CardRepository(database).find(LOST).orElseThrow();
    }

    @Test
    void countsAsFailedWhatWasOpenAndClosesTheBatch() {
        lost();
        waiting();
        assertThat(abandon()).isEqualTo(new BatchRepository.BatchCounts(0, 2, 0, 0));
        assertThat(batches.findNewestOpen()).isEmpty();
    }

    @Test
    void setsTheCardAsideWithoutItsPin() {
        OpenSession before = lost().openSession();
        abandon();
        assertThat(card().provisioningState()).isEqualTo(ProvisioningState.SET_ASIDE);
        assertThat(card().heldPin()).isNull();
        assertThat(card().openSession()).isEqualTo(before.withoutPendingInstruction());
    }

    @Test
    void saysWhyInResultsAndAudit() throws IOException {
        lost();
        waiting();
        abandon();
        assertThat(Files.readAllLines(folder.resolve("results.csv")))
                .filteredOn(line -> line.contains(",failed,lost in the post,"))
                .hasSize(2);
        AuditChain auditChain = new AuditChain(database, "close-batch", Clock.systemUTC());
        assertThat(auditChain.head().number()).isEqualTo(2);
        assertThat(auditChain.findFirstBroken()).isEmpty();
    }

    @Test
    void tellsTheHouseOfTheCardAndTheBatch() {
        Card lost = lost();
        abandon();
        List<IssuanceEvent> told = new OutboxRepository(database)
                .findUnpublished(List.of(0)).stream()
                        .map(entry -> MessageJson.read(entry.entry().value(), IssuanceEvent.class))
                        .toList();
        assertThat(told.get(0)).isInstanceOfSatisfying(IssuanceEvent.CardFailed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(RejectionReason.ABANDONED);
            assertThat(failed.request()).isEqualTo(lost.request());
            assertThat(failed.keyVersion()).isEqualTo(1);
        });
        assertThat(told.get(1)).isInstanceOf(IssuanceEvent.BatchClosed.class);
    }

    @Test
    void endsEachRequestOnceWhereTwoAbandonTheSameBatch() {
        lost();
        IntStream.range(0, 600).forEach(i -> waiting());
        List<CompletableFuture<BatchRepository.BatchCounts>> both = Stream.of("one.csv", "two.csv")
                .map(file -> CompletableFuture.supplyAsync(() -> new CloseBatchJob(database, Clock.systemUTC())
                        .abandon(batch, folder.resolve(file), "lost in the post")))
                .toList();
        assertThat(both)
                .allSatisfy(one -> assertThat(one.join()).isEqualTo(new BatchRepository.BatchCounts(0, 601, 0, 0)));
        AuditChain auditChain = new AuditChain(database, "close-batch", Clock.systemUTC());
        assertThat(auditChain.head().number()).isEqualTo(601);
        assertThat(auditChain.findFirstBroken()).isEmpty();
        assertThat(new OutboxRepository(database).size())
                .as("of the card, and of the batch")
                .isEqualTo(2);
    }

    @Test
    void takesTurnsWithAnotherThatAbandonsTheSameBatch() {
        IntStream.range(0, 1001).forEach(i -> waiting());
        AbandonBatchTasklet one = new AbandonBatchTasklet(database, batch, "lost", Clock.systemUTC());
        AbandonBatchTasklet other = new AbandonBatchTasklet(database, batch, "lost", Clock.systemUTC());
        for (AbandonBatchTasklet next : List.of(one, other, one)) {
            database.inTransaction().executeWithoutResult(status -> next.execute(null, null));
        }
        assertThat(batches.findOpenRequests(batch)).isEmpty();
        assertThat(new AuditChain(database, "close-batch", Clock.systemUTC())
                        .head()
                        .number())
                .isEqualTo(1001);
    }

    @Test
    void leavesOtherBatchesAlone() {
        IssuanceRequest other = waiting();
        UUID mine = UuidGenerator.next();
        batches.create(mine, "mine");
        new CloseBatchJob(database, Clock.systemUTC()).abandon(mine, folder.resolve("results.csv"), "empty");
        assertThat(locked(other.id())).isEqualTo(other);
    }

    @Test
    void endsMoreThanAPage() {
        for (int i = 0; i < 501; i++) {
            waiting();
        }
        assertThat(abandon()).isEqualTo(new BatchRepository.BatchCounts(0, 501, 0, 0));
    }
}
