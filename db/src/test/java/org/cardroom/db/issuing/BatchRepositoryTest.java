package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.cardroom.db.DatabaseFixture;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardKeyState;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.codec.UuidGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchRepositoryTest {
    private final DatabaseFixture db = new DatabaseFixture();
    private final BatchRepository batches = new BatchRepository(db.database);
    private final IssuanceRequestRepository requests = new IssuanceRequestRepository(db.database);

    @AfterEach
    void close() {
        db.close();
    }

    private UUID add(String id, UnaryOperator<IssuanceRequest> change) {
        UUID added = db.addRequest(id).id();
        IssuanceRequest request = db.single(statements -> requests.lock(List.of(added), statements))
                .get(added);
        db.update(statements -> requests.save(List.of(change.apply(request)), statements));
        return added;
    }

    private static IssuanceRequest issued(IssuanceRequest request) {
        return request.bindTo(UuidGenerator.next()).withAttempt().transitionTo(RequestStatus.COMPLETED, null);
    }

    private static IssuanceRequest failed(IssuanceRequest request) {
        return request.bindTo(UuidGenerator.next()).transitionTo(RequestStatus.FAILED, "set aside");
    }

    private List<BatchRepository.LineResult> results() {
        return batches.findResults(db.batch, 0, 100);
    }

    @Test
    void countsEveryLineOnce() {
        db.addRequest("waits");
        add("runs", request -> request.bindTo(UuidGenerator.next()));
        add("done", BatchRepositoryTest::issued);
        add("failed", BatchRepositoryTest::failed);
        add("canceled", request -> request.transitionTo(RequestStatus.CANCELED, null));
        batches.saveRejectedLines(db.batch, List.of(new BatchRepository.RejectedLine(99, null, null, "bad")));
        BatchRepository.BatchCounts count = batches.countLines(db.batch);
        assertThat(count).isEqualTo(new BatchRepository.BatchCounts(1, 2, 1, 2));
        assertThat(count.requested()).isEqualTo(6);
    }

    @Test
    void countsNothingOfAnotherBatch() {
        db.addRequest("waits");
        assertThat(batches.countLines(UuidGenerator.next()).requested()).isZero();
    }

    @Test
    void tellsWhatBecameOfEachLineInOrder() {
        batches.saveRejectedLines(db.batch, List.of(new BatchRepository.RejectedLine(3, null, "ada", "bad")));
        db.addRequest("waits");
        db.newRequest("rejected above", db.gids);
        add("failed", BatchRepositoryTest::failed);
        assertThat(results())
                .extracting(result -> result.person() + " " + result.status() + " " + result.reason())
                .containsExactly("waits APPROVED null", "ada null bad", "failed FAILED set aside");
    }

    @Test
    void tellsThePageAfterALine() {
        IntStream.range(0, 5).forEach(i -> db.addRequest("r-" + i));
        assertThat(batches.findResults(db.batch, 3, 2))
                .extracting(BatchRepository.LineResult::line)
                .containsExactly(4, 5);
    }

    @Test
    void tellsOfTheCardThatARequestGot() {
        UUID request = add("done", BatchRepositoryTest::issued);
        Card card = CardRepositoryTest.card(DatabaseFixture.cardId(1), request, db.gids.id());
        AdminKeyRef key = new AdminKeyRef(4, 1);
        db.update(statements -> new CardRepository(db.database)
                .save(
                        List.of(card.withKeys(
                                CardKeyState.initial(0).withProposed(key).withKeyConfirmed())),
                        statements));
        db.jdbc.sql("UPDATE request SET card = ?").param(card.id()).update();
        BatchRepository.LineResult result = results().get(0);
        assertThat(result.cardId()).isEqualTo(DatabaseFixture.cardId(1).hex());
        assertThat(result.keyVersion()).isEqualTo(4);
        assertThat(result.attempts()).isOne();
        assertThat(result.duration()).isNotNull();
    }

    @Test
    void tellsNoTimeOfWhatIsNotOver() {
        add("runs", request -> request.bindTo(UuidGenerator.next()));
        assertThat(results().get(0).duration()).isNull();
    }

    @Test
    void keepsALineThatIsRejectedTwiceOnce() {
        batches.saveRejectedLines(db.batch, List.of(new BatchRepository.RejectedLine(2, "r-1", "ada", "first")));
        batches.saveRejectedLines(db.batch, List.of(new BatchRepository.RejectedLine(2, "r-1", "ada", "second")));
        assertThat(batches.findRejectionReasons(db.batch)).containsOnly(Map.entry(2, "first"));
    }

    @Test
    void startsOnce() {
        batches.create(db.batch, "another name");
        assertThat(db.jdbc.sql("SELECT name FROM batch").query(String.class).list())
                .containsExactly("sample");
    }

    @Test
    void closesOnce() {
        assertThat(batches.markClosed(db.batch)).as("before it is imported").isFalse();
        batches.markImported(db.batch);
        assertThat(batches.findNewestOpen()).contains(db.batch);
        assertThat(batches.markClosed(db.batch)).isTrue();
        assertThat(batches.markClosed(db.batch)).isFalse();
        assertThat(batches.findNewestOpen()).isEmpty();
    }

    @Test
    void knowsWhichBatchesThereAre() {
        assertThat(batches.exists(db.batch)).isTrue();
        assertThat(batches.exists(UuidGenerator.next())).isFalse();
    }

    @Test
    void belongsToOneManifest() {
        assertThat(batches.linkManifest(db.batch, "AA")).isTrue();
        assertThat(batches.linkManifest(db.batch, "AA")).isTrue();
        assertThat(batches.linkManifest(db.batch, "BB")).isFalse();
    }

    @Test
    void isUnfinishedUntilItsManifestWasRead() {
        batches.linkManifest(db.batch, "AA");
        assertThat(batches.findUnfinished("BB")).isEmpty();
        assertThat(batches.findUnfinished("AA")).contains(db.batch);
        batches.markImported(db.batch);
        assertThat(batches.findUnfinished("AA")).isEmpty();
    }

    @Test
    void purgesThePinsThatWereHeld() {
        Card card = CardRepositoryTest.card(
                DatabaseFixture.cardId(1), db.addRequest("r-1").id(), db.gids.id());
        CardRepository cards = new CardRepository(db.database);
        db.update(statements -> cards.save(List.of(card.withHeldPin("c2VhbGVk")), statements));
        db.jdbc.sql("UPDATE request SET card = (SELECT id FROM card)").update();
        assertThat(batches.deleteHeldPins(UuidGenerator.next())).isZero();
        assertThat(batches.deleteHeldPins(db.batch)).isOne();
        assertThat(cards.find(DatabaseFixture.cardId(1)).orElseThrow().heldPin())
                .isNull();
    }

    @Test
    void tellsWhichRequestsWait() {
        add("done", BatchRepositoryTest::issued);
        db.addRequest(DatabaseFixture.withNamedCard(db.newRequest("named", db.piv256), DatabaseFixture.cardId(5)));
        IssuanceRequestRepository.NewRequest here =
                db.addRequest(DatabaseFixture.withStation(db.newRequest("here", db.gids), "desk 1", 0));
        assertThat(batches.findOpenRequests(db.batch))
                .hasSize(2)
                .contains(new BatchRepository.OpenRequest(here.id(), "GIDS", "3DES", null, "desk 1"))
                .extracting(BatchRepository.OpenRequest::cardId)
                .containsExactly(DatabaseFixture.cardId(5).hex(), null);
    }
}
