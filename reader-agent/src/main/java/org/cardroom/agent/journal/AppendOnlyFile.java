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

/** A text file that grows by whole lines, in their order. */
final class AppendOnlyFile implements AutoCloseable {
    private final FileChannel channel;
    private long end;

    private AppendOnlyFile(FileChannel channel, long end) {
        this.channel = channel;
        this.end = end;
    }

    /** Its lines; what stands after the last line end was never on the disk for sure, and is left out. */
    static List<String> readCompleteLines(Path path) throws IOException {
        String text = Files.exists(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : "";
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** Puts a file with these lines in the place of the old one; a kill leaves one or the other. */
    static AppendOnlyFile replace(Path path, List<String> lines) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        AppendOnlyFile file = new AppendOnlyFile(FileChannel.open(next, CREATE, TRUNCATE_EXISTING, WRITE), 0);
        for (String line : lines) {
            file.appendUnsynced(line);
        }
        file.sync();
        Files.move(next, path, ATOMIC_MOVE);
        syncDirectory(path);
        return file;
    }

    /** Windows cannot open a folder, and needs no force of it. */
    private static void syncDirectory(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, READ)) {
                channel.force(true);
            }
        }
    }

    /** Adds a line, which is on the disk then. If that fails, the next one takes its place. */
    void appendAndSync(String line) throws IOException {
        appendUnsynced(line);
        sync();
    }

    /** Adds a line that may be lost. */
    void appendUnsynced(String line) throws IOException {
        ByteBuffer bytes = StandardCharsets.ISO_8859_1.encode(line + "\n");
        long at = end;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        end = at;
    }

    private void sync() throws IOException {
        channel.force(false);
    }

    long length() {
        return end;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
