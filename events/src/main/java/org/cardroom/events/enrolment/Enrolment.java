package org.cardroom.events.enrolment;

import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.cardroom.events.channel.HpkePublicKey;

/**
 * What an officer vouches for: this name has this key, and works at these stations.
 *
 * @param agent its name, 1 to 63 letters, digits, dots, dashes or underscores
 * @param key the public key that it showed, whose fingerprint a person compared
 * @param stations where its readers stand; a request that names a station is issued only there
 * @param capability what it may send
 * @param at when
 */
public record Enrolment(
        String agent, HpkePublicKey key, NavigableSet<String> stations, ClientType capability, Instant at) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public Enrolment {
        if (!NAME.matcher(agent).matches()) {
            throw new IllegalArgumentException("an agent's name must be 1 to 63 letters, digits, dots, dashes or _");
        }
        stations = new TreeSet<>(stations);
        for (String station : stations) {
            if (station.isBlank() || station.length() > 100) {
                throw new IllegalArgumentException("a station's name must have 1 to 100 characters");
            }
        }
    }
}
