package org.cardroom.events.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.message.CardEvent.AgentStatus;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Notice;
import org.cardroom.events.message.SlotState;
import org.junit.jupiter.api.Test;

class NoticesTest {
    private final Processors processors = new Processors(event -> Optional.empty());
    private final Link link = processors.link(Duration.ofSeconds(10));

    private UUID publish() {
        link.publish("slot-1", origin -> new AgentStatus(origin, SlotState.INSERT, null, null));
        return processors.events.get(processors.events.size() - 1).origin().event();
    }

    private void tell(String agent, UUID event) {
        processors.say(Json.write(new Notice(1, agent, event, Notice.Reason.REVOKED)));
    }

    private void tellOfAKey(HpkePublicKey enrolled) {
        processors.say(
                Json.write(new Notice(1, "agent-1", publish(), Notice.Reason.OTHER_KEY, enrolled.fingerprint())));
    }

    @Test
    void believesANoticeOfAnEventThatItSent() {
        tell("agent-1", publish());
        assertThat(processors.dismissed).extracting(Notice::reason).containsExactly(Notice.Reason.REVOKED);
    }

    @Test
    void believesThatAnotherKeyIsEnrolled() {
        HpkePublicKey other = HpkeKeyPair.generate().publicKey();
        tellOfAKey(other);
        assertThat(processors.dismissed).extracting(Notice::enrolled).containsExactly(other.fingerprint());
    }

    /** Such a notice answers an altered copy of its event. */
    @Test
    void endsNotBecauseOfItsOwnKey() {
        tellOfAKey(Processors.identity().key().publicKey());
        assertThat(processors.dismissed).isEmpty();
        tellOfAKey(HpkeKeyPair.generate().publicKey());
        assertThat(processors.dismissed).hasSize(1);
    }

    @Test
    void endsNotBecauseItIsEnrolled() {
        processors.say(Json.write(new Notice(1, "agent-1", publish(), Notice.Reason.ENROLLED)));
        assertThat(processors.dismissed).isEmpty();
    }

    @Test
    void believesOneNotice() {
        tell("agent-1", publish());
        tell("agent-1", publish());
        assertThat(processors.dismissed).hasSize(1);
    }

    @Test
    void believesNoNoticeOfAnotherEventOrAgent() {
        tell("agent-1", Ids.next());
        tell("agent-2", publish());
        assertThat(processors.dismissed).isEmpty();
    }

    @Test
    void believesNoNoticeOfAnEventLongAgo() {
        UUID old = publish();
        for (int i = 0; i < 256; i++) {
            publish();
        }
        tell("agent-1", old);
        assertThat(processors.dismissed).isEmpty();
    }
}
