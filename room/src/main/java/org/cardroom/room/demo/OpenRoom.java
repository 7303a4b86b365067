package org.cardroom.room.demo;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.cardroom.db.http.DayBatch;
import org.cardroom.db.http.Role;
import org.cardroom.events.command.CannotRun;
import org.cardroom.events.link.Link;
import org.cardroom.events.message.Envelope;
import org.cardroom.events.message.Notice;
import org.cardroom.ingest.gateway.Gateway;
import org.cardroom.ingest.gateway.GatewaySettings;
import org.cardroom.ingest.gateway.access.AccessSettings;
import org.cardroom.ingest.gateway.asking.LinkedProcessors;
import org.cardroom.room.hall.Room;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A room with the HTTP API. Whoever opens it closes it. */
final class OpenRoom implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenRoom.class);
    private static final Clock CLOCK = Clock.systemUTC();

    private final Room room;
    private final Link link;
    private final Gateway gateway;

    private OpenRoom(Room room, Link link, Gateway gateway) {
        this.room = room;
        this.link = link;
        this.gateway = gateway;
    }

    /**
     * Opens it, with what an earlier start left in the folder.
     *
     * @param port of the loopback address; 0 for any that is free
     * @param perMinute how many secrets a caller may ask for in a minute; 0 for any number
     * @throws CannotRun if a part cannot be started there
     */
    static OpenRoom open(Path out, int port, int perMinute) {
        Room room = Room.open(out, "room", new DemoFolder(out)::passphrase);
        try {
            Link link = Link.over(room.kafka(), room.gateway("gateway"), CLOCK, Envelope.LIFETIME, OpenRoom::dismissed);
            try {
                return new OpenRoom(room, link, gateway(room, link, port, perMinute));
            } catch (RuntimeException e) {
                link.close();
                throw e;
            }
        } catch (RuntimeException e) {
            room.close();
            throw e;
        }
    }

    private static Gateway gateway(Room room, Link link, int port, int perMinute) {
        AccessSettings access = new AccessSettings(null, "cardroom", perMinute);
        GatewaySettings settings =
                new GatewaySettings("gateway", InetAddress.getLoopbackAddress(), port, Optional.empty(), access, true);
        return Gateway.start(settings, room.store(), new LinkedProcessors(link), CLOCK);
    }

    private static void dismissed(Notice why) {
        LOG.error("no processor answers the gateway: {}", why.reason());
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
        SampleData.load(room.store(), new DayBatch(room.store(), CLOCK), users.user(Role.REQUESTER));
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
                link) {
            gateway.close();
        }
    }
}
