package org.cardroom.demo.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.cardroom.events.command.EnvironmentException;

/** Held while a demo works in its folder: a second one would destroy it. A process that dies lets go of it. */
public final class DemoDirectoryLock implements AutoCloseable {
    private final FileChannel file;

    private DemoDirectoryLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes it.
     *
     * @throws EnvironmentException if another demo has it
     */
    public static DemoDirectoryLock acquire(Path folder) {
        try {
            FileChannel file =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isTaken(file)) {
                file.close();
                throw new EnvironmentException("another demo works in " + folder);
            }
            return new DemoDirectoryLock(file);
        } catch (IOException e) {
            throw new EnvironmentException("cannot use the folder " + folder, e);
        }
    }

    private static boolean isTaken(FileChannel file) throws IOException {
        try {
            return file.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new EnvironmentException("cannot let go of the folder", e);
        }
    }
}
