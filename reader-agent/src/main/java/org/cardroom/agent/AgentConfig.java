package org.cardroom.agent;

import java.nio.file.Path;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.topic.Kafka;

/**
 * What an agent has to know.
 *
 * @param name the name it is enrolled under
 * @param key its enrolled key
 * @param processorsId which of the processors' keys the next one is
 * @param processors the processors' public channel key
 * @param kafka the way to the broker
 * @param journal the file of its journal, in a folder that outlives it
 */
public record AgentConfig(
        String name, HpkeKeyPair key, String processorsId, HpkePublicKey processors, Kafka kafka, Path journal) {}
