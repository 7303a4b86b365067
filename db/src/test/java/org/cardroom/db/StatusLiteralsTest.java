package org.cardroom.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.request.RequestStatus;
import org.junit.jupiter.api.Test;

class StatusLiteralsTest {
    @Test
    void replacesNamesByNumbers() {
        assertThat(StatusLiterals.expand("status IN ({APPROVED}, {EXECUTING}) AND card.status <> {RETIRED}"))
                .isEqualTo("status IN (3, 18) AND card.status <> 6");
    }

    @Test
    void rejectsUnknownNames() {
        assertThatThrownBy(() -> StatusLiterals.expand("status = {OPEN}")).isInstanceOf(IllegalStateException.class);
    }

    /** One name cannot mean a request's and a card's status. */
    @Test
    void namesAreUnique() {
        assertThat(Stream.of(RequestStatus.values(), CardStatus.values())
                        .flatMap(Stream::of)
                        .map(Enum::name))
                .doesNotHaveDuplicates();
    }
}
