package org.cardroom.processor.provisioning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.channel.ProcessorChannels;
import org.cardroom.events.channel.ProcessorChannels.ChannelVerdict;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.processor.keys.RoomKeys;

/** Looks at mutations of genuine messages as whoever they are for does. Not thread-safe. */
final class MutatedMessages {
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final Challenge CHALLENGE = new Challenge("0011223344556677");

    private final FakeAgent agent;
    private final ProcessorChannels channels;
    private final List<ConsumerRecord<String, byte[]>> events = new ArrayList<>();
    private final SealedInstruction told;
    private final byte[] instruction;
    private long looked;
    private long refused;

    MutatedMessages(FakeAgent agent, RoomKeys keys) {
        this.agent = agent;
        channels = keys.openChannels();
        CardEvent.CardInserted inserted = agent.insert(CardKind.GIDS, CARD, CHALLENGE.hex());
        told = channels.seal(
                inserted.origin(),
                agent.pair.publicKey(),
                envelope(inserted),
                new Instruction.Reject(RejectionReason.NO_OPEN_REQUEST));
        instruction = MessageJson.write(told);
        for (CardEvent event : events(inserted)) {
            ConsumerRecord<String, byte[]> record = agent.record(0, event);
            events.add(record);
            if (verdict(event.origin(), mac(record), record) != ChannelVerdict.AUTHENTIC) {
                throw new AssertionError("not taken for authentic: " + event);
            }
        }
    }

    private static byte[] mac(ConsumerRecord<String, byte[]> record) {
        return record.headers().lastHeader(KafkaTopics.MAC_HEADER).value();
    }

    private InstructionEnvelope envelope(CardEvent.CardInserted event) {
        return new InstructionEnvelope(
                EventHeader.SCHEMA,
                UuidGenerator.next(),
                agent.name,
                agent.channel.ref().encapsulated(),
                event.origin().event(),
                event.session(),
                CARD,
                InstructionType.PUT_KEY,
                CHALLENGE,
                4000);
    }

    private List<CardEvent> events(CardEvent.CardInserted inserted) {
        return List.of(
                inserted,
                agent.done(told, CHALLENGE.hex()),
                agent.report(told, InstructionProgress.ANSWER, new CardResponse.Refused(1), CHALLENGE.hex()),
                agent.proving(told, "11".repeat(16), "22".repeat(16)),
                new CardEvent.CardRemoved(agent.origin(), inserted.session(), CARD),
                new CardEvent.BlankCardInserted(
                        agent.origin(), UuidGenerator.next(), CardKind.GIDS, new Atr("3B00"), CARD, CHALLENGE));
    }

    long looked() {
        return looked;
    }

    /** How many of them were messages, though nobody's. */
    long readable() {
        return looked - refused;
    }

    /** Half of them events, half instructions. */
    void look(Mutation mutation, int count) {
        for (int i = 0; i < count; i++) {
            looked++;
            try {
                if (i % 2 == 0) {
                    event(mutation.of(events.get(i / 2 % events.size())));
                } else {
                    instruction(mutation.value(instruction));
                }
            } catch (IllegalArgumentException expected) {
                refused++;
            }
        }
    }

    private void event(ConsumerRecord<String, byte[]> record) {
        CardEvent event = MessageJson.read(record.value(), CardEvent.class);
        if (verdict(event.origin(), mac(record), record) == ChannelVerdict.AUTHENTIC) {
            throw new AssertionError("taken for authentic: " + event);
        }
    }

    /** A point of small order has no secret. */
    private ChannelVerdict verdict(EventHeader header, byte[] mac, ConsumerRecord<String, byte[]> record) {
        try {
            return channels.verify(header, agent.pair.publicKey(), mac, record.topic(), record.key(), record.value());
        } catch (IllegalStateException e) {
            return ChannelVerdict.NOT_AUTHENTIC;
        }
    }

    private void instruction(byte[] value) {
        SealedInstruction sealed = MessageJson.read(value, SealedInstruction.class);
        Optional<Instruction> opened = agent.channel.open(sealed);
        if (opened.isPresent() && !sealed.equals(told)) {
            throw new AssertionError("opened: " + sealed.envelope());
        }
    }
}
