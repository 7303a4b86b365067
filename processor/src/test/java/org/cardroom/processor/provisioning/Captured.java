package org.cardroom.processor.provisioning;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.slf4j.LoggerFactory;

/** All that is logged at any level while it is open, the database driver's own log too. */
final class Captured implements AutoCloseable {
    private static final java.util.logging.Logger DRIVER = java.util.logging.Logger.getLogger("org.postgresql");

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();
    private final List<Appender<ILoggingEvent>> silenced = new ArrayList<>();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            IThrowableProxy thrown = event.getThrowableProxy();
            lines.add(event.getLoggerName() + " " + event.getFormattedMessage()
                    + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown)));
        }
    };
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            String message = new java.util.logging.SimpleFormatter().formatMessage(record);
            lines.add(record.getLoggerName() + " " + message);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    Captured() {
        Iterator<Appender<ILoggingEvent>> others = root.iteratorForAppenders();
        others.forEachRemaining(silenced::add);
        silenced.forEach(root::detachAppender);
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.TRACE);
        DRIVER.setLevel(java.util.logging.Level.ALL);
        DRIVER.setUseParentHandlers(false);
        DRIVER.addHandler(handler);
    }

    String text() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        DRIVER.removeHandler(handler);
        DRIVER.setUseParentHandlers(true);
        DRIVER.setLevel(null);
        root.detachAppender(appender);
        root.setLevel(level);
        silenced.forEach(root::addAppender);
    }
}
