package org.cardroom.agent.slot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that is logged at any level while it is open, and nothing of it on the console. */
final class AgentLogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger ours = (Logger) LoggerFactory.getLogger("org.cardroom");

    AgentLogCapture() {
        start();
        ours.setLevel(Level.TRACE);
        ours.setAdditive(false);
        ours.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        lines.add(event.getFormattedMessage() + (thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown)));
    }

    /** How many commands were sent to cards: each is logged once. */
    long commands() {
        return lines.stream()
                .filter(line -> line.matches("([0-9A-F]{8}|\\(a command that is not shown\\)): [0-9A-F]{4}"))
                .count();
    }

    String text() {
        return String.join("\n", lines);
    }

    void clear() {
        lines.clear();
    }

    @Override
    public void close() {
        ours.detachAppender(this);
        ours.setAdditive(true);
        ours.setLevel(null);
    }
}
