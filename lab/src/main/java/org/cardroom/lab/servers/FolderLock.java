package org.cardroom.lab.servers;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps a folder to one process; the operating system lets go of it even after a hard kill. */
final class FolderLock implements AutoCloseable {

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws IllegalStateException if another process, or somebody else in this one, has the folder */
    static FolderLock of(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(Files.createDirectories(folder).resolve("lock"), CREATE, WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new IllegalStateException("servers are running already in " + folder);
        }
        return new FolderLock(channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
