package org.cardroom.processor;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.cardroom.db.Database;
import org.cardroom.db.DatabaseOptions;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaOptions;
import org.cardroom.processor.restore.DatabaseRestore;
import org.cardroom.processor.restore.RestoreReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code cardroom restore}: rolls a database that was restored from a backup forward. */
@Command(
        name = "restore",
        description = {
            "Run it after PostgreSQL was restored from a backup and before any processor starts. It rolls each card that"
                    + " changed since the backup forward from the outcomes topic, and quarantines the cards it cannot.",
            "Exit code 0: every card was rolled forward, or there was nothing to do; 1: a card was quarantined or"
                    + " outcomes are lost."
        },
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private KafkaOptions broker = new KafkaOptions();

    @Option(names = "--dry-run", description = "Print what would be done; change nothing.")
    private boolean dry;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the list of cards to this CSV file instead of printing it.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        try (Database store = database.open()) {
            RestoreReport report = new DatabaseRestore(store, broker.createClients(), Clock.systemUTC()).run(dry);
            printReport(report, System.out);
            return report.quarantinedCount() == 0 && report.lostOutcomes() == 0 ? 0 : 1;
        }
    }

    private void printReport(RestoreReport report, PrintStream to) {
        if (report.isNothingToDo()) {
            to.printf(
                    "Nothing to do: the database contains all %d new outcomes of its installation%s.%n",
                    report.knownOutcomes(), foreignOutcomesText(report));
            return;
        }
        printCards(report.cards(), to);
        printLosses(report, to);
        to.printf(
                "%s%d cards rolled forward, %d quarantined; %d card events skipped: insert those cards again%s.%n",
                dry ? "Dry run, nothing changed: " : "",
                report.cards().size() - report.quarantinedCount(),
                report.quarantinedCount(),
                report.skippedEvents(),
                foreignOutcomesText(report));
    }

    private static void printLosses(RestoreReport report, PrintStream to) {
        report.resumedHeads()
                .forEach(head -> to.printf(
                        "The audit of %s lacks entries up to %d, which was published: it continues after that entry, with"
                                + " a recorded gap.%n",
                        head.writer(), head.number()));
        if (report.lostOutcomes() > 0) {
            to.printf(
                    "%d outcomes are lost: the topic deleted them before this database read them. The cards concerned"
                            + " cannot be identified: a card that refuses its first response is set aside.%n",
                    report.lostOutcomes());
        }
    }

    private static String foreignOutcomesText(RestoreReport report) {
        return report.foreignOutcomes() == 0
                ? ""
                : " (" + report.foreignOutcomes() + " outcomes belong to other installations)";
    }

    private void printCards(List<RestoreReport.CardLine> cards, PrintStream to) {
        if (out == null) {
            cards.forEach(line -> to.println(line.card() + "  " + cardText(line)));
            return;
        }
        try {
            List<String> lines = cards.stream()
                    .map(line -> line.card() + ",\"" + cardText(line).replace("\"", "\"\"") + "\"")
                    .toList();
            Files.write(out, lines, StandardCharsets.UTF_8);
            to.println("The list of all cards is in " + out);
        } catch (IOException e) {
            throw new EnvironmentException("cannot write " + out, e);
        }
    }

    private static String cardText(RestoreReport.CardLine line) {
        return (line.quarantined() ? "quarantined: " : "") + line.description();
    }
}
