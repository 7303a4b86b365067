package org.cardroom.ingest;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.NewTopic;
import org.cardroom.db.Database;
import org.cardroom.db.DatabaseCommand;
import org.cardroom.events.command.CliRunner;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.enrolment.AgentPublicKeyFile;
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.enrolment.EnrolmentSigningKey;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.ingest.enrolment.AgentEnrolmentService;
import org.cardroom.ingest.enrolment.OfficerKeyLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "enrol-agent",
        mixinStandardHelpOptions = true,
        description = {
            "Enrols an agent: signs its public-key file with the officer's key and stores the enrolment.",
            "Before you confirm, compare the fingerprint with the one that the agent shows."
        })
final class EnrolAgentCommand extends DatabaseCommand implements Runnable {
    @Parameters(paramLabel = "FILE", description = "The agent's public-key file, made by 'agent enrol'.")
    private Path file = Path.of("");

    @Option(
            names = "--station",
            paramLabel = "STATION",
            description = "The station of the agent's readers; repeatable. Not for a gateway.")
    private SortedSet<String> stations = new TreeSet<>();

    @Option(names = "--client-type", description = "AGENT or GATEWAY. Default: AGENT.")
    private ClientType clientType = ClientType.AGENT;

    @Option(names = "--officer-key", required = true, paramLabel = "FILE", description = "The officer's key file.")
    private Path officerKey = Path.of("");

    @Option(
            names = "--officer-passphrase-file",
            paramLabel = "FILE",
            description = "Default: CARDROOM_OFFICER_PASSPHRASE, else a prompt.")
    private @Nullable Path passphraseFile;

    @Option(names = "--yes", description = "Skip the prompt: the fingerprint was compared.")
    private boolean yes;

    @Option(
            names = "--fingerprint",
            paramLabel = "HEX",
            description = "Skip the prompt: enrol only if the agent has this fingerprint. Spaces are ignored.")
    private @Nullable String fingerprint;

    @Option(names = "--again", description = "Enrol the agent even if it is revoked, and lift the revocation.")
    private boolean again;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Create the missing topics in this cluster.")
    private @Nullable String kafka;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description = "Further Kafka client properties, such as TLS.")
    private @Nullable Path kafkaProperties;

    @Override
    public void run() {
        CliRunner.requireUsage(
                spec,
                clientType == ClientType.GATEWAY || !stations.isEmpty(),
                "Missing required option: '--station=STATION'");
        AgentPublicKeyFile agent = AgentPublicKeyFile.read(file);
        PrintWriter out = spec.commandLine().getOut();
        out.println("agent:       " + agent.agent());
        out.println("fingerprint: " + agent.key().fingerprint());
        out.println("stations:    " + String.join(", ", stations));
        confirm(agent, out);
        EnrolmentSigningKey signingKey = OfficerKeyLoader.load(officerKey, passphraseFile);
        try (Database store = database.open()) {
            createTopics(agent.agent());
            enrol(new AgentEnrolmentService(store, Clock.systemUTC()), agent, signingKey);
        }
        out.println("enrolled");
    }

    private void enrol(AgentEnrolmentService enrolment, AgentPublicKeyFile agent, EnrolmentSigningKey signingKey) {
        if (again) {
            enrolment.enrolAndReinstate(agent, stations, clientType, signingKey);
        } else {
            enrolment.enrol(agent, stations, clientType, signingKey);
        }
    }

    private void confirm(AgentPublicKeyFile agent, PrintWriter out) {
        String shown = agent.key().fingerprint().replaceAll("\\s", "");
        if (fingerprint != null && !shown.equalsIgnoreCase(fingerprint.replaceAll("\\s", ""))) {
            throw new EnvironmentException("not enrolled: the agent has another fingerprint");
        }
        if (yes || fingerprint != null) {
            return;
        }
        out.print("Type yes if the agent shows the same fingerprint: ");
        out.flush();
        Scanner in = new Scanner(System.in, Charset.defaultCharset());
        if (!in.hasNextLine() || !in.nextLine().strip().equals("yes")) {
            throw new EnvironmentException("not enrolled: the fingerprint was not confirmed");
        }
    }

    private void createTopics(String agent) {
        if (kafka != null) {
            List<NewTopic> topics = new ArrayList<>(KafkaTopics.newCommonTopics());
            topics.add(KafkaTopics.newInstructionTopic(agent));
            KafkaClients.load(kafka, kafkaProperties).createTopicsIfMissing(topics);
        }
    }
}
