package org.cardroom.events.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import org.cardroom.events.kafka.KafkaClients;

/** Something that answers at a port and is no broker: what it says is to a Kafka client the length of 2 GiB. */
public final class NonKafkaServer implements AutoCloseable {
    private static final byte[] ANSWER = {0x7F, -1, -1, -1};

    private final ServerSocket socket;

    /** Answers whoever connects. */
    public NonKafkaServer() throws IOException {
        socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread answering = new Thread(this::answer, "no-broker");
        answering.setDaemon(true);
        answering.start();
    }

    /** It, taken for a broker. */
    public KafkaClients clients() {
        return new KafkaClients("127.0.0.1:" + socket.getLocalPort(), Map.of());
    }

    private void answer() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.getOutputStream().write(ANSWER);
                client.getInputStream().readAllBytes();
            } catch (SocketException e) {
                // One of the two has ended the connection.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
