package org.cardroom.demo.room;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.cardroom.db.Database;
import org.cardroom.db.DatabaseRole;
import org.cardroom.db.http.DailyHttpBatch;
import org.cardroom.demo.local.DemoDirectory;
import org.cardroom.demo.local.LocalSystem;
import org.cardroom.domain.user.UserRole;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.gateway.GatewayServer;
import org.cardroom.gateway.GatewaySettings;
import org.cardroom.gateway.access.AccessSettings;
import org.cardroom.gateway.processorclient.KafkaCardSecretClient;
import org.cardroom.ingest.template.TemplateLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A local system and a gateway. */
record LocalSystemWithApi(LocalSystem system, InstructionClient client, GatewayServer gateway)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalSystemWithApi.class);
    private static final Clock CLOCK = Clock.systemUTC();

    /**
     * Starts both, with the data that an earlier start left in the directory.
     * @param port of the loopback address; 0 for any free one
     * @param perMinute secrets that a caller may request per minute; 0 for no limit
     * @throws EnvironmentException if a component cannot be started
     */
    static LocalSystemWithApi start(Path out, int port, int perMinute) {
        LocalSystem system = LocalSystem.start(out, "room", new DemoDirectory(out)::loadOrCreatePassphrase);
        try {
            InstructionClient client = InstructionClient.connect(
                    system.kafka(),
                    system.enrolGateway("gateway"),
                    CLOCK,
                    InstructionEnvelope.MAX_LIFETIME,
                    LocalSystemWithApi::logNotice);
            try {
                return new LocalSystemWithApi(system, client, gateway(system, client, port, perMinute));
            } catch (RuntimeException e) {
                client.close();
                throw e;
            }
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }

    private static GatewayServer gateway(LocalSystem system, InstructionClient client, int port, int perMinute) {
        AccessSettings access = new AccessSettings(null, perMinute, true);
        GatewaySettings settings =
                new GatewaySettings("gateway", InetAddress.getLoopbackAddress(), port, Optional.empty(), access);
        return GatewayServer.start(
                settings, system.database(DatabaseRole.GATEWAY), new KafkaCardSecretClient(client), CLOCK);
    }

    private static void logNotice(EnrolmentNotice notice) {
        LOG.error("no processor answers the gateway: {}", notice.reason());
    }

    /**
     * Creates the sample users, the sample templates, and the request and card of the worked example.
     * @param password of the users; null for a random one
     * @return the random password, if new users got it
     */
    Optional<String> loadSampleData(@Nullable String password) {
        Database database = system.database(DatabaseRole.GATEWAY);
        SampleUsers users = new SampleUsers(database);
        Optional<String> drawn = users.createIfMissing(password);
        TemplateLoader.loadSamples(system.database(DatabaseRole.INGEST));
        SampleData.load(database, new DailyHttpBatch(database, CLOCK), users.user(UserRole.REQUESTER));
        return drawn;
    }

    /** Returns the root of the HTTP API. */
    URI uri() {
        return gateway.uri();
    }

    @Override
    public void close() {
        try (system;
                client) {
            gateway.close();
        }
    }
}
