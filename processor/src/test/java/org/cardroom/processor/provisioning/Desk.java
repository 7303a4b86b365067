package org.cardroom.processor.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.cardroom.db.Database;
import org.cardroom.db.agents.AgentRepository;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.BlankCardRequestRepository;
import org.cardroom.domain.card.Card;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.issuing.QuarantinedCardRepository;
import org.cardroom.domain.template.InitialKeyRef;
import org.cardroom.db.issuing.PinLetterRepository;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.db.stream.ConsumerOffsetRepository;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.db.stream.ProcessedIdRepository;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.channel.ProcessorChannels;
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.secret.KeyCheckValue;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.lab.servers.Servers;
import org.cardroom.processor.keys.RoomKeys;
import org.cardroom.processor.pins.PinDraw;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A processor's writer over a fresh database, fed by hand; what it publishes is looked at here. */
final class Desk implements AutoCloseable {
    static final String ZERO = "zero-3des";
    private static final Set<String> ANY_TOPIC = new AbstractSet<>() {
        @Override
        public boolean contains(Object topic) {
            return true;
        }

        @Override
        public Iterator<String> iterator() {
            return Collections.emptyIterator();
        }

        @Override
        public int size() {
            return 0;
        }
    };

    private final List<Aside> asides = new ArrayList<>();
    final Database store;
    final RoomKeys keys = TestKeys.ROOM;
    final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    final EventWriter writer;
    final FakeAgent agent;
    final List<EnrolmentNotice> notices = new ArrayList<>();
    private final UUID batch = UuidGenerator.next();
    private long offset;
    private int line = 1;
    private int looked;

    Desk() {
        this(Servers.shared().freshDatabase());
    }

    Desk(String database) {
        store = Database.open(database, null, null);
        new BatchRepository(store).create(batch, "test");
        writer = writer("desk");
        agent = enrolled("agent-1", "north");
    }

    EventWriter writer(String name) {
        return writer(name, Clock.systemUTC(), producer);
    }

    /** A processor's writer of this name; its outbox is swept by this clock. */
    EventWriter writer(String name, Clock clock, Producer<String, byte[]> to) {
        return writer(name, clock, to, aside(to, ANY_TOPIC));
    }

    /** Takes what goes to other topics than these. */
    Aside aside(Producer<String, byte[]> to, Set<String> topics) {
        Aside aside = new Aside(to, topics, () -> topics, Duration.ZERO);
        asides.add(aside);
        return aside;
    }

    EventWriter writer(String name, Clock clock, Producer<String, byte[]> to, Aside aside) {
        ProcessorChannels channels = keys.openChannels();
        TemplateShelf templates = new TemplateShelf(new ProfileTemplateRepository(store), keys.initials());
        Instructions instructions = new Instructions(keys, new PinDraw());
        Ledger ledger = new Ledger(
                new Ledger.Tables(
                        new CardRepository(store),
                        new IssuanceRequestRepository(store),
                        new BlankCardRequestRepository(store),
                        new PinLetterRepository(store),
                        new AuditChain(store, name, Clock.systemUTC())),
                templates,
                new Provisioner(templates, keys.masters().current(), new QuarantinedCardRepository(store).findCardIds()),
                instructions,
                new Replies(channels, instructions),
                Clock.systemUTC());
        OutboxRepository outbox = new OutboxRepository(store);
        Gate gate = new Gate(new AgentRepository(store), keys.officer(), channels, notices::add);
        ConsumerOffsetRepository offsets = new ConsumerOffsetRepository(store, KafkaTopics.CARD_EVENTS);
        return new EventWriter(
                store, offsets, new ProcessedIdRepository(store), gate, ledger, outbox, new Publisher(outbox, to, aside, clock));
    }

    FakeAgent enrolled(String name, String... stations) {
        return enrolled(name, Instant.now(), stations);
    }

    FakeAgent enrolled(String name, Instant opened, String... stations) {
        FakeAgent enrolled = new FakeAgent(name, keys, opened);
        new AgentRepository(store).enrol(TestKeys.OFFICER.sign(enrolled.enrolment(ClientType.AGENT, stations)));
        return enrolled;
    }

    void sql(String statement) {
        JdbcClient.create(store.dataSource()).sql(statement).update();
    }

    /** All rows of these tables as text, but for when they were written. */
    List<String> rows(String... tables) {
        return Stream.of(tables)
                .flatMap(t -> column("SELECT (to_jsonb(t) - 'updated')::text FROM " + t + " t ORDER BY 1").stream())
                .toList();
    }

    List<String> column(String query) {
        return JdbcClient.create(store.dataSource())
                .sql(query)
                .query(String.class)
                .list();
    }

    /** Nothing of cards and requests is other than before. */
    void changesNothing(Runnable deed) {
        String[] tables = {"card", "card_history", "request", "letter"};
        List<String> before = rows(tables);
        deed.run();
        assertThat(rows(tables)).isEqualTo(before);
    }

    /** What was written down, in order. */
    List<String> audited() {
        return column("SELECT what FROM audit ORDER BY number");
    }

