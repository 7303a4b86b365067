package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.cardroom.db.DatabaseFixture;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.StatusLiterals;
import org.cardroom.db.stream.ProcessedIdRepository;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.secret.KeyAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked reads the rows that it is about, and not all those that were written before. */
@Tag("long")
class LargeTableQueryTest {
    private static final int MANY = 3_000;
    /** With what an index is asked for besides. */
    private static final long A_FEW = 20;

    private final DatabaseFixture db = new DatabaseFixture();
    private final IssuanceRequestRepository requests = new IssuanceRequestRepository(db.database);
    private final BlankCardRequestRepository blankRequests = new BlankCardRequestRepository(db.database);
    private final BatchRepository batches = new BatchRepository(db.database);

    @AfterEach
    void close() {
        db.close();
    }

    /** Many requests like this one, in a batch of their own. */
    private void many(IssuanceRequestRepository.NewRequest like, int status) {
        UUID batch = UuidGenerator.next();
        batches.create(batch, "many");
        db.addRequest(like);
        db.jdbc
                .sql(
                        "INSERT INTO request (id, external_id, batch, line, person, display_name, template, kind, algorithm,"
                                + " named_card, station, initialise, status)"
                                + " SELECT gen_random_uuid(), external_id || n, ?, n, person, person, template, kind, algorithm,"
                                + " CASE WHEN named_card IS NOT NULL THEN upper(md5(n::text)) END, station, initialise, ?"
                                + " FROM request, generate_series(1, ?) n WHERE id = ?")
                .params(batch, status, MANY, like.id())
                .update();
        db.jdbc.sql("DELETE FROM request WHERE id = ?").param(like.id()).update();
    }

    /** An issued card with its letter for each request. */
    private void cards() {
        db.jdbc
                .sql(StatusLiterals.expand("INSERT INTO card (id, card_id, kind, status, provisioning_state, request,"
                        + " template, confirmed_version, confirmed_issuance, held_pin) SELECT gen_random_uuid(), upper(md5(id::text)), kind, {ACTIVE},"
                        + " 'ISSUED', id, template, 1, 1, 'sealed' FROM request"))
                .update();
        db.jdbc
                .sql("UPDATE request SET card = card.id FROM card WHERE card.request = request.id")
                .update();
        db.jdbc
                .sql("INSERT INTO pin_letter SELECT request, id, 'sealed', now() FROM card")
                .update();
    }

    /** How many rows of all tables were read for it. */
    private long reads(Runnable question) {
        db.jdbc.sql("ANALYZE").update();
        return readsUnlooked(question);
    }

    /** The same, by plans that were made before. */
    private long readsUnlooked(Runnable question) {
        Long read = db.database.inTransaction().execute(status -> {
            long before = read();
            question.run();
            return read() - before;
        });
        return read;
    }

    private long read() {
        return db.jdbc
                .sql("SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables")
                .query(Long.class)
                .single();
    }

    private void claims(CardKind kind, KeyAlgorithm algorithm, String person) {
        IssuanceRequestRepository.ClaimCriteria criteria =
                new IssuanceRequestRepository.ClaimCriteria(kind, algorithm, Set.of("desk 1"));
        assertThat(requests.claimAny(criteria, 1, Set.of()))
                .extracting(IssuanceRequest::person)
                .containsExactly(person);
    }

    /** All that a poll asks with an insertion, and one that writes a request. */
    private void poll() {
        CardId card = DatabaseFixture.cardId(1);
        StatementBatch statements = new StatementBatch(db.database);
        new CardRepository(db.database).lock(List.of(card), statements);
        requests.lockByCards(List.of(card), statements);
        requests.claimNamed(List.of(card), statements);
        statements.execute();
        db.update(batch -> requests.save(
                requests.claimAny(
                        new IssuanceRequestRepository.ClaimCriteria(CardKind.GIDS, KeyAlgorithm.TDES, Set.of()),
                        1,
                        Set.of()),
                batch));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8})
    void readsNoWholeTableThatWasEmptyWhenItWasPlannedFor(int status) {
        db.addRequest("first");
        IntStream.range(0, 20).forEach(i -> readsUnlooked(this::poll));
        many(db.newRequest("many", db.gids), status);
        cards();
        assertThat(readsUnlooked(this::poll)).isLessThan(A_FEW);
    }

    @Test
    void claimsBehindManyThatAreForAnotherStation() {
        many(DatabaseFixture.withStation(db.newRequest("there", db.gids), "desk 2", 0), 3);
        db.addRequest("here");
        assertThat(reads(() -> claims(CardKind.GIDS, KeyAlgorithm.TDES, "here")))
                .isLessThan(A_FEW);
    }

    @Test
    void claimsBehindManyOfAnotherAlgorithm() {
        many(db.newRequest("other", db.piv192), 3);
        db.addRequest(db.newRequest("mine", db.piv256));
        assertThat(reads(() -> claims(CardKind.PIV, KeyAlgorithm.AES_256, "mine")))
                .isLessThan(A_FEW);
    }

    @Test
    void claimsForABlankCardBehindManyThatTakeNone() {
        many(db.newRequest("initialised", db.gids), 3);
        assertThat(reads(() -> assertThat(blankRequests.claimFresh(Set.of("desk 1"), 1, Set.of()))
                        .isEmpty()))
                .isLessThan(A_FEW);
    }

    @Test
    void knowsThatNoneIsNamedAmongManyOfAnotherKind() {
        many(DatabaseFixture.withNamedCard(db.newRequest("named", db.piv192), DatabaseFixture.cardId(1)), 3);
        assertThat(reads(() ->
                        assertThat(requests.hasOpenNamedRequests(CardKind.GIDS)).isFalse()))
                .isLessThan(A_FEW);
    }

    @Test
    void deletesTheHeldPinsOfOneBatchAmongMany() {
        many(db.newRequest("done", db.gids), 8);
        db.addRequest("mine");
        cards();
        assertThat(reads(() -> assertThat(batches.deleteHeldPins(db.batch)).isOne()))
                .isLessThan(A_FEW);
    }

    @Test
    void readsTheResultsOfOneBatchAmongMany() {
        many(db.newRequest("done", db.gids), 8);
        db.addRequest("mine");
        cards();
        assertThat(reads(() -> assertThat(batches.findResults(db.batch, 0, 500)).hasSize(1)))
                .isLessThan(A_FEW);
    }

    @Test
    void forgetsTheOldIdsAmongMany() {
        db.jdbc
                .sql(
                        "INSERT INTO processed_event SELECT gen_random_uuid(), now() - CASE WHEN n > 3 THEN interval '1 hour'"
                                + " ELSE interval '73 hours' END FROM generate_series(1, ?) n")
                .param(10 * MANY)
                .update();
        assertThat(reads(() -> assertThat(new ProcessedIdRepository(db.database).deleteExpired())
                        .isEqualTo(3)))
                .isLessThan(A_FEW);
    }

    @Test
    void findsTheLetterOfOneCardAmongMany() {
        many(db.newRequest("done", db.gids), 8);
        cards();
        CardId any = new CardId(
                db.jdbc.sql("SELECT max(card_id) FROM card").query(String.class).single());
        assertThat(reads(() -> assertThat(new PinLetterRepository(db.database).findByCard(any))
                        .hasSize(1)))
                .isLessThan(A_FEW);
    }
}
