package org.cardroom.testkit.pcsc;

import java.io.IOException;
import java.nio.file.Path;
import org.cardroom.testkit.files.TempDirectory;
import org.jspecify.annotations.Nullable;

/** The directory of the pcscd that this process uses itself: created once, deleted when the JVM ends. */
final class PcscDirectory {
    private static @Nullable TempDirectory directory;

    private PcscDirectory() {}

    static synchronized Path getOrCreate() throws IOException {
        if (directory == null) {
            directory = TempDirectory.create("cardroom-pcscd");
            Runtime.getRuntime().addShutdownHook(new Thread(directory::close, "delete-pcscd-directory"));
        }
        return directory.path();
    }
}
