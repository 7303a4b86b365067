package org.cardroom.testkit.reader;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import javax.smartcardio.CommandAPDU;
import org.cardroom.testkit.apdu.ByteArrays;
import org.cardroom.testkit.card.RawCardClient;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class VirtualReaderTest {

    private static final CommandAPDU SELECT = new CommandAPDU(ByteArrays.of(RawCardClient.SELECT_GIDS));
    private static final CommandAPDU TRIES = new CommandAPDU(ByteArrays.of("00200080"));

    private final VirtualReader reader = new VirtualReader("slot 1", ZERO);
    private final VirtualCard card = VirtualCardBuilder.gids().build();

    @ParameterizedTest
    @ValueSource(strings = {"*", "T=1", "EXCLUSIVE;*"})
    void carriesCommandsToTheCard(String protocol) throws CardException {
        reader.insert(card);
        Card connection = reader.connect(protocol);

        assertThat(connection.getATR().getBytes()).isEqualTo(card.atr());
        assertThat(connection.getProtocol()).isEqualTo("T=1");
        assertThat(connection.getBasicChannel().transmit(SELECT).getSW()).isEqualTo(0x9000);
    }

    @Test
    void carriesBuffers() throws CardException {
        reader.insert(card);
        ByteBuffer response = ByteBuffer.allocate(64);

        int length = reader.connect("*").getBasicChannel().transmit(ByteBuffer.wrap(SELECT.getBytes()), response);

        assertThat(length).isEqualTo(22).isEqualTo(response.position());
    }

    @Test
    void refusesToConnectWithoutACardOrInAnotherProtocol() {
        assertThatExceptionOfType(CardNotPresentException.class).isThrownBy(() -> reader.connect("*"));
        reader.insert(card);
        assertThatExceptionOfType(CardException.class).isThrownBy(() -> reader.connect("T=0"));
    }

    @Test
    void exclusiveConnectionIsTheOnlyOne() throws CardException {
        reader.insert(card);
        Card shared = reader.connect("*");
        assertThatExceptionOfType(CardException.class).isThrownBy(() -> reader.connect("EXCLUSIVE;*"));
        shared.disconnect(false);

        Card exclusive = reader.connect("EXCLUSIVE;*");
        assertThatExceptionOfType(CardException.class).isThrownBy(() -> reader.connect("*"));
        exclusive.disconnect(false);
        assertThat(reader.connect("*")).isNotNull();
    }

    @Test
    void threadWithExclusiveAccessShutsOutTheOthers() throws Exception {
        reader.insert(card);
        Card connection = reader.connect("*");
        CompletableFuture.runAsync(() -> begin(connection)).get();

        assertThatExceptionOfType(CardException.class)
                .isThrownBy(() -> connection.getBasicChannel().transmit(SELECT));
        assertThatExceptionOfType(CardException.class).isThrownBy(connection::beginExclusive);
        assertThatIllegalStateException().isThrownBy(connection::endExclusive);
    }

    @Test
    void ownerOfExclusiveAccessGoesOn() throws CardException {
        reader.insert(card);
        Card connection = reader.connect("*");
        connection.beginExclusive();

        assertThatExceptionOfType(CardException.class).isThrownBy(connection::beginExclusive);
        assertThat(connection.getBasicChannel().transmit(SELECT).getSW()).isEqualTo(0x9000);
        connection.endExclusive();
        assertThatIllegalStateException().isThrownBy(connection::endExclusive);
    }

    @Test
    void cardPulledInTheMiddleIsGoneUntilItIsPutBack() throws CardException {
        reader.insert(card);
        card.tearAfter(2);
        Card connection = reader.connect("*");
        connection.getBasicChannel().transmit(SELECT);

        assertThatExceptionOfType(CardException.class)
                .isThrownBy(() -> connection.getBasicChannel().transmit(TRIES));
        assertThat(reader.isCardPresent()).isFalse();

        reader.insert(card);
        assertThat(reader.isCardPresent()).isTrue();
    }

    @Test
    void connectionOfAnEarlierInsertionIsDead() throws CardException {
        reader.insert(card);
        Card before = reader.connect("*");
        reader.remove();
        reader.insert(card);

        assertThatExceptionOfType(CardException.class)
                .isThrownBy(() -> before.getBasicChannel().transmit(SELECT));
        assertThatExceptionOfType(CardException.class).isThrownBy(before::beginExclusive);
        assertThat(reader.connect("*").getBasicChannel().transmit(SELECT).getSW())
                .isEqualTo(0x9000);
    }

    @Test
    void cardForgetsWhenItLosesPowerOnly() throws CardException {
        reader.insert(card);
        Card connection = reader.connect("*");
        connection.getBasicChannel().transmit(SELECT);
        connection.disconnect(false);
        assertThat(reader.connect("*").getBasicChannel().transmit(TRIES).getSW())
                .isEqualTo(0x63C3);

        reader.connect("*").disconnect(true);
        assertThat(reader.connect("*").getBasicChannel().transmit(TRIES).getSW())
                .isEqualTo(0x6D00);
    }

    @Test
    void closedConnectionIsABug() throws CardException {
        reader.insert(card);
        Card connection = reader.connect("*");
        connection.disconnect(false);
        connection.disconnect(false);

        assertThatIllegalStateException().isThrownBy(connection::getBasicChannel);
    }

    @Test
    void hasNoControlCommandsAndNoLogicalChannels() throws CardException {
        reader.insert(card);
        Card connection = reader.connect("*");

        assertThatExceptionOfType(CardException.class)
                .isThrownBy(() -> connection.transmitControlCommand(1, new byte[0]));
        assertThatExceptionOfType(CardException.class).isThrownBy(connection::openLogicalChannel);
        assertThatIllegalStateException()
                .isThrownBy(() -> connection.getBasicChannel().close());
    }

    @Test
    void wakesThoseWhoWaitForACard() throws Exception {
        CompletableFuture<Boolean> present = CompletableFuture.supplyAsync(() -> waitForCardPresent(0));
        reader.insert(card);
        assertThat(present.get()).isTrue();

        CompletableFuture<Boolean> absent = CompletableFuture.supplyAsync(() -> waitForCardAbsent(20_000));
        reader.remove();
        assertThat(absent.get()).isTrue();
    }

    @Test
    void givesUpWaitingAfterItsTime() throws CardException {
        assertThat(reader.waitForCardPresent(1)).isFalse();
        assertThat(reader.waitForCardAbsent(1)).isTrue();
        reader.insert(card);
        assertThat(reader.waitForCardPresent(Long.MAX_VALUE)).isTrue();
        assertThat(reader.waitForCardAbsent(1)).isFalse();
    }

    @Test
    void unpluggedReaderFailsAtEveryCall() throws Exception {
        reader.insert(card);
        Card connection = reader.connect("*");
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> waitForCardAbsent(0));
        reader.unplug();

        assertThat(waiting).failsWithin(10, TimeUnit.SECONDS);
        assertThatExceptionOfType(CardException.class).isThrownBy(reader::isCardPresent);
        assertThatExceptionOfType(CardException.class).isThrownBy(() -> reader.connect("*"));
        assertThatExceptionOfType(CardException.class).isThrownBy(() -> reader.waitForCardPresent(1));
        assertThatExceptionOfType(CardException.class)
                .isThrownBy(() -> connection.getBasicChannel().transmit(SELECT));
        assertThatIllegalStateException().isThrownBy(() -> reader.insert(card));
    }

    @Test
    void holdsOneCard() {
        reader.insert(card);

        assertThatIllegalStateException()
                .isThrownBy(() -> reader.insert(VirtualCardBuilder.piv().build()));
    }

    @Test
    void commandTakesItsTime() throws CardException {
        VirtualReader slow = new VirtualReader("slow", Duration.ofMillis(30));
        slow.insert(card);
        Card connection = slow.connect("*");
        long start = System.nanoTime();

        connection.getBasicChannel().transmit(SELECT);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    private static void begin(Card connection) {
        try {
            connection.beginExclusive();
        } catch (CardException e) {
            throw new AssertionError(e);
        }
    }

    private boolean waitForCardPresent(long timeout) {
        try {
            return reader.waitForCardPresent(timeout);
        } catch (CardException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean waitForCardAbsent(long timeout) {
        try {
            return reader.waitForCardAbsent(timeout);
        } catch (CardException e) {
            throw new IllegalStateException(e);
        }
    }
}
