package org.cardroom.bench.jmh;

import java.time.Instant;
import java.util.Optional;
import org.cardroom.events.channel.AgentChannel;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.channel.ProcessorChannels;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.processor.keys.ProcessorKeyring;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Measures the channel between agent and processors, and its messages. Public and not final: JMH generates subclasses. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the method that is marked with Setup first
public class ChannelBenchmark {
    private ProcessorKeyring keyring;
    private HpkeKeyPair pair;
    private String keyId;
    private HpkePublicKey processors;
    private AgentChannel agent;
    private ProcessorChannels open;
    private CardEvent.CardInserted event;
    private byte[] value;
    private byte[] mac;
    private InstructionEnvelope envelope;
    private Instruction instruction;
    private SealedInstruction sealed;

    /** Opens a channel and creates a message in each direction. */
    @Setup
    public void connect() {
        keyring = BenchmarkFixtures.createKeys();
        pair = HpkeKeyPair.generate();
        keyId = keyring.publicKeys().newestKeyId();
        processors = Optional.ofNullable(keyring.publicKeys().channelKeys().get(keyId))
                .orElseThrow();
        agent = agentOpens();
        open = keyring.openChannels();
        event = BenchmarkFixtures.cardInserted(agent.ref());
        value = MessageJson.write(event);
        mac = mac();
        envelope = BenchmarkFixtures.envelope(event.origin());
        AdminKey key = AdminKey.of(KeyAlgorithm.TDES, new byte[24]);
        instruction = new Instruction.PutKey(key.respond(BenchmarkFixtures.SHORT), key);
        sealed = seal();
    }

    /** An agent opens a channel. */
    @Benchmark
    public final AgentChannel agentOpens() {
        return AgentChannel.open(BenchmarkFixtures.AGENT, pair, keyId, processors, Instant.now());
    }

    /** A processor opens a channel with its first event and verifies the event. */
    @Benchmark
    public ProcessorChannels.ChannelVerdict processorOpens() {
        return check(keyring.openChannels());
    }

    /** A processor verifies an event of a known channel. */
    @Benchmark
    public ProcessorChannels.ChannelVerdict check() {
        return check(open);
    }

    private ProcessorChannels.ChannelVerdict check(ProcessorChannels channels) {
        return channels.verify(
                event.origin(), pair.publicKey(), mac, KafkaTopics.CARD_EVENTS, event.recordKey(), value);
    }

    /** An agent authenticates an event. */
    @Benchmark
    public final byte[] mac() {
        return agent.mac(KafkaTopics.CARD_EVENTS, event.recordKey(), value);
    }

    /** A processor seals an instruction. */
    @Benchmark
    public final SealedInstruction seal() {
        return open.seal(event.origin(), pair.publicKey(), envelope, instruction);
    }

    /** An agent opens an instruction. */
    @Benchmark
    public Optional<Instruction> open() {
        return agent.open(sealed);
    }

    /** Encodes an event as JSON. */
    @Benchmark
    public final byte[] encode() {
        return MessageJson.write(event);
    }

    /** Decodes an event from JSON. */
    @Benchmark
    public CardEvent decode() {
        return MessageJson.read(value, CardEvent.class);
    }
}
