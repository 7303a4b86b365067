package org.cardroom.testkit.pcsc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of the one service that this process uses itself: made once, and gone with the process. */
final class PcscDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(PcscDirectory.class);

    private static @Nullable Path folder;

    private PcscDirectory() {}

    static synchronized Path getOrCreate() throws IOException {
        Path made = folder;
        if (made == null) {
            Path next = Files.createTempDirectory("cardroom-pcscd");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(next), "pcscd-folder"));
            folder = next;
            return next;
        }
        return made;
    }

    private static void delete(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.debug("{} is left behind: {}", root, e.getMessage());
        }
    }
}
