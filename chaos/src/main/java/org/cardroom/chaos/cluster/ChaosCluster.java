package org.cardroom.chaos.cluster;

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
import org.cardroom.chaos.process.JvmCommands;
import org.cardroom.chaos.process.SupervisedProcess;
import org.cardroom.chaos.proxy.TcpFaultProxy;
import org.cardroom.db.Database;
import org.cardroom.events.command.EnvironmentException;

/**
 * All processes of the installation and the fault proxies between them: every process connects to the broker, and every
 * processor to the database, through its own proxy. The auditor's proxies are never disturbed.
 */
public final class ChaosCluster implements AutoCloseable {
    public static final List<String> PROCESSORS = List.of("processor-1", "processor-2");
    public static final List<String> AGENTS = List.of("agent-1", "agent-2");
    private static final String AUDITOR = "auditor";
    private static final int START_SECONDS = 120;

    private final ChaosDirectory folder;
    private final SupervisedProcess.Listener listener;
    private final Map<String, TcpFaultProxy> toBroker = new LinkedHashMap<>();
    private final Map<String, TcpFaultProxy> toDatabase = new LinkedHashMap<>();
    private final Map<String, SupervisedProcess> processes = new LinkedHashMap<>();
    private final CountDownLatch serversReady = new CountDownLatch(2);

    private ChaosCluster(ChaosDirectory folder, SupervisedProcess.Listener listener) {
        this.folder = folder;
        this.listener = listener;
    }

    /** Starts the servers; they are ready when this returns. */
    public static ChaosCluster start(ChaosDirectory folder, SupervisedProcess.Listener listener) {
        ChaosCluster cluster = new ChaosCluster(folder, listener);
        try {
            cluster.openProxies();
            cluster.startServers();
            if (!cluster.serversReady.await(START_SECONDS, TimeUnit.SECONDS)) {
                throw new EnvironmentException("the servers did not start: see " + folder.logs());
            }
            return cluster;
        } catch (IOException e) {
            cluster.close();
            throw new EnvironmentException("cannot open a proxy: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cluster.close();
            throw new EnvironmentException("interrupted", e);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void openProxies() throws IOException {
        List<String> clients = new ArrayList<>(List.of(AUDITOR));
        clients.addAll(PROCESSORS);
        for (String client : clients) {
            toDatabase.put(client, TcpFaultProxy.open(client + "-database"));
        }
        clients.addAll(AGENTS);
        for (String client : clients) {
            toBroker.put(client, TcpFaultProxy.open(client + "-broker"));
        }
    }

    private void startServers() {
        List<String> broker =
                new ArrayList<>(List.of(folder.room().resolve("kafka").toString()));
        toBroker.forEach((client, proxy) -> broker.add(listenerName(client) + "=" + proxy.port()));
        start("broker", JvmCommands.broker(broker), this::onBrokerReady);
        String data = folder.database().toString();
        start("database", JvmCommands.database(List.of(data)), this::onDatabaseReady);
    }

    private static String listenerName(String client) {
        return client.toUpperCase(Locale.ROOT).replace("-", "");
    }

    private interface ReadyListener {
        void onReady(List<String> words);
    }

    private void start(String name, List<String> command, ReadyListener ready) {
        SupervisedProcess.Listener forwarding = new SupervisedProcess.Listener() {
            @Override
            public void onMessage(SupervisedProcess process, List<String> words) {
                ready.onReady(words);
                listener.onMessage(process, words);
            }

            @Override
            public void onProcessExit(SupervisedProcess process, boolean byItself) {
                listener.onProcessExit(process, byItself);
            }
        };
        processes.put(name, SupervisedProcess.start(name, command, folder.log(name), forwarding));
    }

    private void onBrokerReady(List<String> words) {
        for (String word : words.subList(1, words.size())) {
            String[] port = word.split("=", 2);
            toBroker.forEach((client, proxy) -> {
                if (listenerName(client).equals(port[0])) {
                    proxy.setTarget(Integer.parseInt(port[1]));
                }
            });
        }
        serversReady.countDown();
    }

    private void onDatabaseReady(List<String> words) {
        toDatabase.values().forEach(proxy -> proxy.setTarget(Integer.parseInt(words.get(1))));
        serversReady.countDown();
    }

    /** Starts the processors with this keystore and passphrase file. */
    public void startProcessors(Path keystore, Path passphrase) {
        for (String name : PROCESSORS) {
            List<String> arguments = List.of(
                    "run",
                    "--name=" + name,
                    "--kafka=" + bootstrap(name),
                    "--db=" + jdbcUrl(name),
                    "--keystore=" + keystore,
                    "--passphrase-file=" + passphrase);
            start(name, JvmCommands.processor(arguments), words -> {});
        }
    }

    /** Starts the agents, each with its number of readers. */
    public void startAgents(Path processors, List<Integer> readers, int apduMillis) {
        for (int i = 0; i < AGENTS.size(); i++) {
            String name = AGENTS.get(i);
            List<String> arguments = List.of(
                    folder.agents().resolve(name).toString(),
                    bootstrap(name),
                    processors.toString(),
                    Integer.toString(readers.get(i)),
                    Integer.toString(apduMillis));
            start(name, JvmCommands.virtualAgent(arguments), words -> {});
        }
    }

    public SupervisedProcess process(String name) {
        return Objects.requireNonNull(processes.get(name), "a started process");
    }

    public TcpFaultProxy brokerProxy(String client) {
        return Objects.requireNonNull(toBroker.get(client), "a client of the broker");
    }

    public TcpFaultProxy databaseProxy(String client) {
        return Objects.requireNonNull(toDatabase.get(client), "a client of the database");
    }

    /** Returns the undisturbed address of the broker. */
    public String bootstrap() {
        return bootstrap(AUDITOR);
    }

    /** Returns the undisturbed JDBC URL of the database. */
    public Database createDatabase() {
        Database.migrate(jdbcUrl(AUDITOR), null, null);
        return Database.open(jdbcUrl(AUDITOR), null, null);
    }

    private String bootstrap(String client) {
        return "127.0.0.1:" + brokerProxy(client).port();
    }

    private String jdbcUrl(String client) {
        return "jdbc:postgresql://127.0.0.1:" + databaseProxy(client).port() + "/postgres?user=postgres";
    }

    /** Stops agents and processors regularly. */
    public void stopClients() {
        AGENTS.forEach(this::stop);
        PROCESSORS.forEach(this::stop);
    }

    private void stop(String name) {
        SupervisedProcess process = processes.remove(name);
        if (process != null) {
            process.close();
        }
    }

    @Override
    public void close() {
        stopClients();
        List.copyOf(processes.keySet()).forEach(this::stop);
        toBroker.values().forEach(TcpFaultProxy::close);
        toDatabase.values().forEach(TcpFaultProxy::close);
    }
}
