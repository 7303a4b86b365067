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

/** Checks the assignment of a consumer group. A member that has just joined has no partitions yet. */
final class ConsumerGroupProbe implements AutoCloseable {
    private static final int REACHABLE_SECONDS = 10;

    private final Admin admin;

    ConsumerGroupProbe(String bootstrap) {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
    }

    /** Whether the group is stable with this many members and each has partitions; false if the broker does not answer. */
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
