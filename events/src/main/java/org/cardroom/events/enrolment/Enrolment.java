package org.cardroom.events.enrolment;

import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.codec.MessageValidation;

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
    public Enrolment {
        MessageValidation.requireName("an agent's name", agent);
        stations = new TreeSet<>(stations);
        for (String station : stations) {
            if (station.isBlank() || station.length() > 100) {
                throw new IllegalArgumentException("a station's name must have 1 to 100 characters");
            }
        }
    }
}
