package org.cardroom.processor.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cardroom.db.Store;
import org.cardroom.db.issuing.Batches;
import org.cardroom.db.issuing.InitialKey;
import org.cardroom.db.issuing.Request;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.issuing.Requests;
import org.cardroom.db.issuing.Template;
import org.cardroom.db.issuing.Templates;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.db.stream.Outbox;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.command.CannotRun;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Outcome;
import org.cardroom.events.secret.Kcv;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.lab.servers.Servers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloseBatchTest {
    @TempDir
    Path folder;

    private final Store store = Store.open(Servers.shared().freshDatabase(), null, null);
    private final Batches batches = new Batches(store);
    private final Requests requests = new Requests(store);
    private final UUID batch = Ids.next();
    private int line = 1;

    @BeforeEach
    void startBatch() {
        batches.start(batch, "test");
        batches.imported(batch);
        batches.reject(batch, List.of(new Batches.Rejected(99, "r-99", "mallory", "unknown template")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Request add(String person) {
        InitialKey initial = new InitialKey("zero-3des", new Kcv("8CA64D"), null);
        Template template =
                new Template("t", CardKind.GIDS, KeyAlgorithm.TDES, initial, true, UserPinOption.NONE, null, null);
        UUID id = Ids.next();
        Templates.Stored stored = new Templates(store).load(template);
        requests.add(List.of(new Requests.New(id, "r-" + ++line, batch, line, person, person, stored, null, null, 0)));
        Map<UUID, Request> found = store.inTransaction().execute(status -> requests.lock(List.of(id)));
        return found.get(id);
    }

    private void ended(String person, RequestStatus status, String reason) {
        requests.save(List.of(add(person).boundTo(Ids.next()).tried().as(status, reason)));
    }

    private Batches.Count run() {
        return new CloseBatch(store, Clock.systemUTC()).run(batch, folder.resolve("results.csv"));
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(folder.resolve("results.csv"));
    }

    private List<Outcome> outcomes() {
        return new Outbox(store)
                .left(List.of(0)).stream()
                        .map(entry -> Json.read(entry.entry().value(), Outcome.class))
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
        assertThat(run()).isEqualTo(new Batches.Count(1, 0, 1, 0));
        run();
        assertThat(outcomes()).singleElement().isInstanceOfSatisfying(Outcome.BatchClosed.class, closed -> assertThat(
                        closed.requested())
                .isEqualTo(2));
        assertThat(batches.open()).isEmpty();
    }

    @Test
    void leavesABatchOpenThatHasSomethingPending() {
        add("ada");
        assertThat(run()).isEqualTo(new Batches.Count(0, 0, 1, 1));
        assertThat(outcomes()).isEmpty();
        assertThat(batches.open()).contains(batch);
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
            batches.reject(batch, List.of(new Batches.Rejected(100 + i, null, null, "bad")));
        }
        run();
        assertThat(lines()).hasSize(1102);
    }

    @Test
    void saysWhereTheResultsCannotBeWritten() throws IOException {
        Path inAFile = Files.createFile(folder.resolve("file")).resolve("results.csv");
        CloseBatch job = new CloseBatch(store, Clock.systemUTC());
        assertThatExceptionOfType(CannotRun.class)
                .isThrownBy(() -> job.run(batch, inAFile))
                .withMessageContaining("file/results.csv");
    }
}
