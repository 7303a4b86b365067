package org.cardroom.room.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cardroom.db.Store;
import org.cardroom.events.command.CannotRun;
import org.cardroom.events.enrolment.OfficerKey;
import org.cardroom.events.keystore.KeyFile;
import org.cardroom.events.topic.Kafka;
import org.cardroom.lab.servers.Servers;
import org.cardroom.processor.Processor;
import org.cardroom.processor.keys.NewKeys;
import org.cardroom.processor.keys.RoomKeys;

/** The servers, the keys and the processor of a room on this machine. */
final class Room implements AutoCloseable {
    private final DemoFolder folder;
    private final Servers servers;
    private final Store store;
    private final RoomKeys keys;
    private final Processor processor;

    private Room(DemoFolder folder, Servers servers, Store store, RoomKeys keys, Processor processor) {
        this.folder = folder;
        this.servers = servers;
        this.store = store;
        this.keys = keys;
        this.processor = processor;
    }

    /**
     * Starts it, with what an earlier start left in the folder.
     *
     * @throws CannotRun if the servers cannot be started there
     */
    static Room open(DemoFolder folder) {
        RoomKeys keys = keys(folder);
        Servers servers = servers(folder.servers());
        try {
            Store store = Store.open(servers.jdbcUrl(), null, null);
            try {
                Processor processor = Processor.start("demo", store, new Kafka(servers.bootstrap(), Map.of()), keys);
                return new Room(folder, servers, store, keys, processor);
            } catch (RuntimeException e) {
                store.close();
                throw e;
            }
        } catch (RuntimeException e) {
            close(servers);
            throw e;
        }
    }

    private static Servers servers(Path data) {
        try {
            return Servers.start(data);
        } catch (IOException | IllegalStateException e) {
            throw new CannotRun("the servers cannot be started in " + data + ": " + e.getMessage(), e);
        }
    }

    private static RoomKeys keys(DemoFolder folder) {
        Path keystore = folder.keys().resolve(NewKeys.PROCESSOR);
        if (!Files.exists(folder.keys().resolve(NewKeys.PUBLIC))) {
            forget(folder.keys());
            NewKeys.make(folder.keys(), file -> folder.passphrase());
        }
        return RoomKeys.open(keystore, folder.passphrase());
    }

    /** The public file is written last: without it the keys were never used. */
    private static void forget(Path keys) {
        try {
            for (String file : List.of(NewKeys.PROCESSOR, NewKeys.OFFICER, NewKeys.LETTERS)) {
                Files.deleteIfExists(keys.resolve(file));
            }
        } catch (IOException e) {
            throw new CannotRun("cannot write in " + keys, e);
        }
    }

    Store store() {
        return store;
    }

    RoomKeys keys() {
        return keys;
    }

    Kafka kafka() {
        return new Kafka(servers.bootstrap(), Map.of());
    }

    OfficerKey officer() {
        Path file = folder.keys().resolve(NewKeys.OFFICER);
        return OfficerKey.of(
                KeyFile.open(file, folder.passphrase()).get("officer").getEncoded());
    }

    @Override
    public void close() {
        try {
            processor.close();
        } finally {
            store.close();
            close(servers);
        }
    }

    private static void close(Servers servers) {
        try {
            servers.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the servers did not stop cleanly", e);
        }
    }
}
