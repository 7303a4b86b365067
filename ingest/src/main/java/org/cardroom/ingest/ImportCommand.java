package org.cardroom.ingest;

import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.cardroom.db.Database;
import org.cardroom.db.DatabaseOptions;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.ingest.manifest.ManifestImporter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Makes requests of a manifest's lines.",
            "The manifest is a CSV file in UTF-8 with the columns person and template, and if need be requestId,"
                    + " displayName, cardId, station and priority (0 to 9, 9 first), in any order.",
            "An import that was interrupted goes on when the same file is imported again."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every line was imported", "1:a line was rejected, or it cannot run", "2:usage"})
final class ImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The manifest.")
    private Path manifest = Path.of("");

    @Option(names = "--name", description = "What the batch is called; the file's name if it is not said.")
    private @Nullable String name;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "Where rejected lines go, with every reason; FILE.rejects.csv if it is not said.")
    private @Nullable Path rejects;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path rejectFile = rejects == null ? ManifestImporter.defaultRejectFile(manifest) : rejects;
        try (Database store = database.open()) {
            UUID batch = ManifestImporter.unfinishedBatchOrNewId(store, manifest);
            new BatchRepository(store).create(batch, name == null ? String.valueOf(manifest.getFileName()) : name);
            ManifestImporter.Counts counts = ManifestImporter.run(store, manifest, batch, rejectFile);
            print(batch, counts);
            if (counts.rejected() > 0) {
                spec.commandLine().getOut().println("rejected lines: " + rejectFile);
            }
            return counts.rejected() == 0 ? 0 : 1;
        }
    }

    private void print(UUID batch, ManifestImporter.Counts counts) {
        spec.commandLine()
                .getOut()
                .printf(
                        "batch %s: %d lines, %d imported, %d rejected%n",
                        batch, counts.lines(), counts.imported(), counts.rejected());
    }
}
