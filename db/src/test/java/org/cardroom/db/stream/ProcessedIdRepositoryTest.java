package org.cardroom.db.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cardroom.db.DatabaseFixture;
import org.cardroom.events.codec.UuidGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessedIdRepositoryTest {
    private final DatabaseFixture db = new DatabaseFixture();
    private final ProcessedIdRepository processedIds = new ProcessedIdRepository(db.database);
    private final UUID first = UuidGenerator.next();
    private final UUID second = UuidGenerator.next();

    @AfterEach
    void close() {
        db.close();
    }

    private Set<UUID> addUnseen(Collection<UUID> keys) {
        return db.single(statements -> processedIds.addUnseen(keys, statements));
    }

    @Test
    void tellsWhatIsNew() {
        assertThat(addUnseen(List.of(first))).containsExactly(first);
        assertThat(addUnseen(List.of(first, second))).containsExactly(second);
        assertThat(addUnseen(List.of(first, second))).isEmpty();
    }

    @Test
    void tellsWhatIsNewOnceWithinAPoll() {
        assertThat(addUnseen(List.of(first, first))).containsExactly(first);
    }

    @Test
    void knowsNothingOfNothing() {
        assertThat(addUnseen(List.of())).isEmpty();
    }

    @Test
    void forgetsAfterThreeDays() {
        addUnseen(List.of(first, second));
        db.jdbc
                .sql("UPDATE processed_event SET at = now() - interval '73 hours' WHERE id = ?")
                .param(first)
                .update();
        processedIds.deleteExpired();
        assertThat(addUnseen(List.of(first, second))).containsExactly(first);
    }
}
