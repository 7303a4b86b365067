package org.cardroom.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An OpenID Connect issuer that publishes its public key and signs any token. */
final class FakeOidcIssuer implements AutoCloseable {
    private final RSAKey key;
    private final HttpServer server;

    FakeOidcIssuer() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("k").generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serveJson(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"" + url() + "\",\"jwks_uri\":\"" + url()
                        + "/keys\",\"subject_types_supported\":[\"public\"]}");
        serveJson("/keys", "{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}");
        server.start();
    }

    private void serveJson(String path, String json) {
        server.createContext(path, exchange -> {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Issues an access token of the user ada, valid for ten minutes from this time. */
    String token(String audience, Instant from, String... roles) throws JOSEException {
        return sign(null, claims(audience, from, roles).build());
    }

    /** The claims of that token, to be altered. */
    JWTClaimsSet.Builder claims(String audience, Instant from, String... roles) {
        return new JWTClaimsSet.Builder()
                .issuer(url())
                .subject("0815")
                .audience(audience)
                .claim("preferred_username", "ada")
                .claim("roles", List.of(roles))
                .issueTime(Date.from(from))
                .expirationTime(Date.from(from.plusSeconds(600)));
    }

    /** Signs any claims, with this type in the header if there is one. */
    String sign(@Nullable String type, JWTClaimsSet claims) throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("k")
                .type(type == null ? null : new JOSEObjectType(type))
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
