package org.cardroom.processor.provisioning;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.lab.servers.Servers;
import org.cardroom.processor.restoring.Restore;
import org.cardroom.processor.restoring.Restored;

/** A desk whose database is put back from a backup. */
final class LostDatabase implements AutoCloseable {
    private static final Clock CLOCK = Clock.systemUTC();

    final KafkaClients kafka = new KafkaClients(Servers.shared().bootstrap(), Map.of());
    Desk desk;
    private String database = Servers.shared().freshDatabase();
    private String backup;
    private int sent;

    LostDatabase() {
        kafka.createTopicsIfMissing(KafkaTopics.newCommonTopics());
        desk = new Desk(database);
    }

    /** Its state now is what will be put back. */
    void backUp() {
        desk.beat(desk.writer, Set.of());
        desk.close();
        backup = Servers.shared().copyOf(database);
        desk = new Desk(database);
        sent = 0;
    }

    /** Puts the backup back, once all that was published is with the broker. */
    void lose() {
        publish();
        desk.close();
        database = backup;
        desk = new Desk(database);
        sent = 0;
    }

    /** Gives the broker what was published about cards. */
    void publish() {
        List<ProducerRecord<String, byte[]>> all = desk.producer.history();
        send(all.subList(sent, all.size()).stream()
                .filter(record -> record.topic().equals(KafkaTopics.OUTCOMES))
                .toList());
        sent = all.size();
    }

    void send(List<ProducerRecord<String, byte[]>> records) {
        try (KafkaProducer<String, byte[]> producer = kafka.createProducer()) {
            for (ProducerRecord<String, byte[]> record : records) {
                var unused = producer.send(record);
            }
        }
    }

    Restored restore() {
        return new Restore(desk.store, kafka, CLOCK).run(false);
    }

    @Override
    public void close() {
        desk.close();
    }
}
