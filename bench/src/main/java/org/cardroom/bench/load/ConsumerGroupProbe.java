package org.cardroom.bench.load;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;

/** How consumers share a topic. Whoever has joined has no partitions yet, and while they move nobody reads them. */
final class ConsumerGroupProbe implements AutoCloseable {
    private static final int REACHABLE_SECONDS = 10;

    private final Admin admin;

    ConsumerGroupProbe(String bootstrap) {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
    }

    /** Whether so many are in this group, each has partitions, and none is still to move; false where nobody tells. */
    boolean isStable(String group, int members) {
        try {
            return admin
                    .describeConsumerGroups(List.of(group))
                    .all()
                    .get(REACHABLE_SECONDS, TimeUnit.SECONDS)
                    .values()
                    .stream()
                    .allMatch(found -> isStable(found, members));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isStable(ConsumerGroupDescription found, int members) {
        return found.groupState() == GroupState.STABLE
                && found.members().size() == members
                && found.members().stream()
                        .noneMatch(
                                member -> member.assignment().topicPartitions().isEmpty());
    }

    @Override
    public void close() {
        admin.close();
    }
}
