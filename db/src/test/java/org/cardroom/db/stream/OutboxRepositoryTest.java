package org.cardroom.db.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.cardroom.db.DatabaseFixture;
import org.cardroom.db.StatementBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxRepositoryTest {
    private final DatabaseFixture db = new DatabaseFixture();
    private final OutboxRepository outbox = new OutboxRepository(db.database);

    @AfterEach
    void close() {
        db.close();
    }

    private static OutboxRepository.OutboxEntry entry(int partition, String key) {
        return OutboxRepository.OutboxEntry.of(partition, "instructions.a", key, key.getBytes(UTF_8), null);
    }

    private void published(List<Long> ids) {
        StatementBatch statements = new StatementBatch(db.database);
        outbox.delete(ids, statements);
        statements.execute();
    }

    private List<OutboxRepository.StoredOutboxEntry> append(List<OutboxRepository.OutboxEntry> keys) {
        return db.single(statements -> outbox.append(keys, statements));
    }

    @Test
    void numbersEntriesInTheirOrder() {
        List<OutboxRepository.OutboxEntry> entries =
                IntStream.range(0, 100).mapToObj(i -> entry(i % 3, "k" + i)).toList();
        List<OutboxRepository.StoredOutboxEntry> added = append(entries);
        assertThat(added).extracting(OutboxRepository.StoredOutboxEntry::entry).isEqualTo(entries);
        assertThat(added)
                .extracting(OutboxRepository.StoredOutboxEntry::id)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(outbox.findUnpublished(List.of(0, 1, 2))).isEqualTo(added);
    }

    @Test
    void leavesWhatWasNotPublishedToTheNextOwner() {
        List<OutboxRepository.StoredOutboxEntry> added = append(List.of(entry(0, "a"), entry(1, "b"), entry(0, "c")));
        published(List.of(added.get(0).id()));
        assertThat(outbox.findUnpublished(List.of(0))).containsExactly(added.get(2));
        assertThat(outbox.findUnpublished(List.of(1))).containsExactly(added.get(1));
        assertThat(outbox.findUnpublished(List.of())).isEmpty();
    }

    @Test
    void keepsNothingThatWasPublished() {
        List<OutboxRepository.StoredOutboxEntry> added = append(List.of(entry(0, "a"), entry(1, "b")));
        published(added.stream().map(OutboxRepository.StoredOutboxEntry::id).toList());
        assertThat(outbox.size()).isZero();
    }

    @Test
    void keepsADeadLetterAsItCame() {
        byte[] bytes = {0, -1, 127, -128};
        OutboxRepository.OutboxEntry letter =
                OutboxRepository.OutboxEntry.of(3, "dead-letters", null, bytes, "not JSON");
        append(List.of(letter, OutboxRepository.OutboxEntry.of(3, "dead-letters", null, null, "no value")));
        List<OutboxRepository.StoredOutboxEntry> left = outbox.findUnpublished(List.of(3));
        assertThat(left.get(0).entry()).isEqualTo(letter);
        assertThat(left.get(0).entry().value()).isEqualTo(bytes);
        assertThat(left.get(1).entry().value()).isNull();
    }

    @Test
    void addsNothingWhenTheTransactionFails() {
        assertThatThrownBy(() -> db.database.inTransaction().executeWithoutResult(status -> {
                    append(List.of(entry(0, "a")));
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(outbox.size()).isZero();
    }

    @Test
    void addsAndMarksNothingOfNothing() {
        assertThat(append(List.of())).isEmpty();
        published(List.of());
        assertThat(outbox.size()).isZero();
    }
}
