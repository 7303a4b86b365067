package org.cardroom.testkit.servers;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

class SharedServersTest {

    @Test
    void sayThatThereIsNoDocker() {
        assumeFalse(DockerClientFactory.instance().isDockerAvailable());

        assertThatIllegalStateException()
                .isThrownBy(() -> SharedServers.start("containers"))
                .withMessage("CARDROOM_TEST_SERVERS=containers, but no Docker engine answers here");
    }

    @Test
    void refuseAnotherKind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedServers.start("cloud"))
                .withMessage("CARDROOM_TEST_SERVERS is embedded or containers, not cloud");
    }
}
