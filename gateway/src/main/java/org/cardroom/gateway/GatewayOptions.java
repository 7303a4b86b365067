package org.cardroom.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.cardroom.events.command.CliRunner;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.command.PassphraseReader;
import org.cardroom.gateway.GatewaySettings.Tls;
import org.cardroom.gateway.access.AccessSettings;
import org.cardroom.gateway.access.AccessSettings.OidcSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of {@code gateway run} for the listener and for callers. */
final class GatewayOptions {
    @Option(names = "--port", paramLabel = "N", defaultValue = "8080", description = "Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen at; without TLS only a loopback address. Default: ${DEFAULT-VALUE}.")
    private String bind = "";

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description = "A PKCS #12 file with the server's key and certificates.")
    private @Nullable Path keystore;

    @Option(
            names = "--tls-passphrase-file",
            paramLabel = "FILE",
            description = "Default: CARDROOM_TLS_PASSPHRASE, else a prompt.")
    private @Nullable Path passphraseFile;

    @Option(
            names = "--oidc-issuer",
            paramLabel = "URL",
            description = "An OpenID Connect issuer whose access tokens are accepted too.")
    private @Nullable String issuer;

    @Option(
            names = "--oidc-audience",
            paramLabel = "NAME",
            defaultValue = "cardroom",
            description = "The audience that its tokens must have. Default: ${DEFAULT-VALUE}.")
    private String audience = "";

    @Option(
            names = "--oidc-roles-claim",
            paramLabel = "NAME",
            defaultValue = OidcSettings.DEFAULT_ROLES_CLAIM,
            description = "Its claim with the roles, such as groups or realm_access.roles. Default: ${DEFAULT-VALUE}.")
    private String rolesClaim = "";

    @Option(
            names = "--oidc-max-lifetime",
            paramLabel = "MINUTES",
            defaultValue = "60",
            description = "The longest lifetime of its tokens. Default: ${DEFAULT-VALUE}.")
    private int maxLifetime;

    @Option(
            names = "--rate-limit",
            paramLabel = "N",
            defaultValue = "120",
            description = "The secrets that a caller may request in a minute; 0: no limit. Default: ${DEFAULT-VALUE}.")
    private int rateLimit;

    @Option(names = "--no-pin-reading", description = "Refuse to give PINs, where only agents write them.")
    private boolean noPinReading;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    /**
     * Returns the settings of the gateway of this name.
     * @throws EnvironmentException if the address or the TLS keystore cannot be used
     */
    GatewaySettings toSettings(String name) {
        CliRunner.requireUsage(spec, port >= 0 && port <= 65_535, "--port must be 0 to 65535");
        CliRunner.requireUsage(spec, rateLimit >= 0, "--rate-limit must be 0 or more");
        CliRunner.requireUsage(
                spec, maxLifetime >= 1 && maxLifetime <= 1440, "--oidc-max-lifetime must be 1 to 1440 minutes");
        AccessSettings access = new AccessSettings(oidc(), rateLimit, !noPinReading);
        try {
            return new GatewaySettings(name, InetAddress.getByName(bind), port, tls(), access);
        } catch (UnknownHostException e) {
            throw new EnvironmentException("--bind is not an address of this machine: " + bind, e);
        } catch (IllegalArgumentException e) {
            throw new EnvironmentException(e.getMessage() + "; see --tls-keystore", e);
        }
    }

    private @Nullable OidcSettings oidc() {
        return issuer == null ? null : new OidcSettings(issuer, audience, rolesClaim, Duration.ofMinutes(maxLifetime));
    }

    private Optional<Tls> tls() {
        if (keystore == null) {
            return Optional.empty();
        }
        if (!Files.isReadable(keystore)) {
            throw new EnvironmentException("cannot read the TLS keystore " + keystore);
        }
        char[] passphrase = PassphraseReader.read(passphraseFile, "CARDROOM_TLS_PASSPHRASE", keystore.toString());
        try {
            return Optional.of(new Tls(keystore, new String(passphrase)));
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }
}
