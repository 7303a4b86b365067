package org.cardroom.bench.http;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.bench.load.BenchEnvironment;
import org.cardroom.bench.load.SystemUnderTest;
import org.cardroom.demo.local.HttpApiClient;
import org.cardroom.domain.user.UserRole;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.gateway.access.PasswordService;
import org.cardroom.testkit.process.FreePort;
import org.cardroom.testkit.process.ManagedProcess;

/** A gateway started by the launcher script, with two users, since a requester cannot approve. */
record GatewayProcess(ManagedProcess process, URI uri) implements AutoCloseable {
    static final String REQUESTER = "maker";
    static final String APPROVER = "approver";
    static final String PASSWORD = "for a bench only";
    private static final String NAME = "bench-gateway";

    /** Starts a gateway on this system's database, with its files in this folder. */
    static GatewayProcess start(BenchEnvironment bench, SystemUnderTest pipeline, Path launcher, Path folder) {
        Path own = folder.resolve(NAME);
        AgentConfig config = AgentConfig.loadOrCreate(own, bench.processorsFile(), bench.kafka());
        bench.enrolGateway(pipeline.store(), NAME, config.key().publicKey());
        PasswordService passwords = new PasswordService(pipeline.store());
        passwords.saveUser(
                REQUESTER, PASSWORD.toCharArray(), Set.of(UserRole.REQUESTER, UserRole.OPERATOR, UserRole.OFFICER));
        passwords.saveUser(APPROVER, PASSWORD.toCharArray(), Set.of(UserRole.APPROVER));
        int port = freePort();
        ProcessBuilder command = new ProcessBuilder(
                launcher.toString(),
                "gateway",
                "run",
                "--dir=" + own,
                "--processors=" + bench.processorsFile(),
                "--kafka=" + bench.kafka().bootstrap(),
                "--db=" + pipeline.url(),
                "--port=" + port,
                "--rate-limit=0");
        command.environment().putAll(Map.of("CARDROOM_BUILT", "true"));
        return new GatewayProcess(
                ManagedProcess.start(NAME, command, "serves"), URI.create("http://127.0.0.1:" + port));
    }

    private static int freePort() {
        try {
            return FreePort.find(FreePort.ANY);
        } catch (IOException e) {
            throw new EnvironmentException("there is no free port", e);
        }
    }

    HttpApiClient login(String user) {
        return HttpApiClient.login(uri, user, PASSWORD);
    }

    @Override
    public void close() {
        process.close();
    }
}
