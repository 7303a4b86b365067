package org.cardroom.room.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.domain.user.UserRole;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.gateway.access.PasswordService;
import org.cardroom.room.hall.Api;

/** A gateway as users start it, and two users of it: whoever requests cannot approve. */
final class GatewayPart implements AutoCloseable {
    static final String MAKER = "maker";
    static final String APPROVER = "approver";
    static final String PASSWORD = "for a bench only";
    private static final String NAME = "bench-gateway";

    private final Part part;
    private final URI uri;

    private GatewayPart(Part part, URI uri) {
        this.part = part;
        this.uri = uri;
    }

    /** Starts it over this contestant's database; its files go into this folder. */
    static GatewayPart start(Site site, Contestant pipeline, Path launcher, Path folder) {
        Path own = folder.resolve(NAME);
        AgentConfig config = AgentConfig.loadOrCreate(own, site.processorsFile(), site.kafka());
        site.enrolGateway(pipeline.store(), NAME, config.key().publicKey());
        PasswordService passwords = new PasswordService(pipeline.store());
        passwords.saveUser(MAKER, PASSWORD.toCharArray(), Set.of(UserRole.REQUESTER, UserRole.OPERATOR, UserRole.OFFICER));
        passwords.saveUser(APPROVER, PASSWORD.toCharArray(), Set.of(UserRole.APPROVER));
        int port = freePort();
        ProcessBuilder command = new ProcessBuilder(
                launcher.toString(),
                "gateway",
                "run",
                "--dir=" + own,
                "--processors=" + site.processorsFile(),
                "--kafka=" + site.kafka().bootstrap(),
                "--db=" + pipeline.url(),
                "--port=" + port,
                "--rate-limit=0");
        command.environment().putAll(Map.of("CARDROOM_BUILT", "true"));
        return new GatewayPart(Part.start(NAME, command, "serves"), URI.create("http://127.0.0.1:" + port));
    }

    private static int freePort() {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new EnvironmentException("there is no free port", e);
        }
    }

    Api as(String user) {
        return Api.login(uri, user, PASSWORD);
    }

    @Override
    public void close() {
        part.close();
    }
}
