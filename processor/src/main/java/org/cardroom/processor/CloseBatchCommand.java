package org.cardroom.processor;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.cardroom.db.Database;
import org.cardroom.db.DatabaseOptions;
import org.cardroom.db.http.DailyHttpBatch;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.events.command.CliRunner;
import org.cardroom.processor.batchclose.CloseBatchJob;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code cardroom processor close-batch}. */
@Command(
        name = "close-batch",
        description = "Writes a batch's results and closes the batch if nothing is pending.",
        mixinStandardHelpOptions = true)
final class CloseBatchCommand implements Callable<Integer> {
    private static final int MAX_REASON_LENGTH = 200;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Parameters(
            paramLabel = "BATCH",
            converter = BatchIdConverter.class,
            description =
                    "The id printed by import, or a UTC day such as 2026-01-31 for the HTTP requests of that day.")
    private UUID batch = new UUID(0, 0);

    @Option(names = "--out", required = true, description = "The CSV file for the results.")
    private Path out = Path.of("");

    @Option(
            names = "--abandon",
            paramLabel = "REASON",
            description =
                    "First end all pending requests permanently: waiting requests are canceled, started requests fail"
                            + " and their cards receive no further instructions.")
    private @Nullable String reason;

    @Spec
    private @Nullable CommandSpec spec;

    /** Parses a batch id or a day. */
    static final class BatchIdConverter implements CommandLine.ITypeConverter<UUID> {
        private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

        @Override
        public UUID convert(String text) {
            return DAY.matcher(text).matches() ? DailyHttpBatch.idOf(LocalDate.parse(text)) : UUID.fromString(text);
        }
    }

    @Override
    public Integer call() {
        CliRunner.requireUsage(
                spec, reason == null || isText(reason), "--abandon needs 1 to " + MAX_REASON_LENGTH + " characters");
        try (Database store = database.open()) {
            CloseBatchJob job = new CloseBatchJob(store, Clock.systemUTC());
            BatchRepository.BatchCounts count = reason == null ? job.run(batch, out) : job.abandon(batch, out, reason);
            System.out.printf(
                    "requested %d = issued %d + failed %d + rejected %d + pending %d%n",
                    count.requested(), count.issued(), count.failed(), count.rejected(), count.pending());
            return count.issued() == count.requested() ? 0 : 1;
        }
    }

    private static boolean isText(String text) {
        return !text.isBlank()
                && text.length() <= MAX_REASON_LENGTH
                && text.chars().noneMatch(Character::isISOControl);
    }
}
