package org.cardroom.room.chaos.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cardroom.lab.servers.Broker;

/** A process that is a broker. It says {@code ready} and {@code NAME=PORT} for each of its listeners. */
final class BrokerMain {
    private BrokerMain() {}

    /** The folder of its data, then {@code NAME=PORT} for each listener: the port that its clients are told. */
    public static void main(String[] arguments) throws IOException {
        Map<String, Integer> advertised = new LinkedHashMap<>();
        for (int i = 1; i < arguments.length; i++) {
            String[] listener = arguments[i].split("=", 2);
            advertised.put(listener[0], Integer.valueOf(listener[1]));
        }
        try (Broker broker = Broker.start(Path.of(arguments[0]), advertised)) {
            StringBuilder ports = new StringBuilder("ready");
            broker.ports()
                    .forEach((name, port) ->
                            ports.append(' ').append(name).append('=').append(port));
            Line.say(System.out, ports.toString());
            Leash.follow(line -> {});
        }
        System.exit(0);
    }
}
