package org.cardroom.processor.closing;

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
import org.cardroom.db.Store;
import org.cardroom.db.issuing.Batches;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.CardKeys;
import org.cardroom.db.issuing.CardStatus;
import org.cardroom.db.issuing.Cards;
import org.cardroom.db.issuing.Exchange;
import org.cardroom.db.issuing.InitialKey;
import org.cardroom.db.issuing.KeyRef;
import org.cardroom.db.issuing.Provisioning;
import org.cardroom.db.issuing.Request;
import org.cardroom.db.issuing.Requests;
import org.cardroom.db.issuing.Template;
import org.cardroom.db.issuing.Templates;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.db.stream.Audit;
import org.cardroom.db.stream.Outbox;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Outcome;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.message.Step;
import org.cardroom.events.secret.Kcv;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.lab.servers.Servers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch whose cards do not all come back is closed all the same. */
class AbandonTest {
    private static final CardId LOST = new CardId("000102030405060708090A0B0C0D0E0F");

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
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Request waiting() {
        InitialKey initial = new InitialKey("zero-3des", new Kcv("8CA64D"), null);
        Template template =
                new Template("t", CardKind.GIDS, KeyAlgorithm.TDES, initial, true, UserPinOption.NONE, null, null);
        UUID id = Ids.next();
        Templates.Stored stored = new Templates(store).load(template);
        requests.add(List.of(new Requests.New(id, "r-" + ++line, batch, line, "p", "p", stored, null, null, 0)));
        return locked(id);
    }

    private Request locked(UUID id) {
        return store.inTransaction()
                .execute(status -> requests.lock(List.of(id)))
                .get(id);
    }

    /** A card that was sent its new key and is out of the reader. */
    private Card lost() {
        Request request = waiting();
        UUID id = Ids.next();
        Exchange exchange = new Exchange(Ids.next(), "agent-1", UUID.randomUUID(), Ids.next(), Step.PUT_KEY, false);
        CardKeys keys = CardKeys.fresh(0).proposing(new KeyRef(1, 1));
        Card card = new Card(
                id,
                LOST,
                CardKind.GIDS,
                CardStatus.ASSIGNED,
                Provisioning.KEY_PROPOSED,
                request.id(),
                request.template(),
                keys,
                1,
                1,
                exchange,
                "sealed",
                null);
        new Cards(store).save(List.of(card));
        requests.save(List.of(request.boundTo(id)));
        return card;
    }

    private Batches.Count abandon() {
        return new CloseBatch(store, Clock.systemUTC())
                .abandon(batch, folder.resolve("results.csv"), "lost in the post");
    }

    private Card card() {
        return new Cards(store).find(LOST).orElseThrow();
    }

    @Test
    void countsAsFailedWhatWasOpenAndClosesTheBatch() {
        lost();
        waiting();
        assertThat(abandon()).isEqualTo(new Batches.Count(0, 2, 0, 0));
        assertThat(batches.open()).isEmpty();
    }

    @Test
    void setsTheCardAsideWithoutItsPin() {
        Exchange before = lost().exchange();
        abandon();
        assertThat(card().provisioning()).isEqualTo(Provisioning.SET_ASIDE);
        assertThat(card().heldPin()).isNull();
        assertThat(card().exchange()).isEqualTo(before.reported());
    }

    @Test
    void saysWhyInResultsAndAudit() throws IOException {
        lost();
        waiting();
        abandon();
        assertThat(Files.readAllLines(folder.resolve("results.csv")))
                .filteredOn(line -> line.contains(",failed,lost in the post,"))
                .hasSize(2);
        Audit audit = new Audit(store, "close-batch", Clock.systemUTC());
        assertThat(audit.head().number()).isEqualTo(2);
        assertThat(audit.firstBroken()).isEmpty();
    }

    @Test
    void tellsTheHouseOfTheCardAndTheBatch() {
        Card lost = lost();
        abandon();
        List<Outcome> told = new Outbox(store)
                .left(List.of(0)).stream()
                        .map(entry -> Json.read(entry.entry().value(), Outcome.class))
                        .toList();
        assertThat(told.get(0)).isInstanceOfSatisfying(Outcome.CardFailed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(Rejection.ABANDONED);
            assertThat(failed.request()).isEqualTo(lost.request());
            assertThat(failed.keyVersion()).isEqualTo(1);
        });
        assertThat(told.get(1)).isInstanceOf(Outcome.BatchClosed.class);
    }

    @Test
    void endsEachRequestOnceWhereTwoAbandonTheSameBatch() {
        lost();
        IntStream.range(0, 600).forEach(i -> waiting());
        List<CompletableFuture<Batches.Count>> both = Stream.of("one.csv", "two.csv")
                .map(file -> CompletableFuture.supplyAsync(() -> new CloseBatch(store, Clock.systemUTC())
                        .abandon(batch, folder.resolve(file), "lost in the post")))
                .toList();
        assertThat(both).allSatisfy(one -> assertThat(one.join()).isEqualTo(new Batches.Count(0, 601, 0, 0)));
        Audit audit = new Audit(store, "close-batch", Clock.systemUTC());
        assertThat(audit.head().number()).isEqualTo(601);
        assertThat(audit.firstBroken()).isEmpty();
        assertThat(new Outbox(store).size()).as("of the card, and of the batch").isEqualTo(2);
    }

    @Test
    void takesTurnsWithAnotherThatAbandonsTheSameBatch() {
        IntStream.range(0, 1001).forEach(i -> waiting());
        Abandoning one = new Abandoning(store, batch, "lost", Clock.systemUTC());
        Abandoning other = new Abandoning(store, batch, "lost", Clock.systemUTC());
        for (Abandoning next : List.of(one, other, one)) {
            store.inTransaction().executeWithoutResult(status -> next.execute(null, null));
        }
        assertThat(batches.waiting(batch)).isEmpty();
        assertThat(new Audit(store, "close-batch", Clock.systemUTC()).head().number())
                .isEqualTo(1001);
    }

    @Test
    void leavesOtherBatchesAlone() {
        Request other = waiting();
        UUID mine = Ids.next();
        batches.start(mine, "mine");
        new CloseBatch(store, Clock.systemUTC()).abandon(mine, folder.resolve("results.csv"), "empty");
        assertThat(locked(other.id())).isEqualTo(other);
    }

    @Test
    void endsMoreThanAPage() {
        for (int i = 0; i < 501; i++) {
            waiting();
        }
        assertThat(abandon()).isEqualTo(new Batches.Count(0, 501, 0, 0));
    }
}
