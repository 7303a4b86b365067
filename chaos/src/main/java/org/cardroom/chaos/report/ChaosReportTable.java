package org.cardroom.chaos.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cardroom.chaos.plan.FaultKind;
import org.cardroom.chaos.process.ExchangePhase;

/** Formats a report as text. */
public record ChaosReportTable(ChaosReport report) {
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(row("fault", "done", "aimed", "identify", "wait", "put key", "wait", "set PIN", "report", "worst s"));
        lines.add(row("---", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:"));
        for (FaultKind kind : FaultKind.values()) {
            lines.add(row(kind));
        }
        lines.add("");
        lines.add("requested " + report.requested() + " = issued " + report.issued() + " + failed "
                + report.failedCards() + " + rejected " + report.rejected() + " + pending " + report.pending()
                + ", in " + report.seconds() + " s");
        if (report.faultsGivenUp() > 0) {
            lines.add(report.faultsGivenUp() + " faults were abandoned: no card was left for them");
        }
        report.failed().forEach((reason, count) -> lines.add("  failed: " + count + " " + reason));
        lines.add("dead letters: " + report.deadLetters().repeated() + " repeated by the faults, "
                + report.deadLetters().resent() + " sent again by agents, unexplained "
                + report.deadLetters().unexplained());
        report.ended().forEach((process, count) -> lines.add(process + " exited unexpectedly: " + count));
        report.findings().forEach(lines::add);
        lines.add("lost " + report.lost() + ", doubled " + report.doubled() + ", locked " + report.locked()
                + "; a card that was hit waited " + report.worstWaitSeconds() + " s at most");
        return lines;
    }

    private String row(FaultKind kind) {
        ChaosReport.FaultKindResult result =
                report.kinds().getOrDefault(kind.name(), new ChaosReport.FaultKindResult(0, 0, 0, Map.of(), 0));
        List<Object> cells = new ArrayList<>(List.of(kind.description(), result.done(), result.aimed()));
        for (ExchangePhase phase : ExchangePhase.values()) {
            cells.add(result.hits().getOrDefault(phase.name(), 0));
        }
        cells.add(result.worstWaitSeconds());
        return row(cells.toArray());
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "| %-22s | %5s | %5s | %8s | %8s | %8s | %8s | %8s | %8s | %8s |", cells);
    }
}
