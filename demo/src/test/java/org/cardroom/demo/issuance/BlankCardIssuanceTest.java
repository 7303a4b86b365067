package org.cardroom.demo.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.demo.issuance.CardTearTest.TearMoment;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.domain.template.InitialKeyRef;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.SlotState;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.KeyCheckValue;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Blank GIDS cards, from the factory to a person, with a processor, a broker and a database. */
class BlankCardIssuanceTest {
    private static final int READERS = 4;
    /** To identify a blank card and make it one. */
    private static final int COMMANDS = 3 + 24;

    private static final int NEVER = 1000;

    @TempDir
    static Path folder;

    private static final UUID BATCH = UuidGenerator.next();
    private static IssuanceFixture fixture;
    private static OperatorFixture many;
    private static OperatorFixture one;
    private static int line = 1;

    @BeforeAll
    static void open() {
        fixture = new IssuanceFixture(folder);
        new BatchRepository(fixture.store).create(BATCH, "blank");
        many = new OperatorFixture(fixture.enrolAgent("many"), READERS);
        one = new OperatorFixture(fixture.enrolAgent("one"), 1);
    }

    @AfterAll
    static void close() {
        many.close();
        one.close();
        fixture.close();
    }

    private static ProfileTemplate template() {
        InitialKeyRef initial = new InitialKeyRef("zero-3des", new KeyCheckValue("8CA64D"), null);
        UserPinOption kept = UserPinOption.SERVER_DISTRIBUTED;
        return new ProfileTemplate(
                "blank", CardKind.GIDS, KeyAlgorithm.TDES, initial, true, kept, null, null, true, null);
    }

    private static UUID requested() {
        ProfileTemplateRepository.StoredTemplate stored =
                new ProfileTemplateRepository(fixture.store).saveVersion(template());
        UUID id = UuidGenerator.next();
        new IssuanceRequestRepository(fixture.store)
                .add(List.of(new IssuanceRequestRepository.NewRequest(
                        id, id.toString(), BATCH, ++line, "person " + line, "Person", stored, null, null, 0)));
        return id;
    }

    private static VirtualCard blank() {
        return VirtualCardBuilder.gids().blank().adminTries(3).build();
    }

    private static IssuanceRequest request(UUID id) {
        IssuanceRequestRepository requests = new IssuanceRequestRepository(fixture.store);
        return StatementBatch.single(fixture.store, statements -> requests.lock(List.of(id), statements))
                .get(id);
    }

    private static void assertIssued(VirtualCard card, SlotObserver.SlotStatus finalStatus, UUID request) {
        card.tearAfter(NEVER);
        assertThat(finalStatus.state()).as("%s", finalStatus).isEqualTo(SlotState.REMOVE_ISSUED);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> request(request).status() == RequestStatus.COMPLETED);
        assertThat(request(request).namedCard()).isEqualTo(new CardId(card.id()));
        assertThat(fixture.verifies(card)).as("key and PIN").isTrue();
    }

    @Test
    void issuesBlankCardsInManySlots() throws InterruptedException, ExecutionException {
        List<UUID> requests =
                Stream.generate(BlankCardIssuanceTest::requested).limit(8).toList();
        ExecutorService hands = Executors.newFixedThreadPool(READERS);
        List<Future<SlotObserver.SlotStatus>> ends = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            ends.add(hands.submit(() -> many.serve(blank())));
        }
        for (Future<SlotObserver.SlotStatus> end : ends) {
            assertThat(end.get().state()).as("%s", end.get()).isEqualTo(SlotState.REMOVE_ISSUED);
        }
        hands.shutdown();
        assertThat(requests)
                .extracting(BlankCardIssuanceTest::request)
                .extracting(IssuanceRequest::namedCard)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    static Stream<Arguments> tears() {
        return Stream.of(TearMoment.values())
                .flatMap(moment -> IntStream.rangeClosed(1, COMMANDS).mapToObj(k -> Arguments.of(moment, k)));
    }

    @ParameterizedTest(name = "torn out {0} command {1}")
    @MethodSource("tears")
    void isIssuedOnceItIsPutBack(TearMoment moment, int command) throws InterruptedException {
        UUID request = requested();
        VirtualCard card = blank();
        new CardTearTest.TearCase(IssuanceFixture.CardType.GIDS, moment, command).plan(card);
        assertThat(one.serve(card).state()).isEqualTo(SlotState.REMOVE_FAILED);
        assertIssued(card, one.serve(card), request);
        assertThat(card.wrongAnswers()).as("but for the proof").isLessThanOrEqualTo(1);
    }

    @Test
    void givesABlankCardBackThatNobodyWaitsFor() throws InterruptedException {
        VirtualCard card = blank();
        SlotObserver.SlotStatus finalStatus = one.serve(card);
        assertThat(finalStatus.reason()).isEqualTo(RejectionReason.BLANK.description());
        assertThat(card.keyWrites()).isZero();
    }

    @Test
    void issuesTheNextBlankWhereOneIsThrownAway() throws InterruptedException {
        UUID request = requested();
        VirtualCard broken = blank();
        broken.tearAfter(9);
        assertThat(one.serve(broken).state()).isEqualTo(SlotState.REMOVE_FAILED);
        VirtualCard next = blank();
        assertIssued(next, one.serve(next), request);
    }
}
