package org.cardroom.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.cardroom.agent.AgentMain;
import org.cardroom.agent.session.CardStateAssert;
import org.cardroom.agent.session.IssuanceScript;
import org.cardroom.events.client.KafkaScriptedProcessors;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.client.ScriptedReply;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.pcsc.ExternalCardTools;
import org.cardroom.testkit.pcsc.VirtualPcscd;
import org.cardroom.testkit.servers.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as an operator types it, over pcscd and a real broker: one card, a lamp, and an exit code. */
@Timeout(120)
class RunOnceCommandTest {
    @TempDir
    private Path folder;

    private final KafkaClients kafka = new KafkaClients(TestServers.shared().bootstrap(), Map.of());
    private final StringWriter said = new StringWriter();
    private final VirtualCard card = VirtualCardBuilder.gids().build();
    private VirtualPcscd pcscd;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(ExternalCardTools.checkAvailable(), "no PC/SC");
        List<NewTopic> topics = new ArrayList<>(KafkaTopics.newCommonTopics());
        topics.add(KafkaTopics.newInstructionTopic("agent-1"));
        kafka.createTopicsIfMissing(topics);
        pcscd = VirtualPcscd.startForThisProcess(2, Duration.ZERO);
        pcscd.slots().get(1).insert(card);
    }

    @AfterEach
    void close() {
        if (pcscd != null) {
            pcscd.close();
        }
    }

    private int runOnce(ScriptedProcessors processors, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "--once", "--dir", folder.toString()));
        arguments.addAll(List.of("--kafka", kafka.bootstrap()));
        arguments.addAll(
                List.of("--processors", ScriptedProcessors.writeKeyFiles(folder).toString()));
        arguments.addAll(List.of(more));
        CommandLine command = new CommandLine(new AgentMain()).setOut(new PrintWriter(said));
        try (KafkaScriptedProcessors answering = new KafkaScriptedProcessors(kafka, processors)) {
            assertThat(answering).isNotNull();
            return command.execute(arguments.toArray(String[]::new));
        }
    }

    private Path lamp() throws IOException {
        Path lamp = folder.resolve("lamp");
        Files.writeString(lamp, "#!/bin/sh\necho $CARDROOM_SLOT $CARDROOM_STATE >> '" + folder + "/lit'\n");
        return Files.setPosixFilePermissions(lamp, PosixFilePermissions.fromString("rwx------"));
    }

    private static String slot(VirtualPcscd pcscd) {
        return pcscd.slots().get(1).readerName().replace(' ', '-');
    }

    @Test
    void issuesTheCardThatIsInTheReader() throws IOException {
        int code = runOnce(
                new ScriptedProcessors(new IssuanceScript()), "--slot", slot(pcscd), "--on-state", lamp().toString());
        assertThat(code).as(said.toString()).isZero();
        assertThat(said.toString()).contains(slot(pcscd) + "  remove issued");
        assertThat(Files.readAllLines(folder.resolve("lit"))).endsWith(slot(pcscd) + " REMOVE_ISSUED");
        CardStateAssert.of(card).isIssued();
    }

    @Test
    void endsWithOneWhereTheCardIsRefused() throws IOException {
        Instruction refusal = new Instruction.Reject(RejectionReason.NOT_IN_STOCK);
        ScriptedProcessors refusing = new ScriptedProcessors(event -> event instanceof CardEvent.CardInserted e
                ? Optional.of(ScriptedReply.of(e.session(), e.card(), e.challenge(), InstructionType.PUT_KEY, refusal))
                : Optional.empty());
        assertThat(runOnce(refusing, "--readers", pcscd.slots().get(1).readerName()))
                .isEqualTo(1);
        assertThat(said.toString()).contains("remove failed: the card is not in stock");
        assertThat(card.keyWrites()).isZero();
    }
}
