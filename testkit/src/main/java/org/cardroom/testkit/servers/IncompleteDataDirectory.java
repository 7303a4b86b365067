package org.cardroom.testkit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cardroom.testkit.files.TempDirectory;

/**
 * Deletes a data directory whose initdb was interrupted, which PostgreSQL can neither start nor initialise again. A
 * marker file beside a directory shows that it was started once.
 */
final class IncompleteDataDirectory {
    private final Path data;
    private final Path mark;

    IncompleteDataDirectory(Path data) {
        this.data = data.toAbsolutePath();
        this.mark = this.data.resolveSibling(this.data.getFileName() + ".whole");
    }

    /** Deletes a directory that was never started, after ending what still initialises it. */
    void deleteIfIncomplete() throws IOException {
        if (Files.exists(mark) || !Files.exists(data)) {
            return;
        }
        List<ProcessHandle> makers = ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> process.info().command().orElse("").matches("(?s).*(postgres|initdb).*"))
                .toList();
        makers.forEach(ProcessHandle::destroyForcibly);
        makers.forEach(process -> process.onExit().join());
        TempDirectory.deleteTree(data);
    }

    void markComplete() throws IOException {
        if (!Files.exists(mark)) {
            Files.createFile(mark);
        }
    }
}
