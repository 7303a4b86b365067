package org.cardroom.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.smartcardio.CardException;
import org.cardroom.agent.slot.AgentFixture;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Hex;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardLimitation;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.reader.VirtualReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Cards of other manufacturers. Each locks at the first wrong answer. */
class ThirdPartyCardsTest {
    private static final String UNTOLD = "6D00";

    @TempDir
    private Path folder;

    private final ScriptedProcessors processors = new ScriptedProcessors(new IssuanceScript());
    private final List<String> commands = new CopyOnWriteArrayList<>();

    private AgentFixture room() {
        return new AgentFixture(folder.resolve("journal"), processors);
    }

    private void issues(VirtualCard card, VirtualReader.ApduInterceptor interceptor) {
        try (AgentFixture fixture = room()) {
            fixture.reader.intercept(interceptor);
            AgentFixture.assertGood(fixture.serve(card));
        }
        CardStateAssert.of(card).isIssued();
        assertThat(card.wrongAnswers()).isZero();
    }

    private byte[] noting(byte[] command, VirtualReader.ApduTarget card) throws CardException {
        commands.add(Hex.of(command));
        return card.transmit(command);
    }

    private static VirtualCardBuilder piv(KeyAlgorithm algorithm) {
        return VirtualCardBuilder.piv().algorithm(algorithm.reference()).adminTries(1);
    }

    static Stream<Arguments> mannered() {
        return Stream.of(ApduTransportQuirk.values())
                .flatMap(quirk -> Stream.of(CardKind.values()).map(kind -> Arguments.of(quirk, kind)));
    }

    @ParameterizedTest
    @MethodSource("mannered")
    void issuesCardsOfAllManners(ApduTransportQuirk quirk, CardKind kind) {
        VirtualCardBuilder builder = kind == CardKind.GIDS ? VirtualCardBuilder.gids() : piv(KeyAlgorithm.AES_192);
        VirtualCard card = builder.atr("3B00").adminTries(1).build();
        try (AgentFixture fixture = room()) {
            quirk.applyTo(fixture.reader);
            AgentFixture.assertGood(fixture.serve(card));
        }
        CardStateAssert.of(card).isIssued();
    }

    @ParameterizedTest
    @EnumSource
    void issuesAPivCardThatTellsItsAlgorithm(KeyAlgorithm algorithm) {
        issues(piv(algorithm).build(), this::noting);
        assertThat(processors.events(CardEvent.CardInserted.class).get(0).algorithm())
                .isEqualTo(algorithm);
    }

    @ParameterizedTest
    @EnumSource
    void issuesAPivCardThatDoesNotTellItsAlgorithm(KeyAlgorithm algorithm) {
        issues(
                piv(algorithm).build(),
                (command, card) -> command[1] == (byte) 0xF7 ? Hex.bytes(UNTOLD) : card.transmit(command));
        assertThat(processors.events(CardEvent.CardInserted.class).get(0).algorithm())
                .isEqualTo(algorithm);
    }

    @Test
    void issuesAGidsCardThatChecksTheKeysCheckValue() {
        issues(VirtualCardBuilder.gids().checkingKcv().adminTries(1).build(), this::noting);
    }

    @Test
    void leavesAPivCardAloneWhoseKeyItCannotReplace() {
        VirtualCard card = piv(KeyAlgorithm.AES_128).withoutExtensions().build();
        try (AgentFixture fixture = room()) {
            fixture.reader.intercept(this::noting);
            AgentFixture.assertBad(
                    fixture.serve(card), "unexpected response from the card (no command to replace its key)");
        }
        assertThat(told()).containsExactly(CardLimitation.KEY_FIXED);
        assertThat(commands).noneMatch(ThirdPartyCardsTest::touches);
    }

