package org.cardroom.demo.issuance;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cardroom.testkit.operator.OperatorMetrics;

/** Shows progress: a live bar on a terminal, otherwise a line at every tenth. */
public final class ProgressBar implements AutoCloseable {
    private static final int BAR = 30;
    private static final int LIVE_MILLIS = 200;

    private final PrintStream out;
    private final boolean live;
    private final int total;
    private final OperatorMetrics metrics;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "progress");
    private int tenths;

    public ProgressBar(PrintStream out, boolean live, int total, OperatorMetrics metrics) {
        this.out = out;
        this.live = live;
        this.total = total;
        this.metrics = metrics;
    }

    /** Starts to show it. */
    public ProgressBar start() {
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private void watch() {
        try {
            while (!end.await(LIVE_MILLIS, TimeUnit.MILLISECONDS)) {
                show();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void show() {
        int done = metrics.issuedCount();
        int reached = total == 0 ? 10 : 10 * Math.min(done, total) / total;
        if (live) {
            out.print("\r" + line(done) + "\u001b[K");
            out.flush();
        } else if (reached > tenths) {
            out.println(words());
        }
        tenths = Math.max(tenths, reached);
    }

    private String line(int done) {
        int filled = total == 0 ? BAR : BAR * Math.min(done, total) / total;
        return "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] " + words();
    }

    private String words() {
        return String.format(
                Locale.ROOT,
                "%d issued of %d, %d taken out unissued, %.0f cards/min",
                metrics.issuedCount(),
                total,
                metrics.notIssuedCount(),
                metrics.cardsPerMinute());
    }

    @Override
    public void close() {
        end.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        show();
        if (live) {
            out.println();
        }
    }
}
