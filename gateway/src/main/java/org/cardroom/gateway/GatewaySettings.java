package org.cardroom.gateway;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.cardroom.gateway.access.AccessSettings;

/**
 * The settings of a gateway.
 * @param name the name that it is enrolled under
 * @param bind the address to listen at
 * @param port the port to listen at; 0 for any free port
 * @param tls absent for clear text, at a loopback address only
 * @param access how callers are authenticated and limited
 */
public record GatewaySettings(String name, InetAddress bind, int port, Optional<Tls> tls, AccessSettings access) {
    public GatewaySettings {
        if (tls.isEmpty() && !bind.isLoopbackAddress()) {
            throw new IllegalArgumentException("without TLS a gateway listens at a loopback address only");
        }
    }

    /**
     * A PKCS #12 file with the server's key and certificates.
     * @param passphrase a String, because Spring Boot's SSL properties take nothing else
     */
    public record Tls(Path keystore, String passphrase) {
        @Override
        public String toString() {
            return "Tls[" + keystore + ", redacted]";
        }
    }
}
