package org.cardroom.lab.servers;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SharedServersTest {

    @Test
    void refuseAnotherKind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedServers.start("cloud"))
                .withMessage("CARDROOM_TEST_SERVERS is embedded, not cloud");
    }
}
