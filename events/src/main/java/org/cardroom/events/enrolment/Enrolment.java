package org.cardroom.events.enrolment;

import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.codec.MessageValidation;

/**
 * The statement that an officer signs: this name has this key and works at these stations.
 * @param agent its name, 1 to 63 letters, digits, dots, dashes or underscores
 * @param key its public key, whose fingerprint an officer compared
 * @param stations the stations of its readers; a request that names a station is issued only there
 * @param clientType limits the events that it may send
 * @param at the time of the enrolment
 */
public record Enrolment(
        String agent, HpkePublicKey key, NavigableSet<String> stations, ClientType clientType, Instant at) {
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
