package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.cardroom.db.Room;
import org.cardroom.db.Trip;
import org.cardroom.db.stream.Seen;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.Ids;
import org.cardroom.events.secret.KeyAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked reads the rows that it is about, and not all those that were written before. */
class GrowthTest {
    private static final int MANY = 3_000;
    /** With what an index is asked for besides. */
    private static final long A_FEW = 20;

    private final Room room = new Room();
    private final Requests requests = new Requests(room.store);
    private final Blanks blanks = new Blanks(room.store);
    private final Batches batches = new Batches(room.store);

    @AfterEach
    void close() {
        room.close();
    }

    /** Many requests like this one, in a batch of their own. */
    private void many(Requests.New like, int status) {
        UUID batch = Ids.next();
        batches.start(batch, "many");
        room.add(like);
        room.jdbc
                .sql(
                        "INSERT INTO request (id, external_id, batch, line, person, display_name, template, kind, algorithm,"
                                + " named_card, station, initialise, status)"
                                + " SELECT gen_random_uuid(), external_id || n, ?, n, person, person, template, kind, algorithm,"
                                + " CASE WHEN named_card IS NOT NULL THEN upper(md5(n::text)) END, station, initialise, ?"
                                + " FROM request, generate_series(1, ?) n WHERE id = ?")
                .params(batch, status, MANY, like.id())
                .update();
        room.jdbc.sql("DELETE FROM request WHERE id = ?").param(like.id()).update();
    }

    /** An issued card with its letter for each request. */
    private void cards() {
        room.jdbc
                .sql("INSERT INTO card (id, card_id, kind, status, provisioning, request, template, confirmed_version,"
                        + " confirmed_issuance, held_pin) SELECT gen_random_uuid(), upper(md5(id::text)), kind, 2,"
                        + " 'ISSUED', id, template, 1, 1, 'sealed' FROM request")
                .update();
        room.jdbc
                .sql("UPDATE request SET card = card.id FROM card WHERE card.request = request.id")
                .update();
        room.jdbc
                .sql("INSERT INTO letter SELECT request, id, 'sealed', now() FROM card")
                .update();
    }

    /** How many rows of all tables were read for it. */
    private long reads(Runnable question) {
        room.jdbc.sql("ANALYZE").update();
        return readsUnlooked(question);
    }

    /** The same, by plans that were made before. */
    private long readsUnlooked(Runnable question) {
        Long read = room.store.inTransaction().execute(status -> {
            long before = read();
            question.run();
            return read() - before;
        });
        return read;
    }

    private long read() {
        return room.jdbc
                .sql("SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables")
                .query(Long.class)
                .single();
    }

    private void claims(CardKind kind, KeyAlgorithm algorithm, String person) {
        Requests.Wanted wanted = new Requests.Wanted(kind, algorithm, Set.of("desk 1"));
        assertThat(requests.claimAny(wanted, 1, Set.of()))
                .extracting(Request::person)
                .containsExactly(person);
    }

    /** All that a poll asks with an insertion, and one that writes a request. */
    private void poll() {
        CardId card = Room.card(1);
        Trip trip = new Trip(room.store);
        new Cards(room.store).lock(List.of(card), trip);
        requests.lockOf(List.of(card), trip);
        requests.claimNamed(List.of(card), trip);
        trip.run();
        requests.save(requests.claimAny(new Requests.Wanted(CardKind.GIDS, KeyAlgorithm.TDES, Set.of()), 1, Set.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8})
    void readsNoWholeTableThatWasEmptyWhenItWasPlannedFor(int status) {
        room.add("first");
        IntStream.range(0, 20).forEach(i -> readsUnlooked(this::poll));
        many(room.request("many", room.gids), status);
        cards();
        assertThat(readsUnlooked(this::poll)).isLessThan(A_FEW);
    }

    @Test
    void claimsBehindManyThatAreForAnotherStation() {
        many(Room.at(room.request("there", room.gids), "desk 2", 0), 3);
        room.add("here");
        assertThat(reads(() -> claims(CardKind.GIDS, KeyAlgorithm.TDES, "here")))
                .isLessThan(A_FEW);
    }

    @Test
    void claimsBehindManyOfAnotherAlgorithm() {
        many(room.request("other", room.piv192), 3);
        room.add(room.request("mine", room.piv256));
        assertThat(reads(() -> claims(CardKind.PIV, KeyAlgorithm.AES_256, "mine")))
                .isLessThan(A_FEW);
    }

    @Test
    void claimsForABlankCardBehindManyThatTakeNone() {
        many(room.request("initialised", room.gids), 3);
        assertThat(reads(() -> assertThat(blanks.claimFresh(Set.of("desk 1"), 1, Set.of()))
                        .isEmpty()))
                .isLessThan(A_FEW);
    }

    @Test
    void knowsThatNoneIsNamedAmongManyOfAnotherKind() {
        many(Room.naming(room.request("named", room.piv192), Room.card(1)), 3);
        assertThat(reads(() -> assertThat(requests.namedAreOpen(CardKind.GIDS)).isFalse()))
                .isLessThan(A_FEW);
    }

    @Test
    void deletesTheHeldPinsOfOneBatchAmongMany() {
        many(room.request("done", room.gids), 8);
        room.add("mine");
        cards();
        assertThat(reads(() -> assertThat(batches.purgeHeldPins(room.batch)).isOne()))
                .isLessThan(A_FEW);
    }

    @Test
    void readsTheResultsOfOneBatchAmongMany() {
        many(room.request("done", room.gids), 8);
        room.add("mine");
        cards();
        assertThat(reads(() -> assertThat(batches.results(room.batch, 0, 500)).hasSize(1)))
                .isLessThan(A_FEW);
    }

    @Test
    void forgetsTheOldIdsAmongMany() {
        room.jdbc
                .sql("INSERT INTO seen SELECT gen_random_uuid(), now() - CASE WHEN n > 3 THEN interval '1 hour'"
                        + " ELSE interval '73 hours' END FROM generate_series(1, ?) n")
                .param(10 * MANY)
                .update();
        assertThat(reads(() -> assertThat(new Seen(room.store).forgetOld()).isEqualTo(3)))
                .isLessThan(A_FEW);
    }

    @Test
    void findsTheLetterOfOneCardAmongMany() {
        many(room.request("done", room.gids), 8);
        cards();
        CardId any = new CardId(room.jdbc
                .sql("SELECT max(card_id) FROM card")
                .query(String.class)
                .single());
        assertThat(reads(() -> assertThat(new Letters(room.store).of(any)).hasSize(1)))
                .isLessThan(A_FEW);
    }
}
