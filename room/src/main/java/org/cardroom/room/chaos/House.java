package org.cardroom.room.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.room.chaos.parts.Jvm;
import org.cardroom.room.chaos.parts.Part;
import org.cardroom.room.chaos.proxy.Proxy;

/**
 * All parts of the room, and the proxies between them: every part has its own way to the broker, every processor its own
 * to the database. Nobody disturbs the auditor's ways.
 */
final class House implements AutoCloseable {
    static final List<String> PROCESSORS = List.of("processor-1", "processor-2");
    static final List<String> AGENTS = List.of("agent-1", "agent-2");
    private static final String AUDITOR = "auditor";
    private static final int START_SECONDS = 120;

    private final ChaosFolder folder;
    private final Part.Listener listener;
    private final Map<String, Proxy> toBroker = new LinkedHashMap<>();
    private final Map<String, Proxy> toDatabase = new LinkedHashMap<>();
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final CountDownLatch servers = new CountDownLatch(2);

    private House(ChaosFolder folder, Part.Listener listener) {
        this.folder = folder;
        this.listener = listener;
    }

    /** Starts the servers; they are ready when this returns. */
    static House open(ChaosFolder folder, Part.Listener listener) {
        House house = new House(folder, listener);
        try {
            house.proxies();
            house.servers();
            if (!house.servers.await(START_SECONDS, TimeUnit.SECONDS)) {
                throw new EnvironmentException("the servers do not start: see " + folder.logs());
            }
            return house;
        } catch (IOException e) {
            house.close();
            throw new EnvironmentException("no proxy can be opened: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            house.close();
            throw new EnvironmentException("interrupted", e);
        } catch (RuntimeException e) {
            house.close();
            throw e;
        }
    }

    private void proxies() throws IOException {
        List<String> clients = new ArrayList<>(List.of(AUDITOR));
        clients.addAll(PROCESSORS);
        for (String client : clients) {
            toDatabase.put(client, Proxy.open(client + "-database"));
        }
        clients.addAll(AGENTS);
        for (String client : clients) {
            toBroker.put(client, Proxy.open(client + "-broker"));
        }
    }

    private void servers() {
        List<String> broker =
                new ArrayList<>(List.of(folder.room().resolve("kafka").toString()));
        toBroker.forEach((client, proxy) -> broker.add(listenerName(client) + "=" + proxy.port()));
        start("broker", Jvm.broker(broker), this::brokerSaid);
        String data = folder.database().toString();
        start("database", Jvm.database(List.of(data)), this::databaseSaid);
    }

    private static String listenerName(String client) {
        return client.toUpperCase(Locale.ROOT).replace("-", "");
    }

    private interface Ready {
        void words(List<String> words);
    }

    private void start(String name, List<String> command, Ready ready) {
        Part.Listener both = new Part.Listener() {
            @Override
            public void said(Part part, List<String> words) {
                ready.words(words);
                listener.said(part, words);
            }

            @Override
            public void ended(Part part, boolean byItself) {
                listener.ended(part, byItself);
            }
        };
        parts.put(name, Part.start(name, command, folder.log(name), both));
    }

    private void brokerSaid(List<String> words) {
        for (String word : words.subList(1, words.size())) {
            String[] port = word.split("=", 2);
            toBroker.forEach((client, proxy) -> {
                if (listenerName(client).equals(port[0])) {
                    proxy.leadTo(Integer.parseInt(port[1]));
                }
            });
        }
        servers.countDown();
    }

    private void databaseSaid(List<String> words) {
        toDatabase.values().forEach(proxy -> proxy.leadTo(Integer.parseInt(words.get(1))));
        servers.countDown();
    }

    /** Starts the processors, with what they need of this folder. */
    void startProcessors(Path keystore, Path passphrase) {
        for (String name : PROCESSORS) {
            List<String> arguments = List.of(
                    "run",
                    "--name",
                    name,
                    "--kafka",
                    bootstrap(name),
                    "--db",
                    jdbcUrl(name),
                    "--keystore",
                    keystore.toString(),
                    "--passphrase-file",
                    passphrase.toString());
            start(name, Jvm.processor(arguments), words -> {});
        }
    }

    /** Starts the agents, each with so many readers. */
    void startAgents(Path processors, List<Integer> readers, int apduMillis) {
        for (int i = 0; i < AGENTS.size(); i++) {
            String name = AGENTS.get(i);
            List<String> arguments = List.of(
                    folder.agents().resolve(name).toString(),
                    bootstrap(name),
                    processors.toString(),
                    Integer.toString(readers.get(i)),
                    Integer.toString(apduMillis));
            start(name, Jvm.readers(arguments), words -> {});
        }
    }

    Part part(String name) {
        return Objects.requireNonNull(parts.get(name), "a part that was started");
    }

    Proxy toBroker(String client) {
        return Objects.requireNonNull(toBroker.get(client), "a client of the broker");
    }

    Proxy toDatabase(String client) {
        return Objects.requireNonNull(toDatabase.get(client), "a client of the database");
    }

    /** The auditor's way to the broker. */
    String bootstrap() {
        return bootstrap(AUDITOR);
    }

    /** The auditor's way to the database. */
    String jdbcUrl() {
        return jdbcUrl(AUDITOR);
    }

    private String bootstrap(String client) {
        return "127.0.0.1:" + toBroker(client).port();
    }

    private String jdbcUrl(String client) {
        return "jdbc:postgresql://127.0.0.1:" + toDatabase(client).port() + "/postgres?user=postgres";
    }

    /** Ends agents and processors, as an operator would. */
    void endClients() {
        AGENTS.forEach(this::end);
        PROCESSORS.forEach(this::end);
    }

    private void end(String name) {
        Part part = parts.remove(name);
        if (part != null) {
            part.close();
        }
    }

    @Override
    public void close() {
        endClients();
        List.copyOf(parts.keySet()).forEach(this::end);
        toBroker.values().forEach(Proxy::close);
        toDatabase.values().forEach(Proxy::close);
    }
}
