package org.cardroom.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.agents.AgentRepository;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.cli.CliRunResult;
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.enrolment.EnrolmentSigningKey;
import org.cardroom.events.enrolment.SignedEnrolment;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.keystore.Pkcs12KeyFile;
import org.cardroom.ingest.manifest.ManifestImportFixture;
import org.cardroom.testkit.servers.TestServers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrolAgentCommandTest {
    private static String url;

    private final HpkePublicKey key = HpkeKeyPair.generate().publicKey();
    private final EnrolmentSigningKey signingKey = EnrolmentSigningKey.generate();

    @TempDir
    Path folder;

    @BeforeAll
    static void database() {
        url = ManifestImportFixture.createDatabase();
    }

    @BeforeEach
    void files() throws IOException {
        write("agent.pub.json", "{\"agent\": \"agent-1\", \"key\": \"" + key.hex() + "\"}");
        write("passphrase", "correct horse\n");
        Pkcs12KeyFile file = Pkcs12KeyFile.create(folder.resolve("officer.p12"), "correct horse".toCharArray());
        ByteBuffer bytes = ByteBuffer.allocate(32);
        signingKey.copyPrivateInto(bytes);
        file.put("officer", bytes.array());
        file.save();
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private CliRunResult enrol(String typed, String... more) {
        List<String> args = new ArrayList<>(
                List.of("enrol-agent", folder.resolve("agent.pub.json").toString()));
        args.addAll(List.of("--db", url, "--station", "desk 2", "--station", "desk 1"));
        args.addAll(List.of("--officer-key", folder.resolve("officer.p12").toString()));
        args.addAll(List.of(
                "--officer-passphrase-file", folder.resolve("passphrase").toString()));
        args.addAll(List.of(more));
        return CliRunResult.runWithInput(IngestMain::run, typed, args.toArray(String[]::new));
    }

    private static AgentRepository.AgentRecord enrolled(String name) {
        try (Database database = Database.open(url, null, null)) {
            AgentRepository agents = new AgentRepository(database);
            return StatementBatch.single(database, statements -> agents.find(List.of(name), statements))
                    .get(name);
        }
    }

    private static void assertFails(CliRunResult result, String message) {
        assertThat(result.err()).startsWith("cardroom: ").contains(message).hasLineCount(1);
        assertThat(result.code()).isOne();
    }

    @Test
    void storesTheEnrolmentThatTheOfficerSigned() {
        assertThat(enrol("", "--yes").code()).isZero();
        SignedEnrolment signed = enrolled("agent-1").signed();
        assertThat(signingKey.publicKey().verifies(signed)).isTrue();
        assertThat(signed.enrolment())
                .extracting(Enrolment::agent, Enrolment::key, Enrolment::clientType)
                .containsExactly("agent-1", key, ClientType.AGENT);
        assertThat(signed.enrolment().stations()).containsExactly("desk 1", "desk 2");
    }

    @Test
    void showsTheFingerprint() {
        assertThat(enrol("yes\n").out())
                .contains("agent:       agent-1", "fingerprint: " + key.fingerprint(), "stations:    desk 1, desk 2")
                .endsWith("enrolled" + System.lineSeparator());
    }

    @Test
    void enrolsNoAgentWithoutAYes() throws IOException {
        write("agent.pub.json", "{\"agent\": \"nobody\", \"key\": \"" + key.hex() + "\"}");
        assertFails(enrol("y\n"), "not enrolled: the fingerprint was not confirmed");
        assertFails(enrol(""), "not enrolled: the fingerprint was not confirmed");
        assertThat(enrolled("nobody")).isNull();
    }

    @Test
    void enrolsTheFingerprintOfTheOption() throws IOException {
        write("agent.pub.json", "{\"agent\": \"scripted\", \"key\": \"" + key.hex() + "\"}");
        assertFails(enrol("", "--fingerprint", "0000 1111"), "not enrolled: the agent has another fingerprint");
        assertThat(enrolled("scripted")).isNull();
        String typed = key.fingerprint().replace(" ", "").toLowerCase(Locale.ROOT);
        assertThat(enrol("", "--fingerprint", typed).code()).isZero();
        assertThat(enrolled("scripted")).isNotNull();
    }

    @Test
    void requiresAStationOfAgentsOnly() {
        String[] args = {
            "enrol-agent", folder.resolve("agent.pub.json").toString(), "--db", url, "--yes", "--officer-key", "x"
        };
        CliRunResult result = CliRunResult.run(IngestMain::run, args);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("Missing required option: '--station=STATION'");
    }

    @Test
    void enrolsAGateway() {
        enrol("", "--yes", "--client-type", "gateway");
        assertThat(enrolled("agent-1").signed().enrolment().clientType()).isEqualTo(ClientType.GATEWAY);
    }

    @Test
    void createsTheAgentsTopicAndTheCommonOnes() throws Exception {
        String bootstrap = TestServers.shared().bootstrap();
        assertThat(enrol("", "--yes", "--kafka", bootstrap).err()).isEmpty();
        assertThat(enrol("", "--yes", "--kafka", bootstrap).err()).isEmpty();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            await().untilAsserted(() -> assertThat(admin.listTopics().names().get())
                    .contains(
                            KafkaTopics.instructionTopicName("agent-1"),
                            KafkaTopics.CARD_EVENTS,
                            KafkaTopics.OUTCOMES));
        }
    }

    @Test
    void enrolsNoAgentWithoutItsTopic() throws IOException {
        write("agent.pub.json", "{\"agent\": \"nobody\", \"key\": \"" + key.hex() + "\"}");
        String settings = write("kafka.properties", "default.api.timeout.ms=500\nrequest.timeout.ms=400\n");
        CliRunResult result = enrol("", "--yes", "--kafka", "localhost:1", "--kafka-properties", settings);
        assertThat(result.err()).contains("no Kafka broker can be used at localhost:1");
        assertThat(enrolled("nobody")).isNull();
    }

    @Test
    void reportsAWrongPassphrase() throws IOException {
        write("passphrase", "battery staple\n");
        assertFails(enrol("", "--yes"), "wrong passphrase for ");
    }

    @Test
    void reportsAKeyFileWithoutAnOfficerKey() {
        Pkcs12KeyFile other = Pkcs12KeyFile.create(folder.resolve("other.p12"), "correct horse".toCharArray());
        other.save();
        folder.resolve("officer.p12").toFile().delete();
        folder.resolve("other.p12")
                .toFile()
                .renameTo(folder.resolve("officer.p12").toFile());
        assertFails(enrol("", "--yes"), "has no key called officer");
    }

    @Test
    void reportsAnInvalidPublicKeyFile() throws IOException {
        write("agent.pub.json", "{\"agent\": \"agent-1\"}");
        assertFails(enrol("", "--yes"), "is not an agent's public file: it must have agent and key");
        write("agent.pub.json", "{\"agent\": \"agent-1\", \"key\": \"00\"}");
        assertFails(enrol("", "--yes"), "is not an agent's public file: public key must have 32 bytes");
    }

    @Test
    void refusesAnInvalidAgentName() throws IOException {
        write("agent.pub.json", "{\"agent\": \"../agent\", \"key\": \"" + key.hex() + "\"}");
        assertFails(enrol("", "--yes"), "an agent's name must be 1 to 63 letters");
    }

    @Test
    void revokesAnAgent() {
        enrol("", "--yes");
        assertThat(CliRunResult.run(IngestMain::run, "revoke-agent", "agent-1", "--db", url)
                        .code())
                .isZero();
        assertThat(enrolled("agent-1").revoked()).isTrue();
        enrol("", "--yes", "--again");
    }

    @Test
    void enrolsARevokedAgentOnlyWithTheOption() throws IOException {
        write("agent.pub.json", "{\"agent\": \"lost\", \"key\": \"" + key.hex() + "\"}");
        enrol("", "--yes");
        CliRunResult.run(IngestMain::run, "revoke-agent", "lost", "--db", url);
        assertFails(enrol("yes\n"), "not enrolled: lost is revoked; --again lifts that");
        assertThat(enrolled("lost").revoked()).isTrue();
        assertThat(enrol("", "--yes", "--again").code()).isZero();
        assertThat(enrolled("lost").revoked()).isFalse();
    }

    @Test
    void reportsAnUnknownAgentToRevoke() {
        assertFails(
                CliRunResult.run(IngestMain::run, "revoke-agent", "nobody", "--db", url),
                "no agent is enrolled as nobody");
    }
}
