package org.cardroom.processor.batchclose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.command.EnvironmentException;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.file.FlatFileItemWriter;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemWriterBuilder;
import org.springframework.core.io.FileSystemResource;

/**
 * Writes results as CSV (RFC 4180): a header, then one line per manifest line. Only the owner may read the file, since it
 * names persons.
 */
final class ResultCsvWriter {
    private static final String HEADER = "request,person,card id,kind,outcome,reason,key version,attempts,seconds";

    private ResultCsvWriter() {}

    /** Creates an empty file, or replaces an existing one. */
    static void createEmpty(Path path) {
        try {
            Files.deleteIfExists(path);
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw new EnvironmentException("the results cannot be written to " + path, e);
        }
    }

    /** Creates the item writer for a file made by {@link #createEmpty}. */
    static FlatFileItemWriter<BatchRepository.LineResult> writerTo(Path path) {
        return new FlatFileItemWriterBuilder<BatchRepository.LineResult>()
                .name("results")
                .resource(new FileSystemResource(path))
                .encoding("UTF-8")
                .lineSeparator("\r\n")
                .saveState(false)
                .append(true)
                .headerCallback(writer -> writer.write(HEADER))
                .lineAggregator(ResultCsvWriter::toCsvLine)
                .build();
    }

    static String toCsvLine(BatchRepository.LineResult result) {
        List<String> fields = List.of(
                text(result.request()),
                text(result.person()),
                text(result.cardId()),
                text(result.kind()),
                outcome(result.status()),
                text(result.reason()),
                text(result.keyVersion()),
                Integer.toString(result.attempts()),
                seconds(result.duration()));
        return String.join(",", fields.stream().map(ResultCsvWriter::quoted).toList());
    }

    private static String outcome(@Nullable RequestStatus status) {
        if (status == null) {
            return "rejected";
        }
        return switch (status) {
            case COMPLETED -> "issued";
            case FAILED, DENIED, CANCELED -> "failed";
            case PENDING, APPROVED, EXECUTING -> "pending";
        };
    }

    private static String seconds(@Nullable Duration taken) {
        return taken == null ? "" : String.format(Locale.ROOT, "%.3f", taken.toMillis() / 1000.0);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** Prefixes a field with an apostrophe where a spreadsheet would evaluate it as a formula. */
    private static String quoted(String field) {
        String safe = field.matches("(?s)[=+@\\-\t\r].*") ? "'" + field : field;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
