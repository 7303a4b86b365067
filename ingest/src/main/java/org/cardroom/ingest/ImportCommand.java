package org.cardroom.ingest;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.cardroom.db.Database;
import org.cardroom.db.DatabaseCommand;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.ingest.manifest.ManifestImporter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Imports a manifest: creates a request for each valid line.",
            "The manifest is a CSV file in UTF-8 with the columns person and template, and optionally requestId,"
                    + " displayName, cardId, station and priority (0 to 9, 9 first), in any order.",
            "To resume an interrupted import, import the same file again."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every line was imported", "1:a line was rejected, or the import failed", "2:usage"})
final class ImportCommand extends DatabaseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The manifest.")
    private Path manifest = Path.of("");

    @Option(names = "--name", description = "The name of the batch. Default: the name of the file.")
    private @Nullable String name;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "The file for rejected lines and their reasons. Default: FILE.rejects.csv.")
    private @Nullable Path rejects;

    @Override
    public Integer call() {
        Path rejectFile = rejects == null ? ManifestImporter.defaultRejectFile(manifest) : rejects;
        try (Database store = database.open()) {
            UUID batch = ManifestImporter.unfinishedBatchOrNewId(store, manifest);
            new BatchRepository(store).create(batch, name == null ? String.valueOf(manifest.getFileName()) : name);
            ManifestImporter.Counts counts = ManifestImporter.run(store, manifest, batch, rejectFile);
            PrintWriter out = spec.commandLine().getOut();
            out.printf("batch %s: %d lines, ", batch, counts.lines());
            out.printf("%d imported, %d rejected%n", counts.imported(), counts.rejected());
            if (counts.rejected() > 0) {
                out.println("rejected lines: " + rejectFile);
            }
            return counts.rejected() == 0 ? 0 : 1;
        }
    }
}
