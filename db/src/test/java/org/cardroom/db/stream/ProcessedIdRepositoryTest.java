package org.cardroom.db.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

    @Test
    void tellsWhatIsNew() {
        assertThat(processedIds.addUnseen(List.of(first))).containsExactly(first);
        assertThat(processedIds.addUnseen(List.of(first, second))).containsExactly(second);
        assertThat(processedIds.addUnseen(List.of(first, second))).isEmpty();
    }

    @Test
    void tellsWhatIsNewOnceWithinAPoll() {
        assertThat(processedIds.addUnseen(List.of(first, first))).containsExactly(first);
    }

    @Test
    void knowsNothingOfNothing() {
        assertThat(processedIds.addUnseen(List.of())).isEmpty();
    }

    @Test
    void forgetsAfterThreeDays() {
        processedIds.addUnseen(List.of(first, second));
        db.jdbc
                .sql("UPDATE processed_event SET at = now() - interval '73 hours' WHERE id = ?")
                .param(first)
                .update();
        processedIds.deleteExpired();
        assertThat(processedIds.addUnseen(List.of(first, second))).containsExactly(first);
    }
}
