package org.cardroom.agent.journal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cardroom.events.files.AtomicFile;

/** A text file to which whole lines are appended. Not thread-safe. */
final class AppendOnlyFile implements AutoCloseable {
    private final FileChannel channel;
    private long end;

    private AppendOnlyFile(FileChannel channel, long end) {
        this.channel = channel;
        this.end = end;
    }

    /** Returns the lines of a file. Text after the last line end is ignored: its append was not completed. */
    static List<String> readCompleteLines(Path path) throws IOException {
        String text = Files.exists(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : "";
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** Replaces the file atomically by one with these lines. */
    static AppendOnlyFile replace(Path path, List<String> lines) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        AppendOnlyFile file = new AppendOnlyFile(FileChannel.open(next, CREATE, TRUNCATE_EXISTING, WRITE), 0);
        for (String line : lines) {
            file.appendUnsynced(line);
        }
        file.channel.force(false);
        Files.move(next, path, ATOMIC_MOVE);
        syncDirectory(path);
        return file;
    }

    /** Windows cannot open a directory, and does not need to sync it. */
    private static void syncDirectory(Path path) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null && AtomicFile.isPosix(path)) {
            try (FileChannel channel = FileChannel.open(directory, READ)) {
                channel.force(true);
            }
        }
    }

    /** Appends a line and syncs it to disk. If that fails, the next line may overwrite it. */
    void appendAndSync(String line) throws IOException {
        appendUnsynced(line);
        channel.force(false);
    }

    /** Appends a line that may be lost in a crash. */
    void appendUnsynced(String line) throws IOException {
        ByteBuffer bytes = StandardCharsets.ISO_8859_1.encode(line + "\n");
        long position = end;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
        end = position;
    }

    long length() {
        return end;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
