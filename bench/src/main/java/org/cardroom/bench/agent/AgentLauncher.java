package org.cardroom.bench.agent;

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
public record AgentLauncher(Path script) {
    private static final String HOME = "cardroom.home";

    /**
     * Returns the launcher script that started this process.
     *
     * @throws EnvironmentException if this process was not started by the launcher script
     */
    public static AgentLauncher ofThisProcess() {
        String home = System.getProperty(HOME);
        if (home == null || !Files.isExecutable(Path.of(home, "cardroom"))) {
            throw new EnvironmentException("there is no launcher to start an agent by: run './cardroom bench agent'");
        }
        return new AgentLauncher(Path.of(home, "cardroom"));
    }

    /**
     * Has all made that is made once only, so that it is in no figure.
     *
     * @throws EnvironmentException if an agent does not even tell its usage
     */
    void warmUp(ShutdownSignal shutdown) {
        try (AgentProcess usage = startAgent(Map.of(), List.of("--help"), shutdown)) {
            usage.awaitEnd();
        }
    }

    /** Starts {@code cardroom agent} with these environment variables and arguments. */
    AgentProcess startAgent(Map<String, String> environment, List<String> arguments, ShutdownSignal shutdown) {
        List<String> command = new ArrayList<>(List.of(script.toString(), "agent"));
        command.addAll(arguments);
        ProcessBuilder agent = new ProcessBuilder(command);
        agent.environment().putAll(environment);
        agent.environment().put("CARDROOM_BUILT", "true");
        return AgentProcess.start(agent, shutdown);
    }
}
