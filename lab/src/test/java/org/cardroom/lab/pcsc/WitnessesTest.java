package org.cardroom.lab.pcsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.cardroom.lab.cards.NewCard;
import org.cardroom.lab.pcsc.Witnesses.Testimony;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Virtual cards are cards to those who do not know us. */
@Timeout(120)
class WitnessesTest {

    private static final String ID = "00112233445566778899aabbccddeeff";
    private static final String ZERO = "00".repeat(24);
    private static final String KEY = "1023456789ABCDEF0123456789ABCDEF1032547698BADCFE";
    private static final String FACTORY = "0102030405060708".repeat(3);

    @TempDir
    private static Path folder;

    private static Pcscd pcscd;
    private static PcscSlot slot;
    private static Witnesses witnesses;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Witnesses.canTestify(), "no PC/SC");
        pcscd = Pcscd.start(folder, 1, Duration.ZERO);
        slot = pcscd.slots().get(0);
        witnesses = Witnesses.at(pcscd);
    }

    @AfterEach
    void takeOut() {
        slot.remove();
    }

    @AfterAll
    static void stop() {
        if (pcscd != null) {
            pcscd.close();
        }
    }

    private static void accepts(Testimony testimony) {
        assertThat(testimony.accepted()).as(testimony.words()).isTrue();
    }

    private static void refuses(Testimony testimony) {
        assertThat(testimony.accepted()).as(testimony.words()).isFalse();
    }

    @Test
    void openScInitialisesABlankGidsCard() {
        slot.insert(NewCard.gids().blank().make());
        accepts(witnesses.initialize(slot, KEY, "123456", ID));

        assertThat(witnesses.read(slot).words()).contains("Serial number  : " + ID);
        accepts(witnesses.verifyPin(slot, "123456"));
        refuses(witnesses.verifyPin(slot, "654321"));
        refuses(witnesses.initialize(slot, ZERO, "111111", ID));
    }

    @Test
    void openScAdministersAGidsCard() {
        slot.insert(NewCard.gids().make());
        accepts(witnesses.changeKey(slot, ZERO, KEY));
        refuses(witnesses.changeKey(slot, ZERO, KEY));
        accepts(witnesses.setPin(slot, KEY, "654321"));
        accepts(witnesses.verifyPin(slot, "654321"));
    }

    @Test
    void openScReadsAnIssuedGidsCard() {
        slot.insert(NewCard.gids().id(ID.toUpperCase(Locale.ROOT)).make());
        assertThat(witnesses.read(slot).words()).contains(ID, "UserPIN", "Tries left     : 3");
    }

    @Test
    void yubicoAdministersAPivCard() {
        slot.insert(NewCard.piv().make());
        accepts(witnesses.verifyPivPin(slot, "123456"));
        refuses(witnesses.verifyPivPin(slot, "654321"));
        accepts(witnesses.setChuid(slot, FACTORY));
        refuses(witnesses.setChuid(slot, KEY));
    }

    @ParameterizedTest
    @CsvSource({"03, 24", "08, 16", "0A, 24", "0C, 32"})
    void openScAuthenticatesByAnyAlgorithm(String algorithm, int keyLength) {
        slot.insert(NewCard.piv().algorithm(Integer.parseInt(algorithm, 16)).make());
        String factory = "0102030405060708".repeat(4).substring(0, 2 * keyLength);

        accepts(witnesses.authenticatePiv(slot, algorithm, factory));
        refuses(witnesses.authenticatePiv(slot, algorithm, factory.replace("08", "10")));
        accepts(witnesses.verifyPin(slot, "123456"));
    }
}
