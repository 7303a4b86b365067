package org.cardroom.events.files;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.cardroom.events.command.EnvironmentException;

/** A lock file that keeps a directory or file to one process. The operating system releases it even after a kill. */
public final class LockFile implements AutoCloseable {
    private final FileChannel channel;

    private LockFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks this file, and creates it if it does not exist. The directory must exist.
     * @param inUse the message for the operator if the lock is held
     * @throws EnvironmentException if another process, or another caller in this process, holds the lock; or if the file
     *     cannot be created
     */
    public static LockFile acquire(Path file, String inUse) {
        try {
            FileChannel channel = FileChannel.open(file, CREATE, WRITE);
            if (isHeld(channel)) {
                channel.close();
                throw new EnvironmentException(inUse);
            }
            return new LockFile(channel);
        } catch (IOException e) {
            throw new EnvironmentException("cannot use the lock file " + file + " (" + e.getMessage() + ")", e);
        }
    }

    private static boolean isHeld(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a lock file was not closed", e);
        }
    }
}