    ProfileTemplate gids(String name, boolean diversify, UserPinOption option) {
        InitialKeyRef initial = new InitialKeyRef(ZERO, new KeyCheckValue("8CA64D"), null);
        return new ProfileTemplate(name, CardKind.GIDS, KeyAlgorithm.TDES, initial, diversify, option, null, null);
    }

    ProfileTemplate piv(String name) {
        InitialKeyRef initial = new InitialKeyRef("factory-3des", new KeyCheckValue("B073DC"), null);
        return new ProfileTemplate(
                name,
                CardKind.PIV,
                KeyAlgorithm.TDES,
                initial,
                true,
                UserPinOption.SERVER_DISTRIBUTED,
                null,
                "factory");
    }

    UUID request(ProfileTemplate template) {
        return request(template, null, null, 0);
    }

    UUID request(ProfileTemplate template, CardId named, String station, int priority) {
        UUID id = UuidGenerator.next();
        ProfileTemplateRepository.StoredTemplate stored = new ProfileTemplateRepository(store).saveVersion(template);
        IssuanceRequestRepository.NewRequest request = new IssuanceRequestRepository.NewRequest(
                id, id.toString(), batch, ++line, "person " + line, "Person", stored, named, station, priority);
        new IssuanceRequestRepository(store).add(List.of(request));
        return id;
    }

    /** Feeds one poll of these events. */
    void feed(FakeAgent from, CardEvent... events) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (CardEvent event : events) {
            records.add(from.record(nextOffset(), event));
        }
        feed(records);
    }

    /** A heartbeat: a poll that brought nothing. */
    void beat(EventWriter of, Set<Integer> taken) {
        feed(of, new Poll(List.of(), Set.of(0), taken));
    }

    void feed(List<ConsumerRecord<String, byte[]>> records) {
        feed(writer, new Poll(records, Set.of(0), Set.of()));
    }

    /** What a run does with a poll. */
    void feed(EventWriter to, Poll poll) {
        store.inTransaction().executeWithoutResult(status -> to.write(Chunk.of(poll)));
    }

    long nextOffset() {
        offset = Math.max(offset, offsets().getOrDefault(0, 0L));
        return offset++;
    }

    /** What was published since the last look, but for what only a restore asks for. */
    List<ProducerRecord<String, byte[]>> published() {
        List<ProducerRecord<String, byte[]>> all = producer.history();
        List<ProducerRecord<String, byte[]>> fresh = all.subList(looked, all.size()).stream()
                .filter(record -> underWay(record).isEmpty())
                .toList();
        looked = all.size();
        return fresh;
    }

    /** All that was ever published about cards that were not done. */
    List<IssuanceEvent.CardProvisioningCheckpoint> underWay() {
        return producer.history().stream()
                .flatMap(record -> underWay(record).stream())
                .toList();
    }

    private static Optional<IssuanceEvent.CardProvisioningCheckpoint> underWay(ProducerRecord<String, byte[]> record) {
        return record.topic().equals(KafkaTopics.OUTCOMES)
                        && MessageJson.read(record.value(), IssuanceEvent.class) instanceof IssuanceEvent.CardProvisioningCheckpoint one
                ? Optional.of(one)
                : Optional.empty();
    }

    /** Feeds one event and returns the one instruction that answers it. */
    SealedInstruction told(FakeAgent from, CardEvent event) {
        feed(from, event);
        List<ProducerRecord<String, byte[]>> instructions = published().stream()
                .filter(record -> record.topic().equals(KafkaTopics.instructionTopicName(from.name)))
                .toList();
        if (instructions.size() != 1) {
            throw new AssertionError(instructions.size() + " instructions instead of one");
        }
        return MessageJson.read(instructions.get(0).value(), SealedInstruction.class);
    }

    SealedInstruction told(CardEvent event) {
        return told(agent, event);
    }

    /** Feeds one event that no instruction may answer, and returns the outcomes. */
    List<IssuanceEvent> outcomes(CardEvent event) {
        feed(agent, event);
        return published().stream()
                .filter(record -> record.topic().equals(KafkaTopics.OUTCOMES))
                .map(record -> MessageJson.read(record.value(), IssuanceEvent.class))
                .toList();
    }

    /** The reasons of the dead letters since the last look. */
    List<String> deadLetters() {
        return published().stream()
                .filter(record -> record.topic().equals(KafkaTopics.DEAD_LETTERS))
                .map(record -> new String(
                        record.headers().lastHeader(KafkaTopics.REASON_HEADER).value(), StandardCharsets.UTF_8))
                .toList();
    }

    Card card(CardId id) {
        return new CardRepository(store).find(id).orElseThrow();
    }

    IssuanceRequest request(UUID id) {
        return store.inTransaction()
                .execute(status -> new IssuanceRequestRepository(store).lock(List.of(id)))
                .get(id);
    }

    Map<Integer, Long> offsets() {
        return new ConsumerOffsetRepository(store, KafkaTopics.CARD_EVENTS).findNext(Set.of(0));
    }

    @Override
    public void close() {
        asides.forEach(Aside::close);
        store.close();
    }
}
