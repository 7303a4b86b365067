package org.cardroom.gateway;

import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.cardroom.db.Database;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.gateway.access.AccessSettings;
import org.cardroom.gateway.audit.GatewayAuditLog;
import org.cardroom.gateway.processorclient.CardSecretClient;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.support.GenericApplicationContext;

/** A running gateway. Closing it completes the requests in progress; it does not close the database or the client. */
public final class GatewayServer implements AutoCloseable {
    final ServletWebServerApplicationContext context;
    private final GatewaySettings settings;

    private GatewayServer(ServletWebServerApplicationContext context, GatewaySettings settings) {
        this.context = context;
        this.settings = settings;
    }

    /**
     * Starts a gateway.
     * @throws EnvironmentException if the address or port is not available, or the TLS keystore cannot be used
     */
    public static GatewayServer start(
            GatewaySettings settings, Database database, CardSecretClient secretClient, Clock clock) {
        bridgeLogging();
        SpringApplicationBuilder builder = new SpringApplicationBuilder(GatewayApplication.class)
                .web(WebApplicationType.SERVLET)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(properties(settings))
                .initializers((GenericApplicationContext context) -> {
                    context.registerBean(GatewaySettings.class, () -> settings);
                    context.registerBean(AccessSettings.class, settings::access);
                    context.registerBean(Database.class, () -> database, d -> d.setDestroyMethodName(""));
                    context.registerBean(CardSecretClient.class, () -> secretClient, d -> d.setDestroyMethodName(""));
                    context.registerBean(Clock.class, () -> clock);
                    context.registerBean(
                            GatewayAuditLog.class, () -> new GatewayAuditLog(database, settings.name(), clock));
                });
        try {
            return new GatewayServer((ServletWebServerApplicationContext) builder.run(), settings);
        } catch (WebServerException | ApplicationContextException e) {
            throw new EnvironmentException(
                    "cannot listen at " + settings.bind().getHostAddress() + ": " + causeMessage(e), e);
        }
    }

    /** Keeps the logging configuration of the command line, and sends Tomcat's java.util.logging there. */
    private static void bridgeLogging() {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private static Map<String, Object> properties(GatewaySettings settings) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "spring.config.location", "classpath:/gateway.properties",
                "server.address", settings.bind().getHostAddress(),
                "server.port", settings.port()));
        settings.tls().ifPresent(tls -> {
            properties.put("server.ssl.key-store", tls.keystore().toUri().toString());
            properties.put("server.ssl.key-store-type", "PKCS12");
            properties.put("server.ssl.key-store-password", tls.passphrase());
            properties.put("server.ssl.enabled-protocols", "TLSv1.3,TLSv1.2");
        });
        return properties;
    }

    /** Describes the innermost cause. */
    private static String causeMessage(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof PortInUseException)) {
            cause = cause.getCause();
        }
        return cause instanceof PortInUseException port
                ? "port " + port.getPort() + " is in use"
                : cause.getClass().getSimpleName() + " " + cause.getMessage();
    }

    /** Returns the base URI, with the actual port. */
    public URI uri() {
        String scheme = settings.tls().isPresent() ? "https" : "http";
        String host = settings.bind().getHostAddress();
        int port = Objects.requireNonNull(context.getWebServer()).getPort();
        return URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    @Override
    public void close() {
        context.close();
    }
}
