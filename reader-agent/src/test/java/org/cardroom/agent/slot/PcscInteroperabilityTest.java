package org.cardroom.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.lab.cards.NewCard;
import org.cardroom.lab.pcsc.PcscSlot;
import org.cardroom.lab.pcsc.Witnesses;
import org.cardroom.lab.pcsc.Witnesses.Testimony;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.cardroom.agent.session.IssuanceScript;

/** Cards that the agent issued over pcscd, in the eyes of OpenSC and Yubico. */
@Timeout(180)
class PcscInteroperabilityTest {
    private static final String INITIAL = "00".repeat(24);
    private static final String WRONG_PIN = "271828";

    @TempDir
    private Path folder;

    private PcscAgentFixture fixture;
    private PcscSlot slot;
    private Witnesses witnesses;

    @BeforeEach
    void open() throws IOException {
        fixture = PcscAgentFixture.open(folder.resolve("journal"), 2);
        slot = fixture.slot(0);
        witnesses = Witnesses.at(fixture.pcscd);
    }

    @AfterEach
    void close() {
        if (fixture != null) {
            fixture.close();
        }
    }

    private void issue(NewCard order) {
        AgentFixture.assertGood(fixture.serve(slot, order.make()));
        fixture.closeAgent();
    }

    private static void accepted(Testimony testimony) {
        assertThat(testimony.accepted()).as(testimony.words()).isTrue();
    }

    private static void refused(Testimony testimony) {
        assertThat(testimony.accepted()).as(testimony.words()).isFalse();
    }

    private static String replacement(KeyAlgorithm algorithm) {
        return "1023456789ABCDEF".repeat(algorithm.keyLength() / 8);
    }

    @Test
    void openScAcceptsAnIssuedGidsCard() {
        issue(NewCard.gids());
        String key = replacement(KeyAlgorithm.TDES);
        accepted(witnesses.verifyPin(slot, IssuanceScript.PIN));
        refused(witnesses.verifyPin(slot, WRONG_PIN));
        refused(witnesses.changeKey(slot, INITIAL, key));
        accepted(witnesses.changeKey(slot, key, key));
        accepted(witnesses.setPin(slot, key, WRONG_PIN));
    }

    @Test
    void openScReadsACardThatWasBlank() {
        issue(NewCard.gids().blank());
        assertThat(witnesses.read(slot).words()).contains("Serial number", "UserPIN", "Tries left     : 3");
        accepted(witnesses.verifyPin(slot, IssuanceScript.PIN));
        String key = replacement(KeyAlgorithm.TDES);
        accepted(witnesses.changeKey(slot, key, key));
    }

    @ParameterizedTest
    @EnumSource
    void openScAcceptsAnIssuedPivCard(KeyAlgorithm algorithm) {
        issue(NewCard.piv().algorithm(algorithm.reference()));
        String reference = "%02X".formatted(algorithm.reference());
        accepted(witnesses.verifyPin(slot, IssuanceScript.PIN));
        accepted(witnesses.authenticatePiv(slot, reference, replacement(algorithm)));
    }

    @Test
    void yubicoAcceptsAnIssuedPivCard() {
        issue(NewCard.piv());
        accepted(witnesses.verifyPivPin(slot, IssuanceScript.PIN));
        refused(witnesses.verifyPivPin(slot, WRONG_PIN));
        refused(witnesses.setChuid(slot, "0102030405060708".repeat(3)));
        accepted(witnesses.setChuid(slot, replacement(KeyAlgorithm.TDES)));
    }
}
