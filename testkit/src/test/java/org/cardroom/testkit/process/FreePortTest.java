package org.cardroom.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTest {

    @Test
    void drawsFromBelowThePortsThatTheSystemHandsOut() throws IOException {
        assertThat(FreePort.find(FreePort.ANY)).isBetween(20_000, 31_999);
    }

    @Test
    void refusesATakenPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> FreePort.find(taken.getLocalPort()))
                    .isInstanceOf(BindException.class)
                    .hasMessage("port " + taken.getLocalPort() + " of 127.0.0.1 is in use");
        }
    }
}
