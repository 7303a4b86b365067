package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.cardroom.db.Room;
import org.cardroom.events.message.Ids;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private final Room room = new Room();
    private final Batches batches = new Batches(room.store);
    private final Requests requests = new Requests(room.store);

    @AfterEach
    void close() {
        room.close();
    }

    private UUID add(String id, UnaryOperator<Request> change) {
        UUID added = room.add(id).id();
        requests.save(List.of(change.apply(requests.lock(List.of(added)).get(added))));
        return added;
    }

    private static Request issued(Request request) {
        return request.boundTo(Ids.next()).tried().as(RequestStatus.COMPLETED, null);
    }

    private static Request failed(Request request) {
        return request.boundTo(Ids.next()).as(RequestStatus.FAILED, "set aside");
    }

    private List<Batches.Result> results() {
        return batches.results(room.batch, 0, 100);
    }

    @Test
    void countsEveryLineOnce() {
        room.add("waits");
        add("runs", request -> request.boundTo(Ids.next()));
        add("done", BatchesTest::issued);
        add("failed", BatchesTest::failed);
        add("canceled", request -> request.as(RequestStatus.CANCELED, null));
        batches.reject(room.batch, List.of(new Batches.Rejected(99, null, null, "bad")));
        Batches.Count count = batches.count(room.batch);
        assertThat(count).isEqualTo(new Batches.Count(1, 2, 1, 2));
        assertThat(count.requested()).isEqualTo(6);
    }

    @Test
    void countsNothingOfAnotherBatch() {
        room.add("waits");
        assertThat(batches.count(Ids.next()).requested()).isZero();
    }

    @Test
    void tellsWhatBecameOfEachLineInOrder() {
        batches.reject(room.batch, List.of(new Batches.Rejected(3, null, "ada", "bad")));
        room.add("waits");
        room.request("rejected above", room.gids);
        add("failed", BatchesTest::failed);
        assertThat(results())
                .extracting(result -> result.person() + " " + result.status() + " " + result.reason())
                .containsExactly("waits APPROVED null", "ada null bad", "failed FAILED set aside");
    }

    @Test
    void tellsThePageAfterALine() {
        IntStream.range(0, 5).forEach(i -> room.add("r-" + i));
        assertThat(batches.results(room.batch, 3, 2))
                .extracting(Batches.Result::line)
                .containsExactly(4, 5);
    }

    @Test
    void tellsOfTheCardThatARequestGot() {
        UUID request = add("done", BatchesTest::issued);
        Card card = CardsTest.card(Room.card(1), request, room.gids.id());
        KeyRef key = new KeyRef(4, 1);
        new Cards(room.store)
                .save(List.of(card.with(CardKeys.fresh(0).proposing(key).proven())));
        room.jdbc.sql("UPDATE request SET card = ?").param(card.id()).update();
        Batches.Result result = results().get(0);
        assertThat(result.cardId()).isEqualTo(Room.card(1).hex());
        assertThat(result.keyVersion()).isEqualTo(4);
        assertThat(result.attempts()).isOne();
        assertThat(result.taken()).isNotNull();
    }

    @Test
    void tellsNoTimeOfWhatIsNotOver() {
        add("runs", request -> request.boundTo(Ids.next()));
        assertThat(results().get(0).taken()).isNull();
    }

    @Test
    void keepsALineThatIsRejectedTwiceOnce() {
        batches.reject(room.batch, List.of(new Batches.Rejected(2, "r-1", "ada", "first")));
        batches.reject(room.batch, List.of(new Batches.Rejected(2, "r-1", "ada", "second")));
        assertThat(batches.rejected(room.batch)).containsOnly(Map.entry(2, "first"));
    }

    @Test
    void startsOnce() {
        batches.start(room.batch, "another name");
        assertThat(room.jdbc.sql("SELECT name FROM batch").query(String.class).list())
                .containsExactly("sample");
    }

    @Test
    void closesOnce() {
        assertThat(batches.close(room.batch)).as("before it is imported").isFalse();
        batches.imported(room.batch);
        assertThat(batches.open()).contains(room.batch);
        assertThat(batches.close(room.batch)).isTrue();
        assertThat(batches.close(room.batch)).isFalse();
        assertThat(batches.open()).isEmpty();
    }

    @Test
    void knowsWhichBatchesThereAre() {
        assertThat(batches.exists(room.batch)).isTrue();
        assertThat(batches.exists(Ids.next())).isFalse();
    }

    @Test
    void belongsToOneManifest() {
        assertThat(batches.manifest(room.batch, "AA")).isTrue();
        assertThat(batches.manifest(room.batch, "AA")).isTrue();
        assertThat(batches.manifest(room.batch, "BB")).isFalse();
    }

    @Test
    void isUnfinishedUntilItsManifestWasRead() {
        batches.manifest(room.batch, "AA");
        assertThat(batches.unfinished("BB")).isEmpty();
        assertThat(batches.unfinished("AA")).contains(room.batch);
        batches.imported(room.batch);
        assertThat(batches.unfinished("AA")).isEmpty();
    }

    @Test
    void purgesThePinsThatWereHeld() {
        Card card = CardsTest.card(Room.card(1), room.add("r-1").id(), room.gids.id());
        Cards cards = new Cards(room.store);
        cards.save(List.of(card.holding("c2VhbGVk")));
        room.jdbc.sql("UPDATE request SET card = (SELECT id FROM card)").update();
        assertThat(batches.purgeHeldPins(Ids.next())).isZero();
        assertThat(batches.purgeHeldPins(room.batch)).isOne();
        assertThat(cards.find(Room.card(1)).orElseThrow().heldPin()).isNull();
    }

    @Test
    void tellsWhichRequestsWait() {
        add("done", BatchesTest::issued);
        room.add(Room.naming(room.request("named", room.piv256), Room.card(5)));
        Requests.New here = room.add(Room.at(room.request("here", room.gids), "desk 1", 0));
        assertThat(batches.waiting(room.batch))
                .hasSize(2)
                .contains(new Batches.Waiting(here.id(), "GIDS", "3DES", null, "desk 1"))
                .extracting(Batches.Waiting::cardId)
                .containsExactly(Room.card(5).hex(), null);
    }
}
