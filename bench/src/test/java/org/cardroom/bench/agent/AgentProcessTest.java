package org.cardroom.bench.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.command.ShutdownSignal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentProcessTest {
    private final ShutdownSignal shutdown = ShutdownSignal.install();

    @AfterEach
    void end() {
        shutdown.close();
    }

    private AgentProcess saying(String script) {
        return AgentProcess.start(new ProcessBuilder("sh", "-c", script), shutdown);
    }

    @Test
    void waitsForEverySlot() {
        try (AgentProcess agent = saying("echo 'a  insert'; echo '2 readers'; echo 'b  insert'; exec cat")) {
            AgentProcess.StateTimes shown = agent.await(2, "insert");
            assertThat(shown.last()).isGreaterThanOrEqualTo(shown.first());
        }
    }

    @Test
    void saysWhichSlotDoesNotWork() {
        try (AgentProcess agent = saying("echo 'a  remove failed: no request'; exec cat")) {
            assertThatThrownBy(() -> agent.await(1, "remove issued"))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("a  remove failed: no request");
        }
    }

    @Test
    void saysWhyAnAgentEnded() {
        try (AgentProcess agent = saying("echo 'no such broker' >&2; exit 1")) {
            assertThatThrownBy(() -> agent.await(1, "insert"))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessage("the agent ended: no such broker");
        }
    }

    @Test
    void endsTheAgentWhenItIsInterrupted() {
        try (AgentProcess agent = saying("echo 'a  insert'; exec cat")) {
            agent.await(1, "insert");
            shutdown.trigger();
            assertThatThrownBy(() -> agent.await(1, "insert")).hasMessage("interrupted");
        }
    }
}
