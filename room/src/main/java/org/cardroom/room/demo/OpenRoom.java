package org.cardroom.room.demo;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.cardroom.db.http.DailyHttpBatch;
import org.cardroom.domain.user.UserRole;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.gateway.GatewayServer;
import org.cardroom.gateway.GatewaySettings;
import org.cardroom.gateway.access.AccessSettings;
import org.cardroom.gateway.processorclient.KafkaCardSecretClient;
import org.cardroom.room.hall.Room;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A room with the HTTP API. Whoever opens it closes it. */
final class OpenRoom implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenRoom.class);
    private static final Clock CLOCK = Clock.systemUTC();

    private final Room room;
    private final InstructionClient client;
    private final GatewayServer gateway;

    private OpenRoom(Room room, InstructionClient client, GatewayServer gateway) {
        this.room = room;
        this.client = client;
        this.gateway = gateway;
    }

    /**
     * Opens it, with what an earlier start left in the folder.
     *
     * @param port of the loopback address; 0 for any that is free
     * @param perMinute how many secrets a caller may ask for in a minute; 0 for any number
     * @throws EnvironmentException if a part cannot be started there
     */
    static OpenRoom open(Path out, int port, int perMinute) {
        Room room = Room.open(out, "room", new DemoFolder(out)::passphrase);
        try {
            InstructionClient client = InstructionClient.connect(room.kafka(), room.gateway("gateway"), CLOCK, InstructionEnvelope.MAX_LIFETIME, OpenRoom::dismissed);
            try {
                return new OpenRoom(room, client, gateway(room, client, port, perMinute));
            } catch (RuntimeException e) {
                client.close();
                throw e;
            }
        } catch (RuntimeException e) {
            room.close();
            throw e;
        }
    }

    private static GatewayServer gateway(Room room, InstructionClient client, int port, int perMinute) {
        AccessSettings access = new AccessSettings(null, "cardroom", perMinute);
        GatewaySettings settings =
                new GatewaySettings("gateway", InetAddress.getLoopbackAddress(), port, Optional.empty(), access, true);
        return GatewayServer.start(settings, room.store(), new KafkaCardSecretClient(client), CLOCK);
    }

    private static void dismissed(EnrolmentNotice notice) {
        LOG.error("no processor answers the gateway: {}", notice.reason());
    }

    /**
     * Makes the sample's users, its templates, and the request and card of the worked example.
     *
     * @param password of the users; absent to draw one
     * @return the password that was drawn, where new users needed one
     */
    Optional<String> addSample(@Nullable String password) {
        SampleUsers users = new SampleUsers(room.store());
        Optional<String> drawn = users.make(password);
        SampleData.load(room.store(), new DailyHttpBatch(room.store(), CLOCK), users.user(UserRole.REQUESTER));
        return drawn;
    }

    /** Where its API is. */
    URI uri() {
        return gateway.uri();
    }

    Room room() {
        return room;
    }

    @Override
    public void close() {
        try (room;
                client) {
            gateway.close();
        }
    }
}
