package org.cardroom.processor.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.agents.AgentRepository;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.processor.authentication.AuthenticatedRecord.DeadLetter;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.cardroom.processor.fixture.RecordMutator;
import org.cardroom.processor.fixture.TamperedRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing that anybody writes to the events' topic stops the stream. */
@Timeout(300)
class CardEventFuzzTest {
    private static final long SEED = 20_261_121;
    private static final CardId CARD = new CardId("000102030405060708090A0B0C0D0E0F");
    private static final String CHALLENGE = "0011223344556677";

    private final ProcessorFixture processor = new ProcessorFixture();
    private final RecordMutator mutator = new RecordMutator(SEED);

    @AfterEach
    void close() {
        processor.close();
    }

    private List<ConsumerRecord<String, byte[]>> genuine() {
        processor.request(processor.gids("t", true, UserPinOption.RANDOMIZED));
        SealedInstruction told =
                processor.processAndGetInstruction(processor.agent.insert(CardKind.GIDS, CARD, CHALLENGE));
        CardEvent[] events = {
            processor.agent.insert(CardKind.PIV, CARD, CHALLENGE),
            processor.agent.done(told, CHALLENGE),
            processor.agent.report(told, InstructionProgress.ANSWER, new CardResponse.Refused(1), CHALLENGE),
            processor.agent.proving(told, "11".repeat(16), "22".repeat(16)),
            new CardEvent.BlankCardInserted(
                    processor.agent.origin(),
                    UuidGenerator.next(),
                    CardKind.GIDS,
                    new Atr("3B00"),
                    CARD,
                    new Challenge("33".repeat(16)))
        };
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (CardEvent event : events) {
            records.add(processor.agent.record(0, event));
        }
        return records;
    }

    private static List<ConsumerRecord<String, byte[]>> many(
            int count,
            List<ConsumerRecord<String, byte[]>> from,
            Function<ConsumerRecord<String, byte[]>, ConsumerRecord<String, byte[]>> change) {
        List<ConsumerRecord<String, byte[]>> many = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            many.add(change.apply(from.get(i % from.size())));
        }
        return many;
    }

    /** Feeds them in polls, each at an offset of its own. */
    private void feed(List<ConsumerRecord<String, byte[]>> records) {
        for (int from = 0; from < records.size(); from += 64) {
            List<ConsumerRecord<String, byte[]>> poll = new ArrayList<>();
            for (ConsumerRecord<String, byte[]> record : records.subList(from, Math.min(from + 64, records.size()))) {
                poll.add(TamperedRecords.replayed(record, processor.nextOffset()));
            }
            processor.process(poll);
        }
    }

    private void goesOn() {
        processor.newlyPublished();
        processor.request(processor.gids("t", true, UserPinOption.RANDOMIZED));
        CardId next = new CardId("F".repeat(32));
        assertThat(processor.processAndGetInstruction(processor.agent.insert(CardKind.GIDS, next, CHALLENGE)))
                .isNotNull();
    }

    private List<AuthenticatedRecord> authenticated(
            EventAuthenticator authenticator, List<ConsumerRecord<String, byte[]>> records) {
        EventAuthenticator.AuthenticationResult authentication = authenticator.authenticate(records);
        AgentRepository agents = new AgentRepository(processor.store);
        return authenticator.refreshEnrolments(
                        authentication,
                        StatementBatch.single(
                                processor.store, batch -> agents.find(authentication.agentNames(), batch)))
                ? authenticated(authenticator, records)
                : authentication.records();
    }

    @Test
    void admitsNoneOfTwentyThousandAlteredRecords() {
        EventAuthenticator authenticator =
                new EventAuthenticator(processor.keys.enrolmentKey(), processor.keys.openChannels(), notice -> {});
        List<ConsumerRecord<String, byte[]>> altered = many(20_000, genuine(), mutator::mutate);
        List<AuthenticatedRecord> arrivals = new ArrayList<>();
        for (int from = 0; from < altered.size(); from += 500) {
            arrivals.addAll(authenticated(authenticator, altered.subList(from, from + 500)));
        }
        assertThat(arrivals).hasSize(20_000).allMatch(DeadLetter.class::isInstance);
    }

    @Test
    void writesTwoThousandAlteredRecordsToTheDeadLetters() {
        List<ConsumerRecord<String, byte[]>> genuine = genuine();
        processor.newlyPublished();
        feed(many(2_000, genuine, mutator::mutate));
        assertThat(processor.deadLetters()).hasSize(2_000);
        goesOn();
    }

    /** Its MAC is right, whatever it writes. */
    @Test
    void survivesAnEnrolledAgentThatWritesNonsense() {
        feed(many(4_000, genuine(), this::hostile));
        goesOn();
    }

    private ConsumerRecord<String, byte[]> hostile(ConsumerRecord<String, byte[]> record) {
        byte[] value = mutator.mutateValue(record.value());
        String key = recordKey(value, record.key());
        ConsumerRecord<String, byte[]> copy =
                TamperedRecords.without(TamperedRecords.copy(record, key, value), KafkaTopics.MAC_HEADER);
        copy.headers().add(KafkaTopics.MAC_HEADER, processor.agent.channel.mac(KafkaTopics.CARD_EVENTS, key, value));
        return copy;
    }

    private static String recordKey(byte[] value, String otherwise) {
        try {
            return MessageJson.read(value, CardEvent.class).recordKey();
        } catch (IllegalArgumentException e) {
            return otherwise;
        }
    }
}
