package org.cardroom.chaos.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cardroom.testkit.process.StdinLifeline;
import org.cardroom.testkit.servers.EmbeddedKafka;

/** Main class of the broker process. It prints {@code ready} and {@code NAME=PORT} for each listener. */
final class BrokerMain {
    private BrokerMain() {}

    /** Arguments: the data folder, then {@code NAME=PORT} for each listener with its advertised port. */
    public static void main(String[] arguments) throws IOException {
        Map<String, Integer> advertised = new LinkedHashMap<>();
        for (int i = 1; i < arguments.length; i++) {
            String[] listener = arguments[i].split("=", 2);
            advertised.put(listener[0], Integer.valueOf(listener[1]));
        }
        try (EmbeddedKafka broker = EmbeddedKafka.start(Path.of(arguments[0]), advertised)) {
            StringBuilder ports = new StringBuilder("ready");
            broker.listenerPorts()
                    .forEach((name, port) ->
                            ports.append(' ').append(name).append('=').append(port));
            ProcessMessage.print(System.out, ports.toString());
            StdinLifeline.readUntilClosed(line -> {});
        }
        System.exit(0);
    }
}
