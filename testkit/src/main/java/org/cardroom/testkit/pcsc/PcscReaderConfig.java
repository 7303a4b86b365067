package org.cardroom.testkit.pcsc;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Configures the readers of a pcscd. Each has a copy of the driver, which keeps its slots in static memory. */
final class PcscReaderConfig {
    private static final Path DRIVER = Path.of("/usr/lib/pcsc/drivers/serial/libifdvpcd.so");
    private static final String ENTRY = """
            FRIENDLYNAME "%s"
            DEVICENAME   /dev/null:0x%04X
            LIBPATH      %s
            CHANNELID    0x%04X
            """;

    private PcscReaderConfig() {}

    static boolean hasDriver() {
        return Files.isReadable(DRIVER);
    }

    static Path configDirectory(Path folder) {
        return folder.resolve("readers");
    }

    /** An entry for each pair of slots; those of an earlier service are forgotten. */
    static void write(Path folder, List<VpcdSlot> slots) throws IOException {
        Path drivers = Files.createDirectories(folder.resolve("drivers"));
        StringBuilder readers = new StringBuilder();
        for (int i = 0; i < slots.size(); i += VirtualPcscd.SLOTS) {
            VpcdSlot first = slots.get(i);
            Path driver = drivers.resolve(first.port() + ".so");
            Files.copy(DRIVER, driver, REPLACE_EXISTING);
            readers.append(ENTRY.formatted(first.device(), first.port(), driver, first.port()));
        }
        Files.writeString(Files.createDirectories(configDirectory(folder)).resolve("virtual"), readers);
    }
}
