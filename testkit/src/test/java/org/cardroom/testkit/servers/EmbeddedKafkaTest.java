package org.cardroom.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.cardroom.testkit.process.FreePort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    @TempDir
    Path folder;

    @Test
    void noticesALossWithinThreeSecondsAndCreatesNoTopics() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(folder, FreePort.ANY);
                Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrap()))) {
            ConfigResource node = new ConfigResource(ConfigResource.Type.BROKER, "1");
            Config config = admin.describeConfigs(List.of(node)).all().get().get(node);

            assertThat(config.get("group.consumer.session.timeout.ms").value()).isEqualTo("3000");
            assertThat(config.get("broker.session.timeout.ms").value()).isEqualTo("3000");
            assertThat(config.get("auto.create.topics.enable").value()).isEqualTo("false");
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedKafka.start(folder, taken.getLocalPort()))
                    .isInstanceOf(BindException.class)
                    .hasMessage("port " + taken.getLocalPort() + " of 127.0.0.1 is in use");
        }
    }
}
