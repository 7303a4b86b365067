package org.cardroom.processor.batchclose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.InitialKeyRef;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.KeyCheckValue;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloseBatchJobTest {
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
        batches.saveRejectedLines(
                batch, List.of(new BatchRepository.RejectedLine(99, "r-99", "mallory", "unknown template")));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private IssuanceRequest add(String person) {
        InitialKeyRef initial = new InitialKeyRef("zero-3des", new KeyCheckValue("8CA64D"), null);
        ProfileTemplate template = new ProfileTemplate(
                "t", CardKind.GIDS, KeyAlgorithm.TDES, initial, true, UserPinOption.NONE, null, null, null, null);
        UUID id = UuidGenerator.next();
        ProfileTemplateRepository.StoredTemplate stored = new ProfileTemplateRepository(database).saveVersion(template);
        requests.add(List.of(new IssuanceRequestRepository.NewRequest(
                id, "r-" + ++line, batch, line, person, person, stored, null, null, 0)));
        return StatementBatch.single(database, statements -> requests.lock(List.of(id), statements))
                .get(id);
    }

    private void ended(String person, RequestStatus status, String reason) {
        IssuanceRequest ended =
                add(person).bindTo(UuidGenerator.next()).withAttempt().transitionTo(status, reason);
        StatementBatch.singleUpdate(database, statements -> requests.save(List.of(ended), statements));
    }

    private BatchRepository.BatchCounts run() {
        return new CloseBatchJob(database, Clock.systemUTC()).run(batch, folder.resolve("results.csv"));
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(folder.resolve("results.csv"));
    }

    private List<IssuanceEvent> outcomes() {
        return new OutboxRepository(database)
                .findUnpublished(List.of(0)).stream()
                        .map(entry -> MessageJson.read(entry.entry().value(), IssuanceEvent.class))
                        .toList();
    }

    @Test
    void writesALineForEachLineOfTheManifest() throws IOException {
        ended("ada", RequestStatus.COMPLETED, null);
        ended("bob", RequestStatus.FAILED, "the card refused its keys");
        run();
        assertThat(lines()).hasSize(4);
        assertThat(lines().get(0)).isEqualTo("request,person,card id,kind,outcome,reason,key version,attempts,seconds");
        assertThat(lines().get(1)).matches("r-2,ada,,GIDS,issued,,,1,\\d+\\.\\d{3}");
        assertThat(lines().get(2)).startsWith("r-3,bob,,GIDS,failed,the card refused its keys,");
        assertThat(lines().get(3)).isEqualTo("r-99,mallory,,,rejected,unknown template,,0,");
    }

    @Test
    void closesABatchThatHasNothingPendingOnce() {
        ended("ada", RequestStatus.COMPLETED, null);
        assertThat(run()).isEqualTo(new BatchRepository.BatchCounts(1, 0, 1, 0));
        run();
        assertThat(outcomes())
                .singleElement()
                .isInstanceOfSatisfying(IssuanceEvent.BatchClosed.class, closed -> assertThat(closed.requested())
                        .isEqualTo(2));
        assertThat(batches.findNewestOpen()).isEmpty();
    }

    @Test
    void leavesABatchOpenThatHasSomethingPending() {
        add("ada");
        assertThat(run()).isEqualTo(new BatchRepository.BatchCounts(0, 0, 1, 1));
        assertThat(outcomes()).isEmpty();
        assertThat(batches.findNewestOpen()).contains(batch);
    }

    @Test
    void letsOnlyTheOwnerReadTheResults() throws IOException {
        Path results = Files.writeString(folder.resolve("results.csv"), "of another day");
        Files.setPosixFilePermissions(results, PosixFilePermissions.fromString("rw-rw-rw-"));
        ended("ada", RequestStatus.COMPLETED, null);
        run();
        assertThat(Files.getPosixFilePermissions(results)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(lines()).hasSize(3);
    }

    @Test
    void keepsCommasAndFormulasHarmless() throws IOException {
        ended("\"Ada\", the =1st", RequestStatus.COMPLETED, null);
        ended("=cmd()", RequestStatus.COMPLETED, null);
        run();
        assertThat(lines().get(1)).startsWith("r-2,\"\"\"Ada\"\", the =1st\",");
        assertThat(lines().get(2)).startsWith("r-3,'=cmd(),");
    }

    @Test
    void writesMoreLinesThanAPage() throws IOException {
        for (int i = 0; i < 1100; i++) {
            batches.saveRejectedLines(batch, List.of(new BatchRepository.RejectedLine(100 + i, null, null, "bad")));
        }
        run();
        assertThat(lines()).hasSize(1102);
    }

    @Test
    void saysWhereTheResultsCannotBeWritten() throws IOException {
        Path inAFile = Files.createFile(folder.resolve("file")).resolve("results.csv");
        CloseBatchJob job = new CloseBatchJob(database, Clock.systemUTC());
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> job.run(batch, inAFile))
                .withMessageContaining("file/results.csv");
    }
}
