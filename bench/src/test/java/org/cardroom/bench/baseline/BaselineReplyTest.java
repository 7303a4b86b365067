package org.cardroom.bench.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.outcome.IssuanceEvent;
import org.junit.jupiter.api.Test;

class BaselineReplyTest {
    private static final String CARD = "00112233445566778899AABBCCDDEEFF";

    private final UUID event = UuidGenerator.next();

    private List<BaselineReply> to(int stage) {
        return BaselineReply.repliesTo(
                new BenchHeader(stage, "simulated-1", UuidGenerator.next(), event), CARD, UuidGenerator.next());
    }

    private static IssuanceEvent outcome(BaselineReply reply) {
        assertThat(reply.recordKey()).isEqualTo(CARD);
        IssuanceEvent outcome = MessageJson.read(reply.bytes(), IssuanceEvent.class);
        assertThat(MessageJson.write(outcome)).asString(StandardCharsets.UTF_8).hasSameSizeAs(reply.text());
        return outcome;
    }

    private static UUID answered(BaselineReply reply) {
        return MessageJson.read(reply.bytes(), SealedInstruction.class)
                .envelope()
                .event();
    }

    @Test
    void repliesWithACheckpointBeforeTheFirstInstruction() {
        List<BaselineReply> replies = to(1);
        assertThat(replies).hasSize(2);
        assertThat(outcome(replies.get(0))).isInstanceOf(IssuanceEvent.CardProvisioningCheckpoint.class);
        assertThat(answered(replies.get(1))).isEqualTo(event);
    }

    @Test
    void repliesWithAnInstructionOnlyWithinTheSession() {
        assertThat(to(2)).singleElement().satisfies(reply -> assertThat(answered(reply))
                .isEqualTo(event));
    }

    @Test
    void repliesWithCardIssuedAtTheEnd() {
        assertThat(to(3)).singleElement().satisfies(reply -> assertThat(outcome(reply))
                .isInstanceOf(IssuanceEvent.CardIssued.class));
    }
}
