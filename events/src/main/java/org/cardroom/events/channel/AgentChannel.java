package org.cardroom.events.channel;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.cardroom.events.card.Hex;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.message.ChannelRef;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.SealedInstruction;

/** The agent's end of a channel: authenticates events and opens instructions. Safe from any thread. */
public final class AgentChannel {
    private final ChannelRef ref;
    private final ChannelCrypto crypto;

    private AgentChannel(ChannelRef ref, ChannelCrypto crypto) {
        this.ref = ref;
        this.crypto = crypto;
    }

    /**
     * Opens a new channel without any exchange.
     * @param agent the name the agent is enrolled under
     * @param own the agent's enrolled key
     * @param processorsId the id of the processors' key
     * @param now the opening time; open a new channel at every start and at least daily
     */
    public static AgentChannel open(
            String agent, HpkeKeyPair own, String processorsId, HpkePublicKey processors, Instant now) {
        byte[] info = ChannelCrypto.hpkeInfo(agent, processorsId, now.toString());
        HPKEContextWithEncapsulation context =
                HpkeSuite.authMode().setupAuthS(processors.toParameter(), info, own.pair());
        ChannelRef ref = new ChannelRef(processorsId, now, Hex.of(context.getEncapsulation()));
        return new AgentChannel(ref, new ChannelCrypto(context));
    }

    /** The reference that each event carries. */
    public ChannelRef ref() {
        return ref;
    }

    /** Authenticates an event: HMAC-SHA-256, 32 bytes, over topic, record key and value. */
    public byte[] mac(String topic, String recordKey, byte[] value) {
        return crypto.mac(topic, recordKey, value);
    }

    /**
     * Opens an instruction, for the caller to close.
     * @return empty if it was not sealed under this channel, or its envelope was altered
     * @throws IllegalArgumentException if it is authentic but not decodable: the processor has another version
     */
    public Optional<Instruction> open(SealedInstruction sealed) {
        return crypto.open(MessageJson.write(sealed.envelope()), sealed.decodeBody())
                .map(AgentChannel::read);
    }

    private static Instruction read(byte[] body) {
        try {
            return InstructionCodec.decode(body);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }
}
