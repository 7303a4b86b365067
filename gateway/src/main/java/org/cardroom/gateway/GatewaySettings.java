package org.cardroom.gateway;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.cardroom.gateway.access.AccessSettings;

/**
 * How a gateway runs.
 *
 * @param name what it is enrolled as
 * @param bind the address that it listens at
 * @param port there; 0 for any that is free
 * @param tls absent for clear text, at a loopback address only
 * @param access how callers are known and held back
 * @param pinReading whether PINs can be read through it at all
 */
public record GatewaySettings(
        String name, InetAddress bind, int port, Optional<Tls> tls, AccessSettings access, boolean pinReading) {
    public GatewaySettings {
        if (tls.isEmpty() && !bind.isLoopbackAddress()) {
            throw new IllegalArgumentException("without TLS a gateway listens at a loopback address only");
        }
    }

    /**
     * A key file (PKCS #12) with the server's key and its certificates.
     *
     * @param passphrase what opens it: a text, for the server takes nothing else
     */
    public record Tls(Path keystore, String passphrase) {
        @Override
        public String toString() {
            return "Tls[" + keystore + ", redacted]";
        }
    }
}