    @Test
    void leavesAPivCardAloneWhosePukSomebodyTried() {
        VirtualCard card = piv(KeyAlgorithm.AES_128).build();
        card.transmit(Hex.bytes("00A4040005A000000308"));
        card.transmit(Hex.bytes("002400811030303030303030303132333435363738"));
        try (AgentFixture fixture = room()) {
            fixture.reader.intercept(this::noting);
            AgentFixture.assertBad(
                    fixture.serve(card), "unexpected response from the card (the PUK counter is not full)");
        }
        assertThat(told()).containsExactly(CardLimitation.PUK_COUNTER_NOT_FULL);
        assertThat(commands).noneMatch(ThirdPartyCardsTest::touches);
    }

    @Test
    void leavesAPivCardAloneWhosePinSomebodyTried() {
        VirtualCard card = piv(KeyAlgorithm.AES_128).build();
        card.transmit(Hex.bytes("00A4040005A000000308"));
        card.transmit(Hex.bytes("00200080083030303030303030"));
        try (AgentFixture fixture = room()) {
            fixture.reader.intercept(this::noting);
            AgentFixture.assertBad(
                    fixture.serve(card), "unexpected response from the card (the PIN counter is not full)");
        }
        assertThat(told()).containsExactly(CardLimitation.PIN_COUNTER_NOT_FULL);
        assertThat(commands).noneMatch(ThirdPartyCardsTest::touches);
    }

    @ParameterizedTest
    @EnumSource
    void tellsNothingBadOfANewCard(CardKind kind) {
        issues((kind == CardKind.GIDS ? VirtualCardBuilder.gids() : VirtualCardBuilder.piv()).build(), this::noting);
        assertThat(told()).isEmpty();
    }

    /** The limitations that the processors received. */
    private Set<CardLimitation> told() {
        return processors.events(CardEvent.CardInserted.class).get(0).limitations();
    }

    /** An answer or a write. */
    static boolean touches(String command) {
        boolean answers = command.startsWith("0087") && command.matches("0087....(..)7C..82.*");
        return answers || command.matches("00(DB|FF|24|2C).*");
    }

    @Test
    void takesACardThatHasBothForAGidsCard() {
        VirtualCard gids = VirtualCardBuilder.gids().adminTries(1).build();
        VirtualCard piv = piv(KeyAlgorithm.TDES).build();
        issues(gids, new TwoApplicationsTap(piv));
        assertThat(piv.keyWrites()).isZero();
    }

    @Test
    void takesAYubiKeyThatHasBothForAPivCard() {
        VirtualCard piv = piv(KeyAlgorithm.TDES).build();
        VirtualCard gids = VirtualCardBuilder.gids().adminTries(1).build();
        issues(piv, new TwoApplicationsTap(gids));
        assertThat(gids.keyWrites()).isZero();
    }

    /** A second application on the same card. */
    private static final class TwoApplicationsTap implements VirtualReader.ApduInterceptor {
        private final VirtualCard other;
        private boolean otherSelected;

        TwoApplicationsTap(VirtualCard other) {
            this.other = other;
        }

        @Override
        public byte[] exchange(byte[] command, VirtualReader.ApduTarget card) throws CardException {
            if (command[1] != (byte) 0xA4) {
                return otherSelected ? other.transmit(command) : card.transmit(command);
            }
            byte[] answer = other.transmit(command);
            otherSelected = answer[answer.length - 2] == (byte) 0x90;
            return otherSelected ? answer : card.transmit(command);
        }
    }

    @Test
    void takesALongAnswerInOnePiece() {
        issues(piv(KeyAlgorithm.TDES).build(), (command, card) -> {
            byte[] answer = card.transmit(command);
            return command[1] == (byte) 0xCB ? longer(answer) : answer;
        });
    }

    /** The same CHUID with 600 bytes more in it, as one extended response. */
    private static byte[] longer(byte[] chuid) {
        String inside = Hex.of(chuid).substring(4, 2 * (chuid.length - 2)) + "3E820258" + "AB".repeat(600);
        return Hex.bytes("5382%04X%s9000".formatted(inside.length() / 2, inside));
    }
}
