package org.cardroom.processor.application;

import org.cardroom.db.Database;
import org.cardroom.db.agents.AgentRepository;
import org.cardroom.db.issuing.BlankCardRequestRepository;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.PinLetterRepository;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.db.stream.ConsumerOffsetRepository;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.db.stream.ProcessedIdRepository;
import org.cardroom.events.kafka.KafkaTopics;

/** The tables that a poll reads and writes. */
record PollRepositories(
        Database database,
        ConsumerOffsetRepository offsets,
        AgentRepository agents,
        ProcessedIdRepository processedIds,
        CardRepository cards,
        IssuanceRequestRepository requests,
        BlankCardRequestRepository blanks,
        PinLetterRepository letters,
        OutboxRepository outbox,
        AuditChain audit) {
    /** Creates the repositories of this database. */
    static PollRepositories of(Database database, AuditChain audit) {
        return new PollRepositories(
                database,
                new ConsumerOffsetRepository(database, KafkaTopics.CARD_EVENTS),
                new AgentRepository(database),
                new ProcessedIdRepository(database),
                new CardRepository(database),
                new IssuanceRequestRepository(database),
                new BlankCardRequestRepository(database),
                new PinLetterRepository(database),
                new OutboxRepository(database),
                audit);
    }
}
