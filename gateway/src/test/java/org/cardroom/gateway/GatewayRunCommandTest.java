package org.cardroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cardroom.events.cli.CliRunResult;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.testkit.servers.TestServers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayRunCommandTest {
    private static String url;

    @TempDir
    Path folder;

    @BeforeAll
    static void database() {
        url = GatewayFixture.createDatabase();
    }

    @BeforeEach
    void files() throws IOException {
        ScriptedProcessors.writeKeyFiles(folder);
    }

    private String[] args(String... more) {
        List<String> args = new ArrayList<>(List.of("run", "--db", url, "--dir", folder.toString()));
        args.addAll(
                List.of("--processors", folder.resolve("processors.pub.json").toString()));
        args.addAll(List.of("--kafka", TestServers.shared().bootstrap()));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private static void assertFails(CliRunResult result, String message) {
        assertThat(result.err()).startsWith("cardroom: ").contains(message).hasLineCount(1);
        assertThat(result.code()).isOne();
    }

    @Test
    void servesUntilItIsTerminated() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), GatewayMain.class.getName()));
        command.addAll(List.of(args("--port", "0")));
        Path errors = folder.resolve("errors");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        try (BufferedReader out = process.inputReader()) {
            String uri = out.readLine().replaceAll("agent-1 serves (\\S+); Ctrl-C ends it", "$1");
            assertThat(status(URI.create(uri + "/health"))).isEqualTo(200);
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(errors)).matches("\\S+ INFO  access: GET /health 200 .*\\R");
    }

    private static int status(URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void reportsAPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertFails(CliRunResult.run(GatewayMain::run, args("--port", port)), "port " + port + " is in use");
        }
    }

    @Test
    void listensAtLoopbackOnlyWithoutTls() {
        assertFails(
                CliRunResult.run(GatewayMain::run, args("--bind", "0.0.0.0")),
                "without TLS a gateway listens at a loopback address only");
    }

    @Test
    void reportsAnUnusableTlsKeystore() throws IOException {
        assertFails(
                CliRunResult.run(GatewayMain::run, args("--tls-keystore", "/missing")),
                "cannot read the TLS keystore /missing");
        Path none = Files.writeString(folder.resolve("tls.p12"), "no keystore");
        Path passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n");
        assertFails(
                CliRunResult.run(
                        GatewayMain::run,
                        args("--tls-keystore", none.toString(), "--tls-passphrase-file", passphrase.toString())),
                "cannot listen at 127.0.0.1: ");
    }

    @Test
    void reportsAKeyThatOthersCanRead() throws IOException {
        Files.setPosixFilePermissions(folder.resolve("agent.key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertFails(CliRunResult.run(GatewayMain::run, args()), "others can read " + folder.resolve("agent.key"));
    }

    @Test
    void reportsADirectoryWithoutAGateway() throws IOException {
        Files.delete(folder.resolve("agent.pub.json"));
        assertFails(CliRunResult.run(GatewayMain::run, args()), "no agent is in " + folder);
    }

    @Test
    void reportsAnUnavailableBroker() {
        assertFails(
                CliRunResult.run(
                        GatewayMain::run,
                        "run",
                        "--db",
                        url,
                        "--dir",
                        folder.toString(),
                        "--kafka",
                        "localhost:1",
                        "--processors",
                        folder.resolve("processors.pub.json").toString()),
                "no Kafka broker can be used at localhost:1");
    }
}
