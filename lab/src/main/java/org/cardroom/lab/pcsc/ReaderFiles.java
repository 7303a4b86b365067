package org.cardroom.lab.pcsc;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that tells pcscd its readers. Each has its own copy of the driver, which keeps its two slots in static
 * memory.
 */
final class ReaderFiles {

    private static final Path DRIVER = Path.of("/usr/lib/pcsc/drivers/serial/libifdvpcd.so");
    private static final String ENTRY = """
            FRIENDLYNAME "%s"
            DEVICENAME   /dev/null:0x%04X
            LIBPATH      %s
            CHANNELID    0x%04X
            """;

    private final Path file;
    private final Path drivers;

    private ReaderFiles(Path file, Path drivers) {
        this.file = file;
        this.drivers = drivers;
    }

    static boolean haveDriver() {
        return Files.isReadable(DRIVER);
    }

    static Path entries(Path folder) {
        return folder.resolve("readers");
    }

    /** An empty one; readers of an earlier service are forgotten. */
    static ReaderFiles in(Path folder) throws IOException {
        Path file = Files.createDirectories(entries(folder)).resolve("virtual");
        Files.deleteIfExists(file);
        return new ReaderFiles(file, Files.createDirectories(folder.resolve("drivers")));
    }

    /** @param port of the reader's first slot; the second's is the next */
    void add(String name, int port) throws IOException {
        Path driver = drivers.resolve(name.replace(' ', '-') + ".so");
        Files.deleteIfExists(driver);
        Files.copy(DRIVER, driver);
        Files.writeString(file, ENTRY.formatted(name, port, driver, port), CREATE, APPEND);
    }
}
