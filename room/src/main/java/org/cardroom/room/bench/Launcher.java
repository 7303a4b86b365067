package org.cardroom.room.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.command.ShutdownSignal;

/**
 * The script that users start an agent by, with its JVM options and its archive of classes.
 *
 * @param script that is run without looking whether all is built
 */
record Launcher(Path script) {
    private static final String HOME = "cardroom.home";

    /** @throws EnvironmentException if this process was not started by it */
    static Launcher ofThisProcess() {
        String home = System.getProperty(HOME);
        if (home == null || !Files.isExecutable(Path.of(home, "cardroom"))) {
            throw new EnvironmentException("there is no launcher to start an agent by: run './cardroom bench agent'");
        }
        return new Launcher(Path.of(home, "cardroom"));
    }

    /**
     * Has all made that is made once only, so that it is in no figure.
     *
     * @throws EnvironmentException if an agent does not even tell its usage
     */
    void prepare(ShutdownSignal shutdown) {
        try (AgentProcess usage = agent(Map.of(), List.of("--help"), shutdown)) {
            usage.awaitEnd();
        }
    }

    /** Starts {@code cardroom agent} with these environment variables and arguments. */
    AgentProcess agent(Map<String, String> environment, List<String> arguments, ShutdownSignal shutdown) {
        List<String> command = new ArrayList<>(List.of(script.toString(), "agent"));
        command.addAll(arguments);
        ProcessBuilder agent = new ProcessBuilder(command).redirectErrorStream(true);
        agent.environment().putAll(environment);
        agent.environment().put("CARDROOM_BUILT", "true");
        try {
            return AgentProcess.start(agent, shutdown);
        } catch (IOException e) {
            throw new EnvironmentException("the agent cannot be started: " + e.getMessage(), e);
        }
    }
}
