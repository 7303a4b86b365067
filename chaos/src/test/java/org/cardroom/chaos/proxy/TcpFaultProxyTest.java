package org.cardroom.chaos.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy before a server that says again whatever it hears. */
class TcpFaultProxyTest {
    private final AtomicInteger lost = new AtomicInteger();
    private ServerSocket echo;
    private TcpFaultProxy proxy;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "echo");
        thread.setDaemon(true);
        thread.start();
        proxy = TcpFaultProxy.open("test");
        proxy.setTarget(echo.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    private void serve() {
        try {
            while (true) {
                Socket client = echo.accept();
                Thread thread = new Thread(() -> repeat(client), "echoing");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            lost.addAndGet(0);
        }
    }

    private static void repeat(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Socket client() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    /** What comes back of these words; as much of it as does. */
    private static String said(Socket client, String words) throws IOException {
        try {
            client.getOutputStream().write(words.getBytes(US_ASCII));
            return new String(client.getInputStream().readNBytes(words.length()), US_ASCII);
        } catch (SocketException e) {
            return "";
        }
    }

    @Test
    void passesOnWhatIsSaid() throws IOException {
        try (Socket client = client()) {
            assertThat(said(client, "hello")).isEqualTo("hello");
        }
    }

    @Test
    void passesOnSlowly() throws IOException {
        proxy.slow(this, Duration.ofMillis(1));
        try (Socket client = client()) {
            assertThat(said(client, "hello")).isEqualTo("hello");
        }
    }

    @Test
    void closesWhatIsOpenAndRefusesWhatComesUntilItIsMended() throws IOException {
        try (Socket before = client()) {
            assertThat(said(before, "hello")).isEqualTo("hello");
            proxy.cut(this);
            assertThat(said(before, "hello")).isEmpty();
        }
        try (Socket meanwhile = client()) {
            assertThat(said(meanwhile, "hello")).isEmpty();
        }
        proxy.restore(this);
        try (Socket after = client()) {
            assertThat(said(after, "hello")).isEqualTo("hello");
        }
    }

    @Test
    void staysSlowWhenSomebodyElseMendsHisCut() {
        proxy.cut("an earlier one");
        proxy.slow("a later one", Duration.ofMillis(1));
        proxy.restore("an earlier one");
        assertThat(proxy.delay()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void refusesWhereNoServerIs() throws IOException {
        proxy.setTarget(1);
        try (Socket client = client()) {
            assertThat(said(client, "hello")).isEmpty();
        }
    }

    private DropResponseRule ambush() {
        return new DropResponseRule("begin".getBytes(US_ASCII), "done".getBytes(US_ASCII), lost::incrementAndGet);
    }

    @Test
    void losesTheAnswerAndTheConnection() throws IOException {
        proxy.dropNextResponse(ambush());
        try (Socket client = client()) {
            assertThat(said(client, "begin")).isEqualTo("begin");
            assertThat(said(client, "done")).isEmpty();
            assertThat(lost).hasValue(1);
        }
    }

    @Test
    void losesNoAnswerToAnythingElse() throws IOException {
        proxy.dropNextResponse(ambush());
        try (Socket client = client()) {
            assertThat(said(client, "done")).isEqualTo("done");
            assertThat(lost).hasValue(0);
        }
    }

    @Test
    void losesOneAnswerOnly() throws IOException {
        proxy.dropNextResponse(ambush());
        try (Socket first = client()) {
            said(first, "begin");
            said(first, "done");
        }
        try (Socket second = client()) {
            assertThat(said(second, "begin")).isEqualTo("begin");
            assertThat(said(second, "done")).isEqualTo("done");
        }
    }
}
