package org.cardroom.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.cardroom.agent.session.IssuanceScript;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.pcsc.ExternalCardTools;
import org.cardroom.testkit.pcsc.ExternalCardTools.ToolResult;
import org.cardroom.testkit.pcsc.VpcdSlot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks cards that the agent issued over pcscd with the tools of OpenSC and Yubico. */
@Timeout(180)
class PcscInteroperabilityTest {
    private static final String INITIAL = "00".repeat(24);
    private static final String WRONG_PIN = "271828";

    @TempDir
    private Path folder;

    private PcscAgentFixture fixture;
    private VpcdSlot slot;
    private ExternalCardTools cardTools;

    @BeforeEach
    void open() throws IOException {
        fixture = PcscAgentFixture.open(folder.resolve("journal"), 2);
        slot = fixture.slot(0);
        cardTools = new ExternalCardTools(fixture.pcscd);
    }

    @AfterEach
    void close() {
        if (fixture != null) {
            fixture.close();
        }
    }

    private void issue(VirtualCardBuilder builder) {
        AgentFixture.assertGood(fixture.serve(slot, builder.build()));
        fixture.closeAgent();
    }

    private static void accepted(ToolResult result) {
        assertThat(result.accepted()).as(result.output()).isTrue();
    }

    private static void refused(ToolResult result) {
        assertThat(result.accepted()).as(result.output()).isFalse();
    }

    private static String replacement(KeyAlgorithm algorithm) {
        return "1023456789ABCDEF".repeat(algorithm.keyLength() / 8);
    }

    @Test
    void openScAcceptsAnIssuedGidsCard() {
        issue(VirtualCardBuilder.gids());
        String key = replacement(KeyAlgorithm.TDES);
        accepted(cardTools.verifyPin(slot, IssuanceScript.PIN));
        refused(cardTools.verifyPin(slot, WRONG_PIN));
        refused(cardTools.changeKey(slot, INITIAL, key));
        accepted(cardTools.changeKey(slot, key, key));
        accepted(cardTools.setPin(slot, key, WRONG_PIN));
    }

    @Test
    void openScReadsACardThatWasBlank() {
        issue(VirtualCardBuilder.gids().blank());
        assertThat(cardTools.read(slot).output()).contains("Serial number", "UserPIN", "Tries left     : 3");
        accepted(cardTools.verifyPin(slot, IssuanceScript.PIN));
        String key = replacement(KeyAlgorithm.TDES);
        accepted(cardTools.changeKey(slot, key, key));
    }

    @ParameterizedTest
    @EnumSource
    void openScAcceptsAnIssuedPivCard(KeyAlgorithm algorithm) {
        issue(VirtualCardBuilder.piv().algorithm(algorithm.reference()));
        String reference = "%02X".formatted(algorithm.reference());
        accepted(cardTools.verifyPin(slot, IssuanceScript.PIN));
        accepted(cardTools.authenticatePiv(slot, reference, replacement(algorithm)));
    }

    @Test
    void yubicoAcceptsAnIssuedPivCard() {
        issue(VirtualCardBuilder.piv());
        accepted(cardTools.verifyPivPin(slot, IssuanceScript.PIN));
        refused(cardTools.verifyPivPin(slot, WRONG_PIN));
        refused(cardTools.setChuid(slot, "0102030405060708".repeat(3)));
        accepted(cardTools.setChuid(slot, replacement(KeyAlgorithm.TDES)));
    }
}
