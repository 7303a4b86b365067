package org.cardroom.db.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.cardroom.db.Room;
import org.cardroom.events.message.Ids;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeenTest {
    private final Room room = new Room();
    private final Seen seen = new Seen(room.store);
    private final UUID first = Ids.next();
    private final UUID second = Ids.next();

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void tellsWhatIsNew() {
        assertThat(seen.add(List.of(first))).containsExactly(first);
        assertThat(seen.add(List.of(first, second))).containsExactly(second);
        assertThat(seen.add(List.of(first, second))).isEmpty();
    }

    @Test
    void tellsWhatIsNewOnceWithinAPoll() {
        assertThat(seen.add(List.of(first, first))).containsExactly(first);
    }

    @Test
    void knowsNothingOfNothing() {
        assertThat(seen.add(List.of())).isEmpty();
    }

    @Test
    void forgetsAfterThreeDays() {
        seen.add(List.of(first, second));
        room.jdbc
                .sql("UPDATE seen SET at = now() - interval '73 hours' WHERE id = ?")
                .param(first)
                .update();
        seen.forgetOld();
        assertThat(seen.add(List.of(first, second))).containsExactly(first);
    }
}
