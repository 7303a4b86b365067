package org.cardroom.events.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.codec.MessageJson;
import org.junit.jupiter.api.Test;

class EnrolmentTest {
    private final EnrolmentSigningKey signingKey = EnrolmentSigningKey.generate();
    private final SignedEnrolment signed = signingKey.sign(enrolment("agent-1", "north", "south"));

    private static Enrolment enrolment(String agent, String... stations) {
        Instant at = Instant.parse("2026-03-01T09:00:00Z");
        return new Enrolment(
                agent, HpkeKeyPair.generate().publicKey(), new TreeSet<>(List.of(stations)), ClientType.AGENT, at);
    }

    @Test
    void takesWhatTheOfficerSigned() {
        assertThat(signingKey.publicKey().verifies(signed)).isTrue();
    }

    @Test
    void takesItFromJsonToo() {
        SignedEnrolment read = MessageJson.read(MessageJson.write(signed), SignedEnrolment.class);
        assertThat(signingKey.publicKey().verifies(read)).isTrue();
    }

    @Test
    void refusesAnotherOfficersSignature() {
        assertThat(EnrolmentSigningKey.generate().publicKey().verifies(signed)).isFalse();
    }

    @Test
    void refusesAStationThatWasAdded() {
        Enrolment e = signed.enrolment();
        TreeSet<String> more = new TreeSet<>(e.stations());
        more.add("west");
        SignedEnrolment altered = new SignedEnrolment(
                new Enrolment(e.agent(), e.key(), more, e.clientType(), e.at()), signed.signature());
        assertThat(signingKey.publicKey().verifies(altered)).isFalse();
    }

    @Test
    void refusesANameThatCouldNotBeATopic() {
        assertThatIllegalArgumentException().isThrownBy(() -> enrolment("agent/1"));
    }
}
