package org.cardroom.events.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.card.Hex;
import org.cardroom.events.channel.ProcessorChannels.ChannelVerdict;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.cardroom.events.secret.SecretBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedChannelTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final byte[] VALUE = "value".getBytes(StandardCharsets.UTF_8);
    private static final Challenge CHALLENGE = new Challenge("0011223344556677");

    private final HpkeKeyPair agent = HpkeKeyPair.generate();
    private final HpkeKeyPair processors = HpkeKeyPair.generate();
    private final AgentChannel channel =
            AgentChannel.open("agent-1", agent, "processors-1", processors.publicKey(), NOW);
    private final ProcessorChannels channels = at(NOW);

    private ProcessorChannels at(Instant now) {
        return new ProcessorChannels(Map.of("processors-1", processors), Clock.fixed(now, ZoneOffset.UTC));
    }

    private EventHeader origin(String name) {
        return new EventHeader(1, UuidGenerator.next(), name, channel.ref(), "slot-1", NOW);
    }

    private InstructionEnvelope envelope(UUID session) {
        return new InstructionEnvelope(
                1,
                UuidGenerator.next(),
                "agent-1",
                channel.ref().encapsulated(),
                UuidGenerator.next(),
                session,
                new CardId("00".repeat(16)),
                InstructionType.PUT_KEY,
                CHALLENGE,
                4000);
    }

    private SealedInstruction sealed(Instruction instruction) {
        return channels.seal(origin("agent-1"), agent.publicKey(), envelope(UuidGenerator.next()), instruction);
    }

    private ChannelVerdict check(ProcessorChannels channels, String name, String key, byte[] value) {
        byte[] mac = channel.mac("events", "card", VALUE);
        return channels.verify(origin(name), agent.publicKey(), mac, "events", key, value);
    }

    private static AdminKey key() {
        return AdminKey.of(KeyAlgorithm.TDES, Hex.bytes("0102030405060708".repeat(3)));
    }

    private static Pin pin(String text) {
        return Pin.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String revealed(SecretBytes secret) {
        ByteBuffer out = ByteBuffer.allocate(secret.length());
        secret.copyInto(out);
        return Hex.of(out.array());
    }

    @Test
    void takesAnEventOfTheEnrolledAgent() {
        assertThat(check(channels, "agent-1", "card", VALUE)).isEqualTo(ChannelVerdict.AUTHENTIC);
    }

    /** Anybody can write events that tell of channels. */
    @Test
    void keepsNoChannelThatNoAgentUsed() {
        check(channels, "agent-1", "card", new byte[] {1});
        check(channels, "agent-2", "card", VALUE);
        assertThat(channels.cacheSize()).isZero();
    }

    @Test
    void keepsSoManyChannelsAndNoMore() {
        var few = new ProcessorChannels(Map.of("processors-1", processors), Clock.fixed(NOW, ZoneOffset.UTC), 3);
        for (int i = 0; i < 5; i++) {
            AgentChannel next = AgentChannel.open("agent-1", agent, "processors-1", processors.publicKey(), NOW);
            EventHeader header = new EventHeader(1, UuidGenerator.next(), "agent-1", next.ref(), "slot-1", NOW);
            byte[] mac = next.mac("events", "card", VALUE);
            assertThat(few.verify(header, agent.publicKey(), mac, "events", "card", VALUE))
                    .isEqualTo(ChannelVerdict.AUTHENTIC);
        }
        assertThat(few.cacheSize()).isEqualTo(3);
    }

    @Test
    void refusesAnAlteredEvent() {
        assertThat(check(channels, "agent-1", "card", new byte[] {1})).isEqualTo(ChannelVerdict.NOT_AUTHENTIC);
    }

    /** The platform's GCM throws an unchecked exception for bytes shorter than its tag. */
    @Test
    void opensNoInstructionThatWasCutAnywhere() {
        SealedInstruction told = sealed(new Instruction.Reject(RejectionReason.NO_OPEN_REQUEST));
        for (int length = 0; length < told.decodeBody().length; length++) {
            byte[] cut = Arrays.copyOf(told.decodeBody(), length);
            assertThat(channel.open(SealedInstruction.of(told.envelope(), cut))).isEmpty();
        }
    }

    /** One sealed body has one form: no stray bits, no missing padding. */
    @ParameterizedTest
    @ValueSource(strings = {"AAB=", "AAA", "AAA=="})
    void opensNoInstructionThatIsWrittenOtherwise(String body) {
        SealedInstruction told = new SealedInstruction(envelope(UuidGenerator.next()), body);
        assertThatThrownBy(() -> channel.open(told)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnEventMovedToAnotherCard() {
        assertThat(check(channels, "agent-1", "other", VALUE)).isEqualTo(ChannelVerdict.NOT_AUTHENTIC);
    }

    @Test
    void refusesAnEventUnderAnotherAgentsName() {
        assertThat(check(channels, "agent-2", "card", VALUE)).isEqualTo(ChannelVerdict.NOT_AUTHENTIC);
    }

    @Test
    void refusesAChannelOpenedByAnotherKey() {
        byte[] mac = channel.mac("events", "card", VALUE);
        HpkePublicKey other = HpkeKeyPair.generate().publicKey();
        assertThat(channels.verify(origin("agent-1"), other, mac, "events", "card", VALUE))
                .isEqualTo(ChannelVerdict.NOT_AUTHENTIC);
    }

    @Test
    void refusesAChannelOlderThanTwoDays() {
        ProcessorChannels later = at(NOW.plus(Duration.ofDays(2).plusSeconds(1)));
        assertThat(check(later, "agent-1", "card", VALUE)).isEqualTo(ChannelVerdict.CHANNEL_EXPIRED);
    }

    @Test
    void refusesAChannelToAKeyThatIsGone() {
        ProcessorChannels renewed = new ProcessorChannels(Map.of("processors-2", processors), Clock.systemUTC());
        assertThat(check(renewed, "agent-1", "card", VALUE)).isEqualTo(ChannelVerdict.UNKNOWN_CHANNEL_KEY);
    }

    @Test
    void carriesANewKeyToTheAgent() {
        SealedInstruction sealed = sealed(new Instruction.PutKey(key().respond(CHALLENGE), key()));
        try (Instruction.PutKey opened =
                (Instruction.PutKey) channel.open(sealed).orElseThrow()) {
            assertThat(revealed(opened.answer())).isEqualTo("26604D88E55BD3E7");
            assertThat(revealed(opened.replacement())).isEqualTo("0102030405060708".repeat(3));
        }
    }

    @Test
    void carriesAPinAndItsPuksToTheAgent() {
        List<Pin> puks = List.of(pin("87654321"), pin("12345678"));
        AuthenticationResponse answer = key().respond(CHALLENGE);
        SealedInstruction sealed = sealed(new Instruction.SetPin(answer, pin("493817"), puks, pin("87654321")));
        try (Instruction.SetPin opened =
                (Instruction.SetPin) channel.open(sealed).orElseThrow()) {
            assertThat(opened.proposed().matches(pin("493817"))).isTrue();
            assertThat(opened.pukCandidates()).hasSize(2);
            assertThat(opened.newPuk().matches(pin("87654321"))).isTrue();
        }
    }

    @Test
    void carriesAStepWithoutAPin() {
        SealedInstruction sealed = sealed(new Instruction.SetPin(key().respond(CHALLENGE), null, List.of(), null));
        assertThat(channel.open(sealed)).get().isInstanceOfSatisfying(Instruction.SetPin.class, opened -> assertThat(
                        opened.proposed())
                .isNull());
    }

    @Test
    void carriesARejection() {
        Instruction reject = new Instruction.Reject(RejectionReason.NOT_IN_STOCK);
        assertThat(channel.open(sealed(reject))).contains(reject);
    }

    @Test
    void refusesAnInstructionWhoseEnvelopeWasAltered() {
        SealedInstruction sealed = sealed(new Instruction.Reject(RejectionReason.NOT_IN_STOCK));
        assertThat(channel.open(new SealedInstruction(envelope(UuidGenerator.next()), sealed.body())))
                .isEmpty();
    }

    @Test
    void refusesAnInstructionForAnotherChannel() {
        AgentChannel restarted = AgentChannel.open("agent-1", agent, "processors-1", processors.publicKey(), NOW);
        assertThat(restarted.open(sealed(new Instruction.Reject(RejectionReason.NOT_IN_STOCK))))
                .isEmpty();
    }

    @Test
    void sealsTheSameInstructionDifferentlyEachTime() {
        InstructionEnvelope envelope = envelope(UuidGenerator.next());
        Instruction reject = new Instruction.Reject(RejectionReason.NOT_IN_STOCK);
        assertThat(channels.seal(origin("agent-1"), agent.publicKey(), envelope, reject))
                .isNotEqualTo(channels.seal(origin("agent-1"), agent.publicKey(), envelope, reject));
    }

    @Test
    void opensWhatIsSealedToAKeyOnlyForWhatItIsBoundTo() {
        byte[] sealed = new HpkeSealer(agent.publicKey()).seal("letter 1", VALUE);
        assertThat(agent.open("letter 1", sealed)).contains(VALUE);
        assertThat(agent.open("letter 2", sealed)).isEmpty();
        assertThat(processors.open("letter 1", sealed)).isEmpty();
    }

    @Test
    void opensEachOfThoseThatShareAnEncapsulationAlone() {
        HpkeSealer sealer = new HpkeSealer(agent.publicKey());
        byte[] first = sealer.seal("letter 1", VALUE);
        byte[] second = sealer.seal("letter 1", VALUE);
        assertThat(Arrays.copyOf(second, 32)).isEqualTo(Arrays.copyOf(first, 32));
        assertThat(second).isNotEqualTo(first);
        assertThat(agent.open("letter 1", second)).contains(VALUE);
        second[50] ^= 1;
        assertThat(agent.open("letter 1", second)).isEmpty();
    }

    @Test
    void comesBackFromItsPrivateKey() {
        ByteBuffer key = ByteBuffer.allocate(32);
        agent.copyPrivateInto(key);
        assertThat(HpkeKeyPair.of(key.array()).publicKey()).isEqualTo(agent.publicKey());
    }

    private void checkAt(ProcessorChannels all, Instant opened) {
        AgentChannel another = AgentChannel.open("agent-1", agent, "processors-1", processors.publicKey(), opened);
        EventHeader header = new EventHeader(1, UuidGenerator.next(), "agent-1", another.ref(), "slot-1", opened);
        byte[] mac = another.mac("events", "card", VALUE);
        assertThat(all.verify(header, agent.publicKey(), mac, "events", "card", VALUE))
                .isEqualTo(ChannelVerdict.AUTHENTIC);
    }

    @Test
    void forgetsDeadChannelsWhereAnotherIsOpened() {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        InstantSource source = now::get;
        ProcessorChannels all =
                new ProcessorChannels(Map.of("processors-1", processors), source.withZone(ZoneOffset.UTC));
        checkAt(all, NOW);
        now.set(NOW.plus(Duration.ofHours(47)));
        checkAt(all, now.get());
        assertThat(all.cacheSize()).isEqualTo(2);
        now.set(NOW.plus(Duration.ofHours(49)));
        checkAt(all, now.get());
        assertThat(all.cacheSize()).isEqualTo(2);
    }
}
