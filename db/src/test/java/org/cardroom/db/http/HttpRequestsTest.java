package org.cardroom.db.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cardroom.db.Room;
import org.cardroom.db.http.HttpRequest.Item;
import org.cardroom.db.http.HttpRequests.Originator;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.issuing.Requests;
import org.cardroom.db.issuing.Requests.Wanted;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.Ids;
import org.cardroom.events.secret.KeyAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpRequestsTest {
    private static final Originator ADA = new Originator(Ids.next(), "ada");

    private final Room room = new Room();
    private final HttpRequests requests = new HttpRequests(room.store);

    @AfterEach
    void close() {
        room.close();
    }

    private DayBatch day(String day) {
        return new DayBatch(room.store, Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC));
    }

    private UUID add(RequestStatus status, Originator by) {
        UUID id = Ids.next();
        List<Item> data = List.of(new Item("Reason", "VPN \"now\""));
        requests.add(
                new HttpRequests.New(id, status, "Enroll", "please", data, by, by.id(), room.gids, 7),
                day("2026-01-31"));
        return id;
    }

    @Test
    void comesBackAsItWasAdded() {
        HttpRequest found = requests.find(add(RequestStatus.PENDING, ADA)).orElseThrow();
        assertThat(found.status()).isEqualTo(RequestStatus.PENDING);
        assertThat(found.data()).containsExactly(new Item("Reason", "VPN \"now\""));
        assertThat(found)
                .extracting(HttpRequest::comment, HttpRequest::originator, HttpRequest::target, HttpRequest::priority)
                .containsExactly("please", ADA.id(), ADA.id(), 7);
        assertThat(found).extracting(HttpRequest::card, HttpRequest::completed).containsOnlyNulls();
    }

    @Test
    void showsWhatCameWithAManifestToo() {
        HttpRequest found = requests.find(room.add("r-1").id()).orElseThrow();
        assertThat(found.originator()).isNull();
        assertThat(found.data()).isEmpty();
        assertThat(requests.newest(null, null, 10)).isEmpty();
    }

    @Test
    void listsTheNewestFirst() {
        UUID first = add(RequestStatus.PENDING, ADA);
        UUID second = add(RequestStatus.APPROVED, ADA);
        UUID others = add(RequestStatus.APPROVED, new Originator(Ids.next(), "bruno"));
        assertThat(requests.newest(null, null, 2)).extracting(HttpRequest::id).containsExactly(others, second);
        assertThat(requests.newest(RequestStatus.PENDING, null, 9))
                .extracting(HttpRequest::id)
                .containsExactly(first);
        assertThat(requests.newest(null, ADA.id(), 9))
                .extracting(HttpRequest::id)
                .containsExactly(second, first);
    }

    @Test
    void isDecidedOnce() {
        UUID id = add(RequestStatus.PENDING, ADA);
        UUID by = Ids.next();
        assertThat(requests.decide(id, RequestStatus.PENDING, RequestStatus.DENIED, by, "no budget"))
                .isTrue();
        assertThat(requests.decide(id, RequestStatus.PENDING, RequestStatus.APPROVED, by, null))
                .isFalse();
        HttpRequest denied = requests.find(id).orElseThrow();
        assertThat(denied.status()).isEqualTo(RequestStatus.DENIED);
        assertThat(denied.completed()).isNotNull();
        assertThat(new Requests(room.store).lock(List.of(id)).get(id).reason()).isEqualTo("no budget");
    }

    @Test
    void doesNotBecomeWhatMayNotFollow() {
        UUID id = add(RequestStatus.PENDING, ADA);
        assertThatIllegalStateException()
                .isThrownBy(() -> requests.decide(id, RequestStatus.DENIED, RequestStatus.APPROVED, ADA.id(), null));
    }

    @Test
    void isClaimedByAgentsOnlyOnceItIsApproved() {
        Requests claims = new Requests(room.store);
        Wanted wanted = new Wanted(CardKind.GIDS, KeyAlgorithm.TDES, Set.of());
        UUID id = add(RequestStatus.PENDING, ADA);
        assertThat(claims.claimAny(wanted, 1, Set.of())).isEmpty();
        requests.decide(id, RequestStatus.PENDING, RequestStatus.APPROVED, Ids.next(), null);
        assertThat(claims.claimAny(wanted, 1, Set.of())).hasSize(1);
    }

    @Test
    void belongsToABatchOfItsDay() {
        UUID today = room.store.inTransaction().execute(s -> day("2026-01-31").open());
        assertThat(room.store.inTransaction().<UUID>execute(s -> day("2026-01-31")
                        .open()))
                .isEqualTo(today);
        assertThat(imported(today)).isFalse();
        UUID tomorrow =
                room.store.inTransaction().execute(s -> day("2026-02-01").open());
        assertThat(imported(today)).isTrue();
        assertThat(imported(tomorrow)).isFalse();
        assertThat(imported(room.batch)).isFalse();
    }

    private boolean imported(UUID batch) {
        return room.jdbc
                .sql("SELECT imported IS NOT NULL FROM batch WHERE id = ?")
                .param(batch)
                .query(Boolean.class)
                .single();
    }
}
