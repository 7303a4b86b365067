package org.cardroom.testkit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cardroom.testkit.files.TempDirectory;

/**
 * A data directory whose making was cut short cannot be started, nor made again over what is there. A mark beside it says
 * that it was started once, and so is whole.
 */
final class IncompleteDataDirectory {
    private final Path data;
    private final Path mark;

    IncompleteDataDirectory(Path data) {
        this.data = data.toAbsolutePath();
        this.mark = this.data.resolveSibling(this.data.getFileName() + ".whole");
    }

    /** Removes a directory that was never started, and ends what is still making it. */
    void deleteIfIncomplete() throws IOException {
        if (Files.exists(mark) || !Files.exists(data)) {
            return;
        }
        List<ProcessHandle> makers = ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> process.info().command().orElse("").contains("postgres")
                        || process.info().command().orElse("").contains("initdb"))
                .toList();
        makers.forEach(ProcessHandle::destroyForcibly);
        makers.forEach(process -> process.onExit().join());
        TempDirectory.deleteTree(data);
    }

    /** It was started. */
    void markComplete() throws IOException {
        if (!Files.exists(mark)) {
            Files.createFile(mark);
        }
    }
}
