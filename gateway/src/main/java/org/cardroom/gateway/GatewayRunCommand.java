package org.cardroom.gateway;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import org.cardroom.db.Database;
import org.cardroom.db.DatabaseOptions;
import org.cardroom.events.client.AgentKeyDirectory;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.command.ShutdownSignal;
import org.cardroom.events.kafka.KafkaOptions;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.gateway.processorclient.KafkaCardSecretClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "run", mixinStandardHelpOptions = true, description = "Serves the HTTP API until it is interrupted.")
final class GatewayRunCommand implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayRunCommand.class);

    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "The folder that 'agent enrol' made.")
    private Path folder = Path.of("");

    @Option(
            names = "--processors",
            required = true,
            paramLabel = "FILE",
            description = "The processors.pub.json that 'processor init-keys' made.")
    private Path processors = Path.of("");

    @Mixin
    private GatewayOptions options = new GatewayOptions();

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private KafkaOptions broker = new KafkaOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        InstructionClient.AgentIdentity identity = new AgentKeyDirectory(folder).loadIdentity(processors);
        GatewaySettings settings = options.toSettings(identity.agent());
        Clock clock = Clock.systemUTC();
        try (ShutdownSignal shutdown = ShutdownSignal.install();
                Database store = database.open();
                InstructionClient client = InstructionClient.connect(
                        broker.createClients(),
                        identity,
                        clock,
                        InstructionEnvelope.MAX_LIFETIME,
                        GatewayRunCommand::logEnrolmentNotice);
                GatewayServer gateway =
                        GatewayServer.start(settings, store, new KafkaCardSecretClient(client), clock)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(identity.agent() + " serves " + gateway.uri() + "; Ctrl-C ends it");
            out.flush();
            shutdown.await();
        }
    }

    private static void logEnrolmentNotice(EnrolmentNotice notice) {
        String reason = notice.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        LOG.error("no processor answers this gateway: {}; see 'ingest enrol-agent --capability gateway'", reason);
    }
}
