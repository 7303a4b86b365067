package org.cardroom.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.cardroom.agent.AgentMain;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.client.AgentKeyDirectory;
import org.cardroom.events.command.CliRunner;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.enrolment.AgentPublicKeyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentCommandsTest {
    @TempDir
    private Path parent;

    private int code;

    private Path folder() {
        return parent.resolve("reception");
    }

    /** What a command prints, errors included. */
    private String run(String... args) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(both);
            System.setErr(both);
            code = CliRunner.run(new AgentMain(), args);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String enrol() {
        return run("enrol", "--name", "reception", "--dir", folder().toString());
    }

    private String runAgent(Path processors) {
        return run(
                "run", "--dir", folder().toString(), "--kafka", "localhost:1", "--processors", processors.toString());
    }

    @Test
    void saysWhatAnOfficerHasToDoNext() {
        String printed = enrol();
        AgentPublicKeyFile made = new AgentKeyDirectory(folder()).readPublicKey();
        assertThat(code).isZero();
        assertThat(printed)
                .contains("reception", made.key().fingerprint())
                .contains("cardroom ingest enrol-agent " + folder().resolve("agent.pub.json"));
    }

    @Test
    void keepsTheKeyToItsOwner() throws IOException {
        enrol();
        Path key = folder().resolve("agent.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(key).hasSize(32);
    }

    @Test
    void findsItsKeyAgain() {
        enrol();
        AgentKeyDirectory folder = new AgentKeyDirectory(folder());
        assertThat(folder.readPrivateKey(folder.readPublicKey()).publicKey())
                .isEqualTo(folder.readPublicKey().key());
    }

    @Test
    void overwritesNoKey() throws IOException {
        enrol();
        byte[] key = Files.readAllBytes(folder().resolve("agent.key"));
        assertThat(enrol())
                .isEqualToIgnoringNewLines("cardroom: there is an agent already: " + folder().resolve("agent.key"));
        assertThat(code).isEqualTo(1);
        assertThat(folder().resolve("agent.key")).hasBinaryContent(key);
    }

    @Test
    void refusesANameThatNoTopicCanHave() {
        assertThat(run("enrol", "--name", "the reception", "--dir", folder().toString()))
                .startsWith("cardroom: an agent's name must be 1 to 63 letters");
        assertThat(folder()).doesNotExist();
    }

    @Test
    void refusesAKeyThatOthersCanRead() throws IOException {
        enrol();
        Files.setPosixFilePermissions(folder().resolve("agent.key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(runAgent(parent)).startsWith("cardroom: others can read ").hasLineCount(1);
    }

    @Test
    void refusesAnothersKey() throws IOException {
        enrol();
        AgentKeyDirectory folder = new AgentKeyDirectory(folder());
        var another = new AgentPublicKeyFile("reception", HpkeKeyPair.generate().publicKey());
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> folder.readPrivateKey(another))
                .withMessageContaining("is not the key of");
    }

    @Test
    void refusesAKeyThatWasCutOff() throws IOException {
        enrol();
        Files.write(folder().resolve("agent.key"), new byte[31]);
        assertThat(runAgent(parent)).contains("it has 31 bytes, not 32").hasLineCount(1);
    }

    @Test
    void saysHowToMakeAnAgent() {
        assertThat(runAgent(parent))
                .isEqualToIgnoringNewLines("cardroom: no agent is in " + folder() + ": make one with 'agent enrol'");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void refusesToTrustNobody() throws IOException {
        enrol();
        Path processors = Files.writeString(parent.resolve("processors.pub.json"), "{\"channelKeys\":{}}");
        assertThat(runAgent(processors))
                .contains("the processors have no channel key")
                .hasLineCount(1);
        assertThat(runAgent(parent.resolve("missing"))).startsWith("cardroom: cannot read the processors' keys");
    }

    private String doctor(Path processors) {
        return run(
                "doctor",
                "--dir",
                folder().toString(),
                "--kafka",
                "localhost:1",
                "--processors",
                processors.toString());
    }

    @Test
    void hasADoctorForWhatIsMissing() {
        assertThat(doctor(parent))
                .isEqualToIgnoringNewLines("--  no agent is in " + folder() + ": make one with 'agent enrol'");
        assertThat(code).isEqualTo(1);
        enrol();
        assertThat(doctor(parent.resolve("missing")).lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("ok  agent reception, fingerprint ");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void explainsEveryCommand() {
        assertThat(run("--help")).contains("enrol", "doctor", "run");
        assertThat(run("run", "--help")).contains("--kafka-properties", "--readers", "--config");
        assertThat(run("enrol", "--help")).contains("--name", "--dir");
    }
}
