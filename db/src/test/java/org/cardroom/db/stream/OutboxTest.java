package org.cardroom.db.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.cardroom.db.Room;
import org.cardroom.db.Trip;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Room room = new Room();
    private final Outbox outbox = new Outbox(room.store);

    @AfterEach
    void close() {
        room.close();
    }

    private static Outbox.Entry entry(int partition, String key) {
        return Outbox.Entry.of(partition, "instructions.a", key, key.getBytes(UTF_8), null);
    }

    private void published(List<Long> ids) {
        Trip trip = new Trip(room.store);
        outbox.published(ids, trip);
        trip.run();
    }

    @Test
    void numbersEntriesInTheirOrder() {
        List<Outbox.Entry> entries =
                IntStream.range(0, 100).mapToObj(i -> entry(i % 3, "k" + i)).toList();
        List<Outbox.Numbered> added = outbox.add(entries);
        assertThat(added).extracting(Outbox.Numbered::entry).isEqualTo(entries);
        assertThat(added).extracting(Outbox.Numbered::id).isSorted().doesNotHaveDuplicates();
        assertThat(outbox.left(List.of(0, 1, 2))).isEqualTo(added);
    }

    @Test
    void leavesWhatWasNotPublishedToTheNextOwner() {
        List<Outbox.Numbered> added = outbox.add(List.of(entry(0, "a"), entry(1, "b"), entry(0, "c")));
        published(List.of(added.get(0).id()));
        assertThat(outbox.left(List.of(0))).containsExactly(added.get(2));
        assertThat(outbox.left(List.of(1))).containsExactly(added.get(1));
        assertThat(outbox.left(List.of())).isEmpty();
    }

    @Test
    void keepsNothingThatWasPublished() {
        List<Outbox.Numbered> added = outbox.add(List.of(entry(0, "a"), entry(1, "b")));
        published(added.stream().map(Outbox.Numbered::id).toList());
        assertThat(outbox.size()).isZero();
    }

    @Test
    void keepsADeadLetterAsItCame() {
        byte[] bytes = {0, -1, 127, -128};
        Outbox.Entry letter = Outbox.Entry.of(3, "dead-letters", null, bytes, "not JSON");
        outbox.add(List.of(letter, Outbox.Entry.of(3, "dead-letters", null, null, "no value")));
        List<Outbox.Numbered> left = outbox.left(List.of(3));
        assertThat(left.get(0).entry()).isEqualTo(letter);
        assertThat(left.get(0).entry().value()).isEqualTo(bytes);
        assertThat(left.get(1).entry().value()).isNull();
    }

    @Test
    void addsNothingWhenTheTransactionFails() {
        assertThatThrownBy(() -> room.store.inTransaction().executeWithoutResult(status -> {
                    outbox.add(List.of(entry(0, "a")));
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(outbox.size()).isZero();
    }

    @Test
    void addsAndMarksNothingOfNothing() {
        assertThat(outbox.add(List.of())).isEmpty();
        published(List.of());
        assertThat(outbox.size()).isZero();
    }
}
