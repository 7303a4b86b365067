package org.cardroom.processor.provisioning;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.channel.AgentChannel;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.message.CardLimitation;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.processor.keys.RoomKeys;

/** An agent without readers: it writes events and opens instructions. */
final class FakeAgent {
    final String name;
    final HpkeKeyPair pair;
    UUID journalId = UUID.randomUUID();
    AgentChannel channel;

    FakeAgent(String name, RoomKeys room, Instant opened) {
        this(name, room, opened, HpkeKeyPair.generate());
    }

    FakeAgent(String name, RoomKeys room, Instant opened, HpkeKeyPair pair) {
        this.name = name;
        this.pair = pair;
        String id = room.publicKeys().newestKeyId();
        channel = AgentChannel.open(
                name, pair, id, room.publicKeys().channelKeys().get(id), opened);
    }

    Enrolment enrolment(ClientType capability, String... stations) {
        return new Enrolment(name, pair.publicKey(), new TreeSet<>(Set.of(stations)), capability, Instant.now());
    }

    EventHeader origin() {
        return new EventHeader(1, UuidGenerator.next(), name, channel.ref(), "slot-1", Instant.now());
    }

    JournalSnapshot journal(JournalSnapshot.JournalledWrite... writes) {
        return new JournalSnapshot(journalId, List.of(writes));
    }

    CardEvent.CardInserted insert(CardKind kind, CardId card, String challenge, JournalSnapshot.JournalledWrite... writes) {
        return insert(kind, kind == CardKind.GIDS ? KeyAlgorithm.TDES : null, card, challenge, writes);
    }

    CardEvent.CardInserted insert(
            CardKind kind, KeyAlgorithm algorithm, CardId card, String challenge, JournalSnapshot.JournalledWrite... writes) {
        return insert(kind, algorithm, card, challenge, Set.of(), writes);
    }

    /** A 3DES PIV card that cannot be given everything. */
    CardEvent.CardInserted insert(CardId card, String challenge, CardLimitation... shortcomings) {
        return insert(CardKind.PIV, KeyAlgorithm.TDES, card, challenge, Set.of(shortcomings));
    }

    private CardEvent.CardInserted insert(
            CardKind kind,
            KeyAlgorithm algorithm,
            CardId card,
            String challenge,
            Set<CardLimitation> shortcomings,
            JournalSnapshot.JournalledWrite... writes) {
        return new CardEvent.CardInserted(
                origin(),
                UuidGenerator.next(),
                kind,
                new Atr("3B00"),
                card,
                new Challenge(challenge),
                algorithm,
                shortcomings,
                journal(writes));
    }

    /** What became of an instruction; with a challenge where the card can go on. */
    CardEvent.StepReported report(SealedInstruction told, InstructionProgress progress, CardResponse response, String challenge) {
        return new CardEvent.StepReported(
                origin(),
                told.envelope().session(),
                told.envelope().card(),
                told.envelope().instruction(),
                progress,
                response,
                challenge == null ? null : new Challenge(challenge),
                journal());
    }

    CardEvent.StepReported done(SealedInstruction told, String challenge) {
        return report(told, InstructionProgress.DONE, new CardResponse.Accepted(), challenge);
    }

    /** The card's part of an authentication both ways, and the agent's. */
    CardEvent.StepReported proving(SealedInstruction told, String cards, String hosts) {
        return new CardEvent.StepReported(
                origin(),
                told.envelope().session(),
                told.envelope().card(),
                told.envelope().instruction(),
                InstructionProgress.DONE,
                new CardResponse.Accepted(),
                new Challenge(cards),
                new Challenge(hosts),
                journal());
    }

    Instruction open(SealedInstruction told) {
        return channel.open(told).orElseThrow();
    }

    /** The record of an event, authenticated. */
    ConsumerRecord<String, byte[]> record(long offset, CardEvent event) {
        return record(0, offset, event);
    }

    ConsumerRecord<String, byte[]> record(int partition, long offset, CardEvent event) {
        byte[] value = MessageJson.write(event);
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(KafkaTopics.CARD_EVENTS, partition, offset, event.recordKey(), value);
        record.headers().add(KafkaTopics.MAC_HEADER, channel.mac(KafkaTopics.CARD_EVENTS, event.recordKey(), value));
        return record;
    }
}
