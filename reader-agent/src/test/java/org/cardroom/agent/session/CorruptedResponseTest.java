package org.cardroom.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.agent.slot.AgentFixture;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Hex;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.message.SlotState;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Cards with one corrupted response. */
class CorruptedResponseTest {
    private static final int GIDS_COMMANDS = 11;
    private static final int PIV_COMMANDS = 12;

    @TempDir
    private static Path folder;

    private static AgentFixture fixture;

    @BeforeAll
    static void open() {
        fixture = new AgentFixture(folder.resolve("journal"), new ScriptedProcessors(new IssuanceScript()));
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static VirtualCard card(CardKind kind) {
        VirtualCardBuilder builder = kind == CardKind.GIDS ? VirtualCardBuilder.gids() : VirtualCardBuilder.piv();
        return builder.adminTries(2).build();
    }

    private static SlotObserver.SlotStatus served(VirtualCard card, ResponseCorruption corruption) {
        fixture.reader.intercept(corruption);
        return fixture.serve(card);
    }

    static Stream<Arguments> garbled() {
        return Stream.of(CardKind.values()).flatMap(kind -> Stream.of(ResponseCorruption.CorruptionKind.values())
                .flatMap(way -> IntStream.rangeClosed(1, kind == CardKind.GIDS ? GIDS_COMMANDS : PIV_COMMANDS)
                        .mapToObj(command -> Arguments.of(kind, way, command))));
    }

    /** What can do without the answer goes on, as if the card had refused. */
    @ParameterizedTest(name = "{0} {1} for command {2}")
    @MethodSource("garbled")
    void isLeftAloneFromThenOn(CardKind kind, ResponseCorruption.CorruptionKind way, int command) {
        VirtualCard card = card(kind);
        ResponseCorruption corruption = new ResponseCorruption(command, way);
        SlotObserver.SlotStatus finalStatus = served(card, corruption);
        if (finalStatus.state() == SlotState.REMOVE_ISSUED) {
            CardStateAssert.of(card).isIssued();
        } else {
            assertThat(finalStatus.reason())
                    .containsPattern("unexpected|cannot read|unknown kind|GUID|blank|the card is blocked");
            assertThat(corruption.after).noneMatch(ThirdPartyCardsTest::touches);
        }
        assertThat(card.wrongAnswers()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "GIDS, 4, 0",
        "GIDS, 4, 7",
        "GIDS, 4, 9",
        "GIDS, 4, 16",
        "GIDS, 4, 100",
        "PIV, 6, 0",
        "PIV, 6, 7",
        "PIV, 6, 16"
    })
    void getsNoAnswerToAChallengeOfTheWrongLength(CardKind kind, int command, int length) {
        VirtualCard card = card(kind);
        byte[] challenge = Hex.bytes("7C%02X81%02X%s9000".formatted(length + 2, length, "A5".repeat(length)));
        ResponseCorruption corruption = new ResponseCorruption(command, answer -> challenge);
        assertThat(served(card, corruption).reason())
                .containsPattern("unexpected response from the card \\((no|a) challenge.*\\)");
        assertThat(corruption.after).isEmpty();
    }
}
