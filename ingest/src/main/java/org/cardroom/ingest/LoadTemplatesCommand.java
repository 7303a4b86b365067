package org.cardroom.ingest;

import java.nio.file.Path;
import org.cardroom.db.Database;
import org.cardroom.db.DatabaseCommand;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.ingest.template.TemplateLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "load-templates",
        mixinStandardHelpOptions = true,
        description = {
            "Loads profile templates from a JSON array: all of them, or none if one is invalid.",
            "A changed template becomes the next version; cards in progress keep their version."
        })
final class LoadTemplatesCommand extends DatabaseCommand implements Runnable {
    @Parameters(paramLabel = "FILE", description = "The templates.")
    private Path file = Path.of("");

    @Override
    public void run() {
        try (Database store = database.open()) {
            for (ProfileTemplateRepository.StoredTemplate stored : TemplateLoader.loadFile(store, file)) {
                spec.commandLine().getOut().println(stored.template().name() + ": version " + stored.version());
            }
        }
    }
}
