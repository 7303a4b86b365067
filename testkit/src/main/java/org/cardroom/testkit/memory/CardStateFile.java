package org.cardroom.testkit.memory;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/**
 * A card's memory as a properties file, keys and PIN in clear. It is replaced atomically: a killed process leaves the
 * state before or after a command. It does not survive a power failure.
 */
record CardStateFile(Path path) {
    void save(Map<CardField, String> cells) {
        Properties properties = new Properties();
        cells.forEach((cell, text) -> properties.setProperty(cell.name(), text));
        Path next = path.resolveSibling(path.getFileName() + ".next");
        try {
            try (Writer writer = Files.newBufferedWriter(next)) {
                properties.store(writer, "a virtual card");
            }
            Files.move(next, path, ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the card's memory cannot be saved to " + path, e);
        }
    }

    Map<CardField, String> load() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("no card can be read from " + path, e);
        }
        Map<CardField, String> cells = new EnumMap<>(CardField.class);
        properties
                .stringPropertyNames()
                .forEach(name -> cells.put(CardField.valueOf(name), properties.getProperty(name)));
        return cells;
    }
}
