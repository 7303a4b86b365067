package org.cardroom.db.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cardroom.db.DatabaseFixture;
import org.cardroom.db.http.HttpRequest.DataItem;
import org.cardroom.db.http.HttpRequestRepository.Originator;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository.ClaimCriteria;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.secret.KeyAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpRequestRepositoryTest {
    private static final Originator ADA = new Originator(UuidGenerator.next(), "ada");

    private final DatabaseFixture db = new DatabaseFixture();
    private final HttpRequestRepository requests = new HttpRequestRepository(db.database);

    @AfterEach
    void close() {
        db.close();
    }

    private DailyHttpBatch day(String day) {
        return new DailyHttpBatch(db.database, Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC));
    }

    private UUID add(RequestStatus status, Originator by) {
        UUID id = UuidGenerator.next();
        List<DataItem> data = List.of(new DataItem("Reason", "VPN \"now\""));
        requests.add(
                new HttpRequestRepository.NewHttpRequest(id, status, "Enroll", "please", data, by, by.id(), db.gids, 7),
                day("2026-01-31"));
        return id;
    }

    @Test
    void comesBackAsItWasAdded() {
        HttpRequest found = requests.find(add(RequestStatus.PENDING, ADA)).orElseThrow();
        assertThat(found.status()).isEqualTo(RequestStatus.PENDING);
        assertThat(found.data()).containsExactly(new DataItem("Reason", "VPN \"now\""));
        assertThat(found)
                .extracting(HttpRequest::comment, HttpRequest::originator, HttpRequest::target, HttpRequest::priority)
                .containsExactly("please", ADA.id(), ADA.id(), 7);
        assertThat(found).extracting(HttpRequest::card, HttpRequest::completed).containsOnlyNulls();
    }

    @Test
    void showsWhatCameWithAManifestToo() {
        HttpRequest found = requests.find(db.addRequest("r-1").id()).orElseThrow();
        assertThat(found.originator()).isNull();
        assertThat(found.data()).isEmpty();
        assertThat(requests.findNewest(null, null, null, 10)).isEmpty();
    }

    @Test
    void listsTheNewestFirst() {
        UUID first = add(RequestStatus.PENDING, ADA);
        UUID second = add(RequestStatus.APPROVED, ADA);
        UUID others = add(RequestStatus.APPROVED, new Originator(UuidGenerator.next(), "bruno"));
        assertThat(requests.findNewest(null, null, null, 2))
                .extracting(HttpRequest::id)
                .containsExactly(others, second);
        assertThat(requests.findNewest(RequestStatus.PENDING, null, null, 9))
                .extracting(HttpRequest::id)
                .containsExactly(first);
        assertThat(requests.findNewest(null, ADA.id(), null, 9))
                .extracting(HttpRequest::id)
                .containsExactly(second, first);
        assertThat(requests.findNewest(null, null, ADA.id(), 9))
                .extracting(HttpRequest::id)
                .containsExactly(second, first);
    }

    @Test
    void isDecidedOnce() {
        UUID id = add(RequestStatus.PENDING, ADA);
        UUID by = UuidGenerator.next();
        assertThat(requests.transition(id, RequestStatus.PENDING, RequestStatus.DENIED, by, "no budget"))
                .isTrue();
        assertThat(requests.transition(id, RequestStatus.PENDING, RequestStatus.APPROVED, by, null))
                .isFalse();
        HttpRequest denied = requests.find(id).orElseThrow();
        assertThat(denied.status()).isEqualTo(RequestStatus.DENIED);
        assertThat(denied.completed()).isNotNull();
        assertThat(db.single(statements -> new IssuanceRequestRepository(db.database).lock(List.of(id), statements))
                        .get(id)
                        .reason())
                .isEqualTo("no budget");
    }

    @Test
    void doesNotBecomeWhatMayNotFollow() {
        UUID id = add(RequestStatus.PENDING, ADA);
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> requests.transition(id, RequestStatus.DENIED, RequestStatus.APPROVED, ADA.id(), null));
    }

    @Test
    void isClaimedByAgentsOnlyOnceItIsApproved() {
        IssuanceRequestRepository claims = new IssuanceRequestRepository(db.database);
        ClaimCriteria criteria = new ClaimCriteria(CardKind.GIDS, KeyAlgorithm.TDES, Set.of());
        UUID id = add(RequestStatus.PENDING, ADA);
        assertThat(claims.claimAny(criteria, 1, Set.of())).isEmpty();
        requests.transition(id, RequestStatus.PENDING, RequestStatus.APPROVED, UuidGenerator.next(), null);
        assertThat(claims.claimAny(criteria, 1, Set.of())).hasSize(1);
    }

    @Test
    void belongsToABatchOfItsDay() {
        UUID today = db.database.inTransaction().execute(s -> day("2026-01-31").openToday());
        assertThat(db.database.inTransaction().<UUID>execute(s -> day("2026-01-31")
                        .openToday()))
                .isEqualTo(today);
        assertThat(imported(today)).isFalse();
        UUID tomorrow =
                db.database.inTransaction().execute(s -> day("2026-02-01").openToday());
        assertThat(imported(today)).isTrue();
        assertThat(imported(tomorrow)).isFalse();
        assertThat(imported(db.batch)).isFalse();
    }

    private boolean imported(UUID batch) {
        return db.jdbc
                .sql("SELECT imported IS NOT NULL FROM batch WHERE id = ?")
                .param(batch)
                .query(Boolean.class)
                .single();
    }
}
