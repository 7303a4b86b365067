package org.cardroom.events.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent.SlotStatusChanged;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.SlotState;
import org.junit.jupiter.api.Test;

class EnrolmentNoticeFilterTest {
    private final ScriptedProcessors processors = new ScriptedProcessors(event -> Optional.empty());
    private final InstructionClient client = processors.connectClient(Duration.ofSeconds(10));

    private UUID publish() {
        client.publish("slot-1", header -> new SlotStatusChanged(header, SlotState.INSERT, null, null));
        return processors.events.get(processors.events.size() - 1).origin().event();
    }

    private void tell(String agent, UUID event) {
        processors.deliver(
                MessageJson.write(new EnrolmentNotice(1, agent, event, EnrolmentNotice.NoticeReason.REVOKED)));
    }

    private void tellOfAKey(HpkePublicKey enrolled) {
        processors.deliver(MessageJson.write(new EnrolmentNotice(
                1, "agent-1", publish(), EnrolmentNotice.NoticeReason.OTHER_KEY, enrolled.fingerprint())));
    }

    @Test
    void believesANoticeOfAnEventThatItSent() {
        tell("agent-1", publish());
        assertThat(processors.notices)
                .extracting(EnrolmentNotice::reason)
                .containsExactly(EnrolmentNotice.NoticeReason.REVOKED);
    }

    @Test
    void believesThatAnotherKeyIsEnrolled() {
        HpkePublicKey other = HpkeKeyPair.generate().publicKey();
        tellOfAKey(other);
        assertThat(processors.notices)
                .extracting(EnrolmentNotice::enrolledFingerprint)
                .containsExactly(other.fingerprint());
    }

    /** Such a notice answers an altered copy of its event. */
    @Test
    void endsNotBecauseOfItsOwnKey() {
        tellOfAKey(ScriptedProcessors.agentIdentity().key().publicKey());
        assertThat(processors.notices).isEmpty();
        tellOfAKey(HpkeKeyPair.generate().publicKey());
        assertThat(processors.notices).hasSize(1);
    }

    @Test
    void endsNotBecauseItIsEnrolled() {
        processors.deliver(
                MessageJson.write(new EnrolmentNotice(1, "agent-1", publish(), EnrolmentNotice.NoticeReason.ENROLLED)));
        assertThat(processors.notices).isEmpty();
    }

    @Test
    void believesOneNotice() {
        tell("agent-1", publish());
        tell("agent-1", publish());
        assertThat(processors.notices).hasSize(1);
    }

    @Test
    void believesNoNoticeOfAnotherEventOrAgent() {
        tell("agent-1", UuidGenerator.next());
        tell("agent-2", publish());
        assertThat(processors.notices).isEmpty();
    }

    @Test
    void believesNoNoticeOfAnEventLongAgo() {
        UUID old = publish();
        for (int i = 0; i < 256; i++) {
            publish();
        }
        tell("agent-1", old);
        assertThat(processors.notices).isEmpty();
    }
}
