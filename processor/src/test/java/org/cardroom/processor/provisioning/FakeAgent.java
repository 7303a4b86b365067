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
import org.cardroom.events.enrolment.Capability;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Journal;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Origin;
import org.cardroom.events.message.Said;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.message.Shortcoming;
import org.cardroom.events.message.Stage;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.topic.Topics;
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
        String id = room.publicKeys().newest();
        channel = AgentChannel.open(
                name, pair, id, room.publicKeys().channelKeys().get(id), opened);
    }

    Enrolment enrolment(Capability capability, String... stations) {
        return new Enrolment(name, pair.publicKey(), new TreeSet<>(Set.of(stations)), capability, Instant.now());
    }

    Origin origin() {
        return new Origin(1, Ids.next(), name, channel.ref(), "slot-1", Instant.now());
    }

    Journal journal(Journal.Write... writes) {
        return new Journal(journalId, List.of(writes));
    }

    CardEvent.CardInserted insert(CardKind kind, CardId card, String challenge, Journal.Write... writes) {
        return insert(kind, kind == CardKind.GIDS ? KeyAlgorithm.TDES : null, card, challenge, writes);
    }

    CardEvent.CardInserted insert(
            CardKind kind, KeyAlgorithm algorithm, CardId card, String challenge, Journal.Write... writes) {
        return insert(kind, algorithm, card, challenge, Set.of(), writes);
    }

    /** A 3DES PIV card that cannot be given everything. */
    CardEvent.CardInserted insert(CardId card, String challenge, Shortcoming... shortcomings) {
        return insert(CardKind.PIV, KeyAlgorithm.TDES, card, challenge, Set.of(shortcomings));
    }

    private CardEvent.CardInserted insert(
            CardKind kind,
            KeyAlgorithm algorithm,
            CardId card,
            String challenge,
            Set<Shortcoming> shortcomings,
            Journal.Write... writes) {
        return new CardEvent.CardInserted(
                origin(),
                Ids.next(),
                kind,
                new Atr("3B00"),
                card,
                new Challenge(challenge),
                algorithm,
                shortcomings,
                journal(writes));
    }

    /** What became of an instruction; with a challenge where the card can go on. */
    CardEvent.StepReported report(SealedInstruction told, Stage stage, Said said, String challenge) {
        return new CardEvent.StepReported(
                origin(),
                told.envelope().session(),
                told.envelope().card(),
                told.envelope().instruction(),
                stage,
                said,
                challenge == null ? null : new Challenge(challenge),
                journal());
    }

    CardEvent.StepReported done(SealedInstruction told, String challenge) {
        return report(told, Stage.DONE, new Said.Accepted(), challenge);
    }

    /** The card's part of an authentication both ways, and the agent's. */
    CardEvent.StepReported proving(SealedInstruction told, String cards, String hosts) {
        return new CardEvent.StepReported(
                origin(),
                told.envelope().session(),
                told.envelope().card(),
                told.envelope().instruction(),
                Stage.DONE,
                new Said.Accepted(),
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
        byte[] value = Json.write(event);
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(Topics.CARD_EVENTS, partition, offset, event.recordKey(), value);
        record.headers().add(Topics.MAC_HEADER, channel.mac(Topics.CARD_EVENTS, event.recordKey(), value));
        return record;
    }
}
