package org.cardroom.gateway;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import org.cardroom.db.Database;
import org.cardroom.db.DatabaseCommand;
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
import picocli.CommandLine.Option;

@Command(name = "run", mixinStandardHelpOptions = true, description = "Serves the HTTP API until interrupted.")
final class GatewayRunCommand extends DatabaseCommand implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayRunCommand.class);

    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "The directory made by 'agent enrol'.")
    private Path directory = Path.of("");

    @Option(
            names = "--processors",
            required = true,
            paramLabel = "FILE",
            description = "The processors.pub.json made by 'processor init-keys'.")
    private Path processors = Path.of("");

    @Mixin
    private GatewayOptions options = new GatewayOptions();

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Override
    public void run() {
        InstructionClient.AgentIdentity identity = new AgentKeyDirectory(directory).loadIdentity(processors);
        GatewaySettings settings = options.toSettings(identity.agent());
        Clock clock = Clock.systemUTC();
        try (ShutdownSignal shutdown = ShutdownSignal.install();
                Database store = database.open();
                InstructionClient client = InstructionClient.connect(
                        kafka.createClients(),
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
        LOG.error(
                "processors refuse this gateway; reason={}; enrol it again with 'ingest enrol-agent --client-type gateway'",
                reason);
    }
}
