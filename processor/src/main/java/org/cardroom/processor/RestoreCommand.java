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

/** Brings a database forward that was put back from an older backup. */
@Command(
        name = "restore",
        description = {
            "After PostgreSQL was put back from an older backup, and before any processor is started: brings each card"
                    + " whose key changed since forward from the outcomes topic, and holds back what it cannot.",
            "Exit code 0: all is brought forward, or there was nothing to do; 1: something is held back or lost."
        },
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private KafkaOptions broker = new KafkaOptions();

    @Option(names = "--dry-run", description = "Only says what it would do.")
    private boolean dry;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The list of all cards goes there, CSV; else it is printed.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        try (Database store = database.openExisting()) {
            RestoreReport report = new DatabaseRestore(store, broker.createClients(), Clock.systemUTC()).run(dry);
            printReport(report, System.out);
            return report.quarantinedCount() == 0 && report.lostOutcomes() == 0 ? 0 : 1;
        }
    }

    private void printReport(RestoreReport report, PrintStream to) {
        if (report.isNothingToDo()) {
            to.printf(
                    "Nothing to do: the database knows all %d new outcomes of its room%s.%n",
                    report.knownOutcomes(), foreignOutcomesText(report));
            return;
        }
        printCards(report.cards(), to);
        report.resumedHeads()
                .forEach(head -> to.printf(
                        "The audit of %s is older than entry %d, which was published: it goes on after that, and says so.%n",
                        head.writer(), head.number()));
        if (report.lostOutcomes() > 0) {
            to.printf(
                    "%d outcomes are lost: they were deleted before this database knew them. Cards that they were about"
                            + " are not known to be any: whatever refuses its first answer is set aside.%n",
                    report.lostOutcomes());
        }
        to.printf(
                "%s%d cards brought forward, %d held back; %d card events are passed over: put those cards in again%s.%n",
                dry ? "Not done, only tried: " : "",
                report.cards().size() - report.quarantinedCount(),
                report.quarantinedCount(),
                report.skippedEvents(),
                foreignOutcomesText(report));
    }

    private static String foreignOutcomesText(RestoreReport report) {
        return report.foreignOutcomes() == 0
                ? ""
                : " (" + report.foreignOutcomes() + " outcomes there are of other rooms)";
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
        return (line.quarantined() ? "held back: " : "") + line.description();
    }
}
