package org.cardroom.bench.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.command.ShutdownSignal;

/**
 * Starts agents by the launcher script, as users do, with its JVM options and class-data archive.
 * @param script the launcher; it is run without its check whether the build is current
 */
public record AgentLauncher(Path script) {
    private static final String HOME = "cardroom.home";

    /**
     * Returns the launcher script that started this process.
     * @throws EnvironmentException if this process was not started by the launcher script
     */
    public static AgentLauncher ofThisProcess() {
        String home = System.getProperty(HOME);
        if (home == null || !Files.isExecutable(Path.of(home, "cardroom"))) {
            throw new EnvironmentException("the launcher script is unknown: run './cardroom bench agent'");
        }
        return new AgentLauncher(Path.of(home, "cardroom"));
    }

    /**
     * Runs the agent once with {@code --help}, so that files created once, such as the class-data archive, exist.
     * @throws EnvironmentException if this fails
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
