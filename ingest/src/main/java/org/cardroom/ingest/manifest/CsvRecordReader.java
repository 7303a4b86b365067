package org.cardroom.ingest.manifest;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a manifest (RFC 4180): one line each, or several lines if a quoted field has line breaks. A quote
 * that is not closed within the longest record spoils its own line only. Not thread-safe.
 *
 * <p>Own code on purpose: {@code FlatFileItemReader} reads on to the end of the file after an unclosed quote, decodes
 * without strict UTF-8, and gives no original bytes for the reject file.
 */
final class CsvRecordReader implements Closeable {
    /** The longest record, in bytes. */
    static final int MAX_RECORD_BYTES = 8 * 1024;

    private final BufferedReader reader;
    private final Deque<String> pushedBackLines = new ArrayDeque<>();
    private int line;

    private CsvRecordReader(BufferedReader reader) {
        this.reader = reader;
    }

    /**
     * One record as read.
     * @param line the number of its first physical line, from 1
     * @param bytes one character a byte, at most one more than the longest record
     */
    record RawRecord(int line, String bytes) {
        boolean isTooLong() {
            return bytes.length() > MAX_RECORD_BYTES;
        }

        boolean hasOpenQuote() {
            return quoteIsOpen(bytes);
        }
    }

    /** Opens a manifest at its start, after the byte order mark if there is one. */
    static CsvRecordReader open(Path file) throws IOException {
        BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
        reader.mark(Utf8Decoder.BYTE_ORDER_MARK.length());
        char[] start = new char[Utf8Decoder.BYTE_ORDER_MARK.length()];
        if (reader.read(start) != start.length || !Utf8Decoder.BYTE_ORDER_MARK.equals(new String(start))) {
            reader.reset();
        }
        return new CsvRecordReader(reader);
    }

    /** Reads the next record; null at the end of the file. */
    @Nullable
    RawRecord next() throws IOException {
        String first = nextLine();
        if (first == null) {
            return null;
        }
        List<String> more = new ArrayList<>();
        String whole = first;
        while (quoteIsOpen(whole) && whole.length() <= MAX_RECORD_BYTES) {
            String next = nextLine();
            if (next == null) {
                break;
            }
            more.add(next);
            whole = whole + "\n" + next;
        }
        if (quoteIsOpen(whole) || whole.length() > MAX_RECORD_BYTES) {
            pushBack(more);
            whole = first;
        }
        int start = line + 1;
        line += 1 + (int) whole.chars().filter(c -> c == '\n').count();
        return new RawRecord(start, whole);
    }

    private void pushBack(List<String> lines) {
        Collections.reverse(lines);
        lines.forEach(pushedBackLines::addFirst);
    }

    private @Nullable String nextLine() throws IOException {
        return pushedBackLines.isEmpty() ? readPhysicalLine() : pushedBackLines.removeFirst();
    }

    /** Reads a line without its line break, cut at the longest record so that no line fills the memory. */
    private @Nullable String readPhysicalLine() throws IOException {
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (text.length() <= MAX_RECORD_BYTES) {
                text.append((char) c);
            }
        }
        int last = text.length() - 1;
        if (last >= 0 && text.charAt(last) == '\r') {
            text.setLength(last);
        }
        return text.toString();
    }

    private static boolean quoteIsOpen(String text) {
        return text.chars().filter(c -> c == '"').count() % 2 != 0;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
